import CanonicalJSON
import HTTPTypes
import Hummingbird
import PKI
import VaultCore
import VaultSync

/// Takes what vaults push: from the services that the operator's list names, and after the same verification as where it
/// is pulled.
struct ReplicaHandler: Sendable {
    let shelf: any ReplicaShelf
    /// The largest parcel.
    let maximumByteCount: Int

    /// What comes from the network is a few KiB at a time; each write to the disk is worth more.
    private static let writeByteCount = 256 << 10

    /// - Throws: `SIGN_IN_NEEDED`, `ACCESS_DENIED`; `VAULT_LOCKED` while another parcel of the chain is being taken;
    ///   `REPLICA_PARCEL_MALFORMED`, and the codes of what a receiver refuses (docs/sync.md).
    func answer(_ route: ReplicaRoute, _ request: IncomingRequest) async throws -> Response {
        let denied = VaultError(.accessDenied, ["role": AccessRole.service.rawValue])
        guard request.caller.visitor != nil else { throw Problem(.signInNeeded) }
        // Of which vaults there are replicas here is nobody else's business: all are denied alike.
        guard case .service(let service) = request.caller,
            try await shelf.takes(route.vault, from: service.name),
            let pinned = try await shelf.pinned(route.vault)
        else { throw denied }
        do {
            if request.method == .get { return try await held(route) }
            return try await take(route, pinned, request)
        } catch let error as ReplicaError {
            throw Self.problem(ReplicaRefusal(error))
        } catch let error as ReplicaRefusal {
            throw Self.problem(error)
        }
    }

    /// What a receiver refused. Where the evidence lies, and what is wrong with what is here, is the operator's business.
    private static func problem(_ refusal: ReplicaRefusal) -> any Error {
        guard !refusal.isOfOwnFiles else { return VaultError(.integrity, ["part": "replica"]) }
        return Problem(
            code: refusal.code, status: refusal.isOutdated ? .conflict : .unprocessableContent, facts: refusal.facts)
    }

    private func held(_ route: ReplicaRoute) async throws -> Response {
        let store = try await shelf.store(of: route.vault, route.chain, writes: false)
        return .json(try await HeldReplica(vault: route.vault, chain: route.chain, in: store).json)
    }

    private func take(
        _ route: ReplicaRoute, _ pinned: PinnedVault, _ request: IncomingRequest
    ) async throws -> Response {
        try request.require(mediaType: ServerReceiver.mediaType)
        guard let store = try await shelf.store(of: route.vault, route.chain, writes: true) else {
            throw Problem(.failure)
        }
        // Before the answer is sent, so that the next parcel finds it free.
        defer { store.close() }
        let draft = try await store.draft()
        let byteCount = try await write(request.body, to: draft)
        var pull = ReplicaPull(
            store: store, source: try await ParcelSource(draft, byteCount: byteCount), url: "", chain: route.chain
        ) { $0.utf8.elementsEqual(pinned.id.utf8) ? pinned : nil }
        do {
            _ = try await pull.run()
        } catch let error as ReplicaSourceError {
            throw ReplicaError(error.reason == .tooLarge ? .answerTooLarge : .incomplete)
        }
        return .json(try await HeldReplica(vault: route.vault, chain: route.chain, in: store).json)
    }

    private func write(_ body: IncomingBody, to draft: any ReplicaDraft) async throws -> Int {
        var count = 0
        var waiting: [UInt8] = []
        try await body.forEachPiece(limit: maximumByteCount) { piece in
            waiting.append(contentsOf: piece.readableBytesView)
            if waiting.count >= Self.writeByteCount {
                try await draft.append(waiting)
                count += waiting.count
                waiting.removeAll(keepingCapacity: true)
            }
        }
        try await draft.append(waiting)
        return count + waiting.count
    }
}
