import PKI

/// The document security store (ETSI EN 319 142-1 clause 5.4.2): certificates, lists and answers that a PDF carries for
/// its signatures. Helpers and evidence, never trusted by themselves.
struct PDFSecurityStore {
    private(set) var certificates: [[UInt8]] = []
    private(set) var lists: [[UInt8]] = []
    private(set) var answers: [[UInt8]] = []
    private let revision: PDFRevision
    private var seen: Set<PDFReference> = []
    private var total = 0
    private var unreadable = 0

    /// Streams of one store, and their bytes together: real ones have dozens, and stay under 10 MiB.
    private static let maximumStreams = 4096
    private static let maximumTotal = 64 << 20
    /// Streams that cannot be unpacked: each may have cost its whole limit before that showed.
    private static let maximumUnreadable = 16
    /// One `/VRI` entry a signature.
    private static let maximumVRI = 1024

    /// What of the store can be read; the rest is no evidence.
    /// - Throws: `PDFError` `.tooLarge`; `ByteSourceError`.
    init(_ revision: PDFRevision) throws {
        self.revision = revision
        guard let store = Self.passing({ try revision.dictionary(try revision.catalogue()["DSS"]) }) ?? nil else {
            return
        }
        try read(store, keys: ("Certs", "CRLs", "OCSPs"))
        let related = Self.passing { try revision.dictionary(store["VRI"]) } ?? nil
        for key in (related?.keys ?? []).prefix(Self.maximumVRI) {
            guard let entry = Self.passing({ try revision.dictionary(related?[key]) }) ?? nil else { continue }
            try read(entry, keys: ("Cert", "CRL", "OCSP"))
        }
    }

    private mutating func read(_ dictionary: PDFDictionary, keys: (PDFName, PDFName, PDFName)) throws {
        certificates += try streams(dictionary[keys.0])
        lists += try streams(dictionary[keys.1])
        answers += try streams(dictionary[keys.2])
    }

    private mutating func streams(_ value: PDFValue?) throws -> [[UInt8]] {
        let items = Self.passing { try revision.array(value) } ?? nil
        var found: [[UInt8]] = []
        for reference in (items ?? []).compactMap(\.reference) where seen.insert(reference).inserted {
            guard seen.count <= Self.maximumStreams else { throw PDFError(.tooLarge, "streams of the DSS") }
            do {
                let data = try revision.data(of: reference, isDecoded: true, limit: PDFLimits.evidenceStream)
                total += data.count
                guard total <= Self.maximumTotal else { throw PDFError(.tooLarge, "DSS") }
                found.append(data)
            } catch let error as PDFError where error.code == .malformed {
                unreadable += 1
                guard unreadable <= Self.maximumUnreadable else { throw error }
            }
        }
        return found
    }

    /// What `work` finds; nil where the file has there what cannot be read.
    private static func passing<Value>(_ work: () throws -> Value) -> Value? { try? work() }
}
