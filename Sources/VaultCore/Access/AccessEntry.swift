import CanonicalJSON

/// An access as it is to be entered in the journal, before it has its place and its time there.
///
/// It never holds an owner's number or anything that a document is called by: a document stands in it by its random id,
/// an owner by the random name of his space. An official's number is in it, for he answers for what he does.
public struct AccessEntry: Hashable, Sendable {
    public enum Result: String, Hashable, Sendable, CaseIterable {
        case permitted, denied
        /// Permitted to be tried, and then refused by what the vault takes.
        case refused
    }

    public let actor: Actor
    public let action: AccessAction
    public let basis: AccessBasis?
    public let dossier: DossierCode?
    public let purpose: AccessPurpose?
    /// The log index of the consent that it rests on.
    public let consent: UInt64?
    public var document: DocumentID?
    public var version: Int?
    public var space: SpaceID?
    /// The log index of what was written.
    public var index: UInt64?
    public var result: Result
    /// Of a search here and elsewhere, when it was over.
    public var resolution: AccessResolution?

    public init(
        actor: Actor, action: AccessAction, basis: AccessBasis? = nil, claim: AccessClaim = AccessClaim(),
        consent: UInt64? = nil, document: DocumentID? = nil, version: Int? = nil, space: SpaceID? = nil,
        result: Result = .permitted
    ) {
        self.actor = actor
        self.action = action
        self.basis = basis
        dossier = claim.dossier
        purpose = claim.purpose
        self.consent = consent
        self.document = document
        self.version = version
        self.space = space
        self.result = result
    }

    /// The entry of this access as it was committed with a record.
    func committed(with record: Record) -> AccessEntry {
        var entry = self
        entry.document = record.shared.subject ?? document
        entry.version = record.shared.document?.version ?? version
        // A link touches two spaces, and has an entry for each.
        let own = record.private.space == .shared ? nil : record.private.space
        entry.space = record.shared.subject == nil ? space ?? own : own ?? space
        entry.index = record.index
        return entry
    }

    /// The longest name of an account that is kept; the system's own bound is 32 (`useradd`).
    private static let maximumAccountLength = 256

    var json: JSON.Object {
        var object: JSON.Object = [
            "action": .string(action.rawValue), "entrance": .string(actor.entrance),
            "result": .string(result.rawValue), "role": .string(actor.role.rawValue),
        ]
        // An owner at his own is `owner`, and no number.
        if actor.role != .owner { object["person"] = actor.person.map { .string($0.description) } }
        if !actor.account.isEmpty, actor.account.utf8.count <= Self.maximumAccountLength {
            object["account"] = .string(actor.account)
        }
        object["agency"] = actor.agency.map { .string($0.text) }
        object["basis"] = basis.map { .string($0.rawValue) }
        object["consent"] = consent.map { .integer(Int64($0)) }
        object["document"] = document.map { .string($0.text) }
        object["dossier"] = dossier.map { .string($0.text) }
        object["index"] = index.map { .integer(Int64($0)) }
        object["purpose"] = purpose.map { .string($0.text) }
        object["resolution"] = resolution?.json
        object["space"] = space.map { .string($0.text) }
        object["version"] = version.map { .integer(Int64($0)) }
        return object
    }

    /// - Returns: nil where a field is none of its kind.
    init?(_ json: JSON) {
        func field<Value>(_ name: String, _ read: (String) throws -> Value?) -> Value?? {
            guard let value = json[name] else { return .some(nil) }
            return value.string.flatMap { try? read($0) }.map { .some($0) }
        }
        func number(_ name: String) -> UInt64?? {
            guard let value = json[name] else { return .some(nil) }
            return value.integer.flatMap { UInt64(exactly: $0) }.map { .some($0) }
        }
        guard let role = json["role"]?.string.flatMap(AccessRole.init(rawValue:)),
            let action = json["action"]?.string.flatMap(AccessAction.init(rawValue:)),
            let result = json["result"]?.string.flatMap(Result.init(rawValue:)),
            let entrance = json["entrance"]?.string,
            let person = field("person", { try Owner(recorded: $0) }), let account = field("account", { $0 }),
            let agency = field("agency", { try AgencyCode($0) }),
            let basis = field("basis", { AccessBasis(rawValue: $0) }), let consent = number("consent"),
            let document = field("document", { DocumentID($0) }),
            let dossier = field("dossier", { try DossierCode($0) }), let index = number("index"),
            let purpose = field("purpose", { try AccessPurpose($0) }), let space = field("space", { SpaceID($0) }),
            let version = number("version")
        else { return nil }
        self.init(
            actor: Actor(role: role, person: person, account: account ?? "", agency: agency, entrance: entrance),
            action: action, basis: basis, claim: AccessClaim(dossier: dossier, purpose: purpose), consent: consent,
            document: document, version: version.flatMap { Int(exactly: $0) }, space: space, result: result)
        self.index = index
        if let said = json["resolution"] {
            guard let resolution = AccessResolution(said) else { return nil }
            self.resolution = resolution
        }
    }
}
