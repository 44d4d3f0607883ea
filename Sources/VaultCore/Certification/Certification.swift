import CanonicalJSON
public import PKI

/// What an authority certified of a copy (Decree 23/2015 and Decree 45/2020 art. 10): the lời chứng with its number and
/// book, who and when, of which original, and the exact bytes.
///
/// Admission holds it against the signatures (`CertifyingSignatures`); by itself it is a claim.
public struct Certification: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A copy from the agency's own register (cấp bản sao từ sổ gốc): the agency signs.
        case fromRegister = "from-register"
        /// A copy certified against the original (chứng thực bản sao từ bản chính): a certifier signs, then the authority.
        case fromOriginal = "from-original"
    }

    public struct Certifier: Hashable, Sendable {
        public let name: String
        /// Chức danh.
        public let title: String

        public init(name: String, title: String) {
            self.name = name
            self.title = title
        }
    }

    public struct Authority: Hashable, Sendable {
        public let name: String
        /// One of the numbers in its certificate.
        public let identifier: Owner

        public init(name: String, identifier: Owner) {
            self.name = name
            self.identifier = identifier
        }
    }

    /// The paper that the copy is of.
    public struct Original: Hashable, Sendable {
        public let name: String
        public let notation: String?
        public let issuer: String?
        public let issued: DocumentDay?

        public init(name: String, notation: String? = nil, issuer: String? = nil, issued: DocumentDay? = nil) {
            self.name = name
            self.notation = notation
            self.issuer = issuer
            self.issued = issued
        }
    }

    /// The bytes that were certified, before any signature was put in.
    public struct Scan: Hashable, Sendable {
        /// SHA-256.
        public let digest: Digest
        public let size: Int

        public init(digest: Digest, size: Int) {
            self.digest = digest
            self.size = size
        }
    }

    /// The ids of the signatures that admission found to be the certifier's and the authority's (`SignatureReport.id`).
    public struct Signatures: Hashable, Sendable {
        /// nil for `from-register`.
        public let certifier: String?
        public let authority: String

        public init(certifier: String?, authority: String) {
            self.certifier = certifier
            self.authority = authority
        }
    }

    public var kind: Kind
    /// Lời chứng.
    public var statement: String
    /// Within the book: letters, digits, `/ . -`.
    public var number: String
    /// Quyển số, `01/2026-SCT/BS`.
    public var book: String
    /// RFC 3339 to the second, with its zone, as stated.
    public var time: String
    /// nil for `from-register`.
    public var certifier: Certifier?
    public var authority: Authority
    public var pages: Int
    public var original: Original
    public var scan: Scan
    /// The last day on which the copy is good; nil: for as long as the original is.
    public var validUntil: DocumentDay?
    /// nil before admission.
    public var signatures: Signatures?

    /// The words of the form for copies in the annex to Decree 23/2015.
    public static let usualStatement = "Chứng thực bản sao đúng với bản chính"
    /// And those of a copy from the register.
    public static let registerStatement = "Bản sao được cấp đúng với nội dung ghi trong sổ gốc"

    /// What names of people, offices and papers stay under by far; they stand in each signature.
    static let maximumText = 512
    static let maximumNumber = 32
    /// Nobody certifies more in one copy.
    static let maximumPages = 100_000

    public init(
        kind: Kind, statement: String? = nil, number: String, book: String, time: String, certifier: Certifier?,
        authority: Authority, pages: Int, original: Original, scan: Scan, validUntil: DocumentDay? = nil,
        signatures: Signatures? = nil
    ) {
        self.kind = kind
        self.statement = statement ?? (kind == .fromOriginal ? Self.usualStatement : Self.registerStatement)
        self.number = number
        self.book = book
        self.time = time
        self.certifier = certifier
        self.authority = authority
        self.pages = pages
        self.original = original
        self.scan = scan
        self.validUntil = validUntil
        self.signatures = signatures
    }

    /// The register that it is entered in.
    /// - Throws: `CODE_PART_MALFORMED`.
    public var register: CodeSeries {
        get throws(VaultError) { try CodeSeries.certifications(by: authority.identifier, book: book) }
    }

    /// The number as one that kho gives out; nil for a number of another form.
    public var serial: Int? {
        Int(number).flatMap {
            (1...CodeScheme.certification.greatestSerial).contains($0) && String($0) == number ? $0 : nil
        }
    }

    /// - Throws: `CERTIFICATION_MALFORMED` with the first field that is not as it must be.
    public func check() throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.certificationMalformed, ["field": field]) }
        let texts: [(String, String?)] = [
            ("statement", statement), ("certifier", certifier?.name), ("certifier", certifier?.title),
            ("authority", authority.name), ("original", original.name), ("original", original.notation),
            ("original", original.issuer),
        ]
        for (field, text) in texts {
            guard let text else { continue }
            guard (1...Self.maximumText).contains(text.utf8.count), !ByteText.hasControls(text),
                text.contains(where: { !$0.isWhitespace })
            else { throw malformed(field) }
        }
        guard (1...Self.maximumNumber).contains(number.utf8.count), number.utf8.allSatisfy(Self.isOfNumber),
            !number.utf8.allSatisfy(Self.isDigit) || serial != nil
        else { throw malformed("number") }
        guard (try? register) != nil else { throw malformed("book") }
        guard [20, 25].contains(time.utf8.count), Array(time.utf8)[10] == UInt8(ascii: "T"), instant != nil else {
            throw malformed("time")
        }
        guard (kind == .fromOriginal) == (certifier != nil) else { throw malformed("certifier") }
        guard (1...Self.maximumPages).contains(pages) else { throw malformed("pages") }
        guard scan.digest.algorithm == .sha256, scan.size > 0 else { throw malformed("scan") }
    }

    var instant: Instant? { Instant(time) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || "/.-".utf8.contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(json) }
}
