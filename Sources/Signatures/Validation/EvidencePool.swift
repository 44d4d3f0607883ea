import PKI

/// Certificates, lists and answers that one file brings along: helpers and evidence, never trusted by themselves.
struct EvidencePool {
    private(set) var certificates: [Certificate] = []
    private(set) var lists: [RevocationList] = []
    private(set) var answers: [OCSPResponse] = []
    /// What was parsed before of the same file; only taken from there where this brings the same.
    let parsed: ParsedEvidence

    /// An empty one.
    init(_ parsed: ParsedEvidence = ParsedEvidence()) { self.parsed = parsed }

    /// What stands in a SignedData's own fields.
    init(_ message: SignedData, _ parsed: ParsedEvidence = ParsedEvidence()) {
        self.parsed = parsed
        add(message)
    }

    /// What stands in a SignedData's own fields. What cannot be parsed is left out: it is no evidence.
    mutating func add(_ message: SignedData) {
        add(certificates: message.certificates)
        add(lists: message.crls)
        add(answers: message.ocspResponses)
    }

    mutating func add(certificates encodings: [[UInt8]]) {
        for der in encodings
        where certificates.count < PathLimits.helpers && !certificates.contains(where: { $0.der == der }) {
            if let certificate = parsed.certificate(der) { certificates.append(certificate) }
        }
    }

    mutating func add(lists encodings: [[UInt8]]) {
        for der in encodings where lists.count < PathLimits.messageCRLs && !lists.contains(where: { $0.der == der }) {
            if let list = parsed.list(der) { lists.append(list) }
        }
    }

    mutating func add(answers encodings: [[UInt8]]) {
        for der in encodings
        where answers.count < PathLimits.messageOCSPResponses && !answers.contains(where: { $0.der == der }) {
            if let answer = parsed.answer(der) { answers.append(answer) }
        }
    }

    mutating func add(_ other: EvidencePool) {
        for certificate in other.certificates
        where certificates.count < PathLimits.helpers && !certificates.contains(where: { $0.der == certificate.der }) {
            certificates.append(certificate)
        }
        for list in other.lists
        where lists.count < PathLimits.messageCRLs && !lists.contains(where: { $0.der == list.der }) {
            lists.append(list)
        }
        for answer in other.answers
        where answers.count < PathLimits.messageOCSPResponses && !answers.contains(where: { $0.der == answer.der }) {
            answers.append(answer)
        }
    }

    /// certificate-values and revocation-values of CAdES (RFC 5126 sections 6.3.3 and 6.3.4).
    mutating func add(unsignedAttributesOf info: SignerInfo) {
        for attribute in info.unsigned(.certificateValues) {
            for value in attribute.values {
                add(certificates: ((try? value.children()) ?? []).map { Array($0.encoded) })
            }
        }
        for attribute in info.unsigned(.revocationValues) {
            for value in attribute.values {
                for field in (try? value.children()) ?? [] {
                    guard let items = try? field.children().first?.children().map({ Array($0.encoded) }) else {
                        continue
                    }
                    switch field.tag {
                    case ASN1Tag.context(0): add(lists: items)
                    case ASN1Tag.context(1): add(answers: items)
                    default: break
                    }
                }
            }
        }
    }

    func question(time: Instant, isProven: Bool, now: Instant) -> PathQuestion {
        PathQuestion(
            time: time, isProven: isProven, now: now, helpers: certificates, crls: lists, ocspResponses: answers)
    }
}
