import ArgumentParser

/// Who certifies, and by which keys.
struct CertifierOptions: ParsableArguments {
    @Option(help: "The certifier's key: a PKCS#12 file (.p12, .pfx) or a PEM.") var certifierKey: String?
    @Option(help: "The certifier's certificate, where the key file holds none.") var certifierCert: String?
    @Option(help: "A file with the passphrase of the certifier's key (else --passphrase-file).")
    var certifierPassphraseFile: String?
    @Option(help: "The certifier's title: \"Phó Chủ tịch\".") var title: String?
    @Option(help: "The key of the authority's seal.") var authorityKey: String
    @Option(help: "The authority's certificate, where the key file holds none.") var authorityCert: String?
    @Option(help: "A file with the passphrase of the authority's key (else --passphrase-file).")
    var authorityPassphraseFile: String?
    @Option(help: "The authority's name, as it is to be read.") var authorityName: String
    @Option(help: "Which of the numbers in its certificate names the authority: SCHEME:ID (else the first).")
    var authorityNumber: String?
    @Option(help: "A file whose first line is the passphrase of both keys.") var passphraseFile: String?

    func certifier(_ console: Console) throws -> SigningIdentity? {
        try certifierKey.map {
            try SigningIdentity(
                key: $0, certificate: certifierCert, passphraseFile: certifierPassphraseFile ?? passphraseFile,
                language: console.language)
        }
    }

    func authority(_ console: Console) throws -> SigningIdentity {
        try SigningIdentity(
            key: authorityKey, certificate: authorityCert, passphraseFile: authorityPassphraseFile ?? passphraseFile,
            language: console.language)
    }
}

/// What was copied, and what is said of the copy.
struct CertifiedPaperOptions: ParsableArguments {
    @Option(help: "What the original is called: \"Giấy khai sinh\".") var originalName: String
    @Option(help: "The original's number and symbol.") var originalNumber: String?
    @Option(help: "Who issued the original.") var originalIssuer: String?
    @Option(help: "When it was issued: 2020-03-15.") var originalIssued: String?
    @Option(help: "The book of the register (quyển số): 01/2026-SCT/BS.") var book: String
    @Option(help: "The lời chứng (else the usual words).") var statement: String?
    @Option(help: "How many pages the scan has; of a PDF kho counts them.") var pages: Int?
    @Option(help: "The paper's type, KQ.G15.000031: the copy gets a code by it.") var type: String?
    @Option(help: "The last day on which the copy is good (else for good).") var validUntil: String?
    @Flag(help: "A copy from the agency's own register: the authority's seal alone.") var fromRegister = false
}
