import PKI

/// Certificates, lists and answers that one file brings along: helpers and evidence, never trusted by themselves.
struct EvidencePool {
    private(set) var certificates: [Certificate] = []
    private(set) var lists: [RevocationList] = []
    private(set) var answers: [OCSPResponse] = []
    /// Certificates that are parsed already, and are only taken from here where the file brings the same.
    private let known: [Certificate]

    /// An empty one.
    init(known: [Certificate] = []) { self.known = known }

    /// What stands in a SignedData's own fields. What cannot be parsed is left out: it is no evidence.
    init(_ message: SignedData, known: [Certificate] = []) {
        self.known = known
        add(certificates: message.certificates)
        add(lists: message.crls)
        add(answers: message.ocspResponses)
    }

    mutating func add(certificates encodings: [[UInt8]]) {
        for der in encodings
        where certificates.count < PathLimits.helpers && !certificates.contains(where: { $0.der == der }) {
            let parsed = known.first { $0.der == der } ?? (try? Certificate(der: der))
            if let parsed { certificates.append(parsed) }
        }
    }

    mutating func add(lists encodings: [[UInt8]]) {
        for der in encodings where lists.count < PathLimits.messageCRLs && !lists.contains(where: { $0.der == der }) {
            if let list = try? RevocationList(der: der) { lists.append(list) }
        }
    }

    mutating func add(answers encodings: [[UInt8]]) {
        for der in encodings
        where answers.count < PathLimits.messageOCSPResponses && !answers.contains(where: { $0.der == der }) {
            if let answer = try? OCSPResponse(der: der) { answers.append(answer) }
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
