public import PKI

/// What validation found out about one signature (ETSI EN 319 102-1 clause 5.1.2, the validation report).
public struct SignatureReport: Sendable, Hashable {
    /// Stable within the file: the SHA-256 of the signature value, 16 hexadecimal digits.
    public var id: String
    /// `CAdES-BASELINE-B`, `CAdES-BASELINE-T`, `CAdES-BASELINE-LT`, `CMS` …
    public var level: String
    public var indication: Indication
    public var subIndication: SubIndication?
    /// The signature value verifies, and every signed reference is found and matches; says nothing of trust.
    public var intact: Bool
    public var coversWholeFile: Bool
    /// What became of the document since; nil for formats that are not changed in place.
    public var changesAfterSigning: ChangeVerdict?
    public var signer: SignerReport?
    public var claimedSigningTime: Instant?
    /// The earliest proven time of the signature; nil where nothing but the check itself proves its existence.
    public var bestSignatureTime: Instant?
    public var digestAlgorithm: String
    public var signatureAlgorithm: String
    public var policyFlags: [String]
    public var reasons: [Reason]
    public var timestamps: [TimestampReport]
    /// The id of the signature that this one countersigns.
    public var counterSignatureOf: String?
    /// Index into the contents given to the validator that this signature covers; nil for attached content or none.
    public var coveredContent: Int?
    /// Of a PDF: the file was this long when it was signed. What a later revision adds lies behind.
    public var coversUntil: Int?
    /// What the signature says of itself and signs: a PDF's `/Reason`, a CMS's content-hints; nothing that is checked.
    /// nil where it says nothing, or more than `maximumStatement` bytes.
    public var statement: String?
    /// The chain's anchor: its SHA-256 and the purpose it was trusted for; nil where no chain was found.
    public var anchor: AnchorReport?

    /// Statements are sentences for people; the longest in use, a certification's, stays under a third of this.
    public static let maximumStatement = 16 << 10

    public init(id: String, level: String, digestAlgorithm: String, signatureAlgorithm: String) {
        self.id = id
        self.level = level
        self.digestAlgorithm = digestAlgorithm
        self.signatureAlgorithm = signatureAlgorithm
        indication = .indeterminate
        intact = false
        coversWholeFile = false
        policyFlags = []
        reasons = []
        timestamps = []
    }
}

/// The anchor in which a signer's chain ends.
public struct AnchorReport: Sendable, Hashable {
    /// SHA-256 of the anchor's DER, hexadecimal.
    public let sha256: String
    /// The folder of `certs/` that it stands in: `signers`, `authorities`, `timestamp`, `vaults/<id>`.
    public let purpose: String

    public init(sha256: String, purpose: String) {
        self.sha256 = sha256
        self.purpose = purpose
    }
}
