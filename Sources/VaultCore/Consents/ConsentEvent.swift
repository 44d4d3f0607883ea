public import CanonicalJSON

/// What became of a consent: an entry of its own in the log.
///
///     {"consent":"…","event":"withdrawn","kind":"consent-event","reason":"paper-request","received":"2026-11-25",
///      "thirdParty":false,"v":1}
public struct ConsentEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Taken back; nobody reads by it any more.
        case withdrawn
        /// The owner was told that the request was received.
        case acknowledged
        /// The time for it was extended, once.
        case extended
        /// All that the withdrawal asks for is done.
        case fulfilled
    }

    public enum Content: Hashable, Sendable {
        case withdrawn(Withdrawal)
        case acknowledged
        case extended(days: Int)
        case fulfilled

        var kind: Kind {
            switch self {
            case .withdrawn: .withdrawn
            case .acknowledged: .acknowledged
            case .extended: .extended
            case .fulfilled: .fulfilled
            }
        }
    }

    /// How a consent was taken back.
    public struct Withdrawal: Hashable, Sendable {
        /// What it rests on: the owner's signed request, or why an official entered it.
        public enum Ground: Hashable, Sendable {
            case request(ConsentEvidence)
            case reason(AccessPurpose)
        }

        public let ground: Ground
        /// The day in Vietnam on which the request was received: all times are counted from it.
        public let received: DocumentDay
        /// Whether a processor or somebody else must stop too.
        public let thirdParty: Bool
    }

    /// The law allows one extension of so many days (Decree 356/2025).
    public static let longestExtension = 15

    static let kind = "consent-event"

    public let consent: ConsentID
    public let content: Content

    public var kind: Kind { content.kind }

    init(consent: ConsentID, content: Content) {
        self.consent = consent
        self.content = content
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let consent = json["consent"]?.string.flatMap(ConsentID.init) else { throw malformed("consent") }
        self.consent = consent
        switch json["event"]?.string.flatMap(Kind.init(rawValue:)) {
        case .withdrawn?:
            guard let received = json["received"]?.string.flatMap({ DocumentDay($0) }) else {
                throw malformed("received")
            }
            guard let thirdParty = json["thirdParty"]?.bool else { throw malformed("thirdParty") }
            let ground: Withdrawal.Ground
            switch (json["evidence"], json["reason"]) {
            case (let evidence?, nil): ground = .request(try ConsentEvidence(evidence))
            case (nil, let reason?):
                guard let slug = reason.string.flatMap({ try? AccessPurpose($0) }) else { throw malformed("reason") }
                ground = .reason(slug)
            default: throw malformed("reason")
            }
            content = .withdrawn(Withdrawal(ground: ground, received: received, thirdParty: thirdParty))
        case .acknowledged?: content = .acknowledged
        case .fulfilled?: content = .fulfilled
        case .extended?:
            guard let days = json["days"]?.integer.flatMap({ Int(exactly: $0) }),
                (1...Self.longestExtension).contains(days)
            else { throw malformed("days") }
            content = .extended(days: days)
        case nil: throw malformed("event")
        }
    }

    var evidence: ConsentEvidence? {
        if case .withdrawn(let withdrawal) = content, case .request(let evidence) = withdrawal.ground {
            evidence
        } else {
            nil
        }
    }

    public var json: JSON {
        var object: JSON.Object = [
            "consent": .string(consent.text), "event": .string(kind.rawValue), "kind": .string(Self.kind), "v": 1,
        ]
        switch content {
        case .withdrawn(let withdrawal):
            object["received"] = .string(withdrawal.received.text)
            object["thirdParty"] = .bool(withdrawal.thirdParty)
            switch withdrawal.ground {
            case .request(let evidence): object["evidence"] = evidence.json
            case .reason(let slug): object["reason"] = .string(slug.text)
            }
        case .extended(let days): object["days"] = .integer(Int64(days))
        case .acknowledged, .fulfilled: break
        }
        return .object(object)
    }
}
