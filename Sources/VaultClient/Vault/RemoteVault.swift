import CanonicalJSON
import PKI
import TransparencyLog
public import VaultCore

/// A vault behind a server. What it answers is held against what it says of itself: records against their leaves,
/// checkpoints against the vault's log key, bytes against their digests.
public struct RemoteVault: Vault {
    public let identity: VaultIdentity
    /// `vault.json.p7s`
    public let identitySeal: [UInt8]
    public let actor: Actor
    let connection: ServerConnection
    /// The headers that say as whom, and for what.
    let claim: [(name: String, value: String)]
    let report: @Sendable (Int) -> Void

    /// `vault.json` has a few kilobytes, its seal with a chain some more.
    private static let maximumIdentity = 256 << 10

    /// - Parameters:
    ///   - claim: its account and entrance are the server's to say.
    ///   - known: what it must be: as pinned, as seen there before.
    ///   - report: is told the bytes of files that were sent.
    /// - Throws: `SERVER_OF_OTHER_VAULT`, `SERVER_IDENTITY_REFUSED`; `ClientError`, `VaultError`.
    public static func open(
        _ connection: ServerConnection, as claim: AccessClaim, known: KnownVault = KnownVault(),
        report: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> RemoteVault {
        let (identity, seal) = try await identity(behind: connection, known: known)
        let headers = claim.headers
        var request = ClientRequest.get("/v1/actor")
        request.headers = headers
        return RemoteVault(
            identity: identity, identitySeal: seal, actor: try Actor(wire: try await connection.json(request)),
            connection: connection, claim: headers, report: report)
    }

    /// Which vault is there, whoever asks.
    /// - Throws: `SERVER_OF_OTHER_VAULT`, `SERVER_IDENTITY_REFUSED`; `ClientError`, `VaultError`.
    public static func identity(
        behind connection: ServerConnection, known: KnownVault = KnownVault()
    ) async throws -> (identity: VaultIdentity, seal: [UInt8]) {
        let host = connection.origin.host
        let found = try await files(connection)
        do {
            try known.check(found.identity, seal: found.seal, host: host)
            return found
        } catch {
            // They are two files: where the keys were changed between the two, they belong together the next time.
            guard error.code == .identityRefused else { throw error }
            let again = try await files(connection)
            guard again.identity != found.identity else { throw error }
            try known.check(again.identity, seal: again.seal, host: host)
            return again
        }
    }

    private static func files(
        _ connection: ServerConnection
    ) async throws -> (identity: VaultIdentity, seal: [UInt8]) {
        let identity = try VaultIdentity(bytes: try await file("/vault.json", connection))
        return (identity, try await file("/vault.json.p7s", connection))
    }

    private static func file(_ path: String, _ connection: ServerConnection) async throws -> [UInt8] {
        var request = ClientRequest.get(path)
        request.needsSession = false
        return try await connection.send(
            request, limit: maximumIdentity, seconds: connection.limits.answerSeconds
        ).body
    }

    // MARK: Asking

    func json(_ request: ClientRequest) async throws -> JSON {
        var request = request
        request.headers += claim
        return try await connection.json(request)
    }

    /// What was committed, under a checkpoint that the vault's log key signed.
    func committed(_ json: JSON) throws -> CommittedRecord {
        let committed = try CommittedRecord(wire: json)
        guard try LogReader(identity: identity).checkpoint(committed.checkpoint).size > committed.record.index else {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "size"])
        }
        return committed
    }

    func differs() -> ClientError { ClientError(.contentDiffers, ["host": connection.origin.host]) }

    /// `/v1/documents/{id}/{version}`
    func path(of document: KeptDocument) -> String {
        "/v1/documents/\(document.description.document)/\(document.description.version)"
    }

    // MARK: Finding

    public func show(_ reference: DocumentReference) async throws -> KeptDocument {
        try await show(reference, for: .describe)
    }

    public func show(_ reference: DocumentReference, for action: AccessAction) async throws -> KeptDocument {
        try reference.check(vault: identity.id)
        let json = try await json(.ask("/v1/documents/find", FindForm(reference, for: action).wire))
        let document = try KeptDocument(wire: json)
        guard Self.isMeant(document.description, by: reference) else { throw differs() }
        try reference.check(document.description)
        return document
    }

    /// Whether a document may be the one that is meant by its id, by its code, or by the first digits of a file's digest.
    static func isMeant(_ found: DocumentDescription, by reference: DocumentReference) -> Bool {
        if let id = reference.document, id == found.document { return true }
        if let code = reference.code, code == found.code?.value { return true }
        if let prefix = reference.digestPrefix, found.files.contains(where: { $0.digest.hexadecimal.hasPrefix(prefix) })
        {
            return true
        }
        // An earlier version may have had the code by which it was found; by an id nobody finds another document.
        return reference.document == nil && found.version > 1
    }

    public func standing(of document: DocumentID) async throws -> DocumentStanding? {
        do {
            return try DocumentStanding(wire: try await json(.get("/v1/documents/\(document)/standing")))
        } catch let error as VaultError where error.code == .notFound {
            return nil
        }
    }

    public func history(of document: DocumentID) async throws -> [Record] {
        let records = try RecordList(wire: try await json(.get("/v1/documents/\(document)/history"))).records
        guard records.allSatisfy({ $0.shared.subject == document }) else { throw differs() }
        return records
    }

    public func identify(_ reference: DocumentReference, for action: AccessAction) async throws -> DocumentID {
        try reference.check(vault: identity.id)
        let answer = try await json(.ask("/v1/documents/identify", FindForm(reference, for: action).wire))
        guard let id = answer["document"]?.string.flatMap(DocumentID.init) else { throw differs() }
        return id
    }

    public func outline(of document: DocumentID) async throws -> [OutlineEntry] {
        try DocumentOutline(wire: try await json(.get("/v1/documents/\(document)/outline"))).entries
    }

    public func list(_ query: DocumentQuery) async throws -> [DocumentListing] {
        try DocumentPage(wire: try await json(.ask("/v1/documents/list", query.wire))).listings
    }

    public func search(_ query: SearchQuery) async throws -> SearchPage {
        try SearchPage(wire: try await json(.ask("/v1/documents/search", query.wire)))
    }

    public func identity(of owner: Owner) async throws -> OwnerIdentity {
        let json = try await json(.ask("/v1/owners/identity", owner.wire))
        let identity = try OwnerIdentity(wire: json["identity"] ?? .null)
        guard identity.identifiers.contains(owner) else { throw differs() }
        return identity
    }

    public func links(of owner: Owner) async throws -> (identity: OwnerIdentity, entries: [Record]) {
        let answer = try OwnerLinksAnswer(wire: try await json(.ask("/v1/owners/links", owner.wire)))
        return (answer.identity, answer.entries)
    }

    public func accesses(
        of owner: OwnerIdentity?, _ document: KeptDocument?, _ query: AccessQuery
    ) async throws -> [AccessRecord] {
        let meant = try document.map {
            try DocumentReference("\($0.description.document)@\($0.description.version)")
        }
        let named = try query.document.map { try DocumentReference($0.text) }
        let form = AccessesForm(owner: owner, document: meant ?? named, query: query)
        return try AccessPage(wire: try await json(.ask("/v1/accesses", form.wire))).records
    }

    public func ownName(of document: DocumentID) async throws -> String? {
        do {
            return try await json(.get("/v1/documents/\(document)/own-name"))["name"]?.string
        } catch let error as VaultError where [.notFound, .accessDenied].contains(error.code) {
            return nil
        }
    }

    public func calendar() async throws -> WorkingCalendar {
        try WorkingCalendar(wire: try await json(.get("/v1/calendar")))
    }
}

extension AccessClaim {
    /// What a server is told; who somebody is, it knows by itself.
    var headers: [(name: String, value: String)] {
        [
            ("Kho-Role", role?.rawValue), ("Kho-Dossier", dossier?.text), ("Kho-Purpose", purpose?.text),
            ("Kho-Basis", basis?.rawValue),
        ].compactMap { name, value in value.map { (name, $0) } }
    }
}
