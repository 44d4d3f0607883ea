import PKI
import TransparencyLog
import VaultCore

/// Who answers, and the newest that it says of its log.
extension ReplicaPull {
    /// `vault.json` as a pinned seal signed it.
    ///
    /// Where a `vault.json` is pinned, one that continues it is followed by the rule of `kho trust update-vault` and
    /// remembered by this replica; the pin stays as it is. Else keys in it that are not pinned count nothing.
    mutating func acceptIdentity(
        _ description: ReplicaDescription?
    ) async throws -> (pinned: PinnedVault, identity: VaultIdentity) {
        let held = try await heldIdentity()
        return try await fetchChanging("vault.json", limit: ReplicaLimits.identity) { pull, sealed in
            func refused(_ reason: String) -> ReplicaError { ReplicaError(.identityRefused, ["reason": reason]) }
            guard let identity = try? VaultIdentity(bytes: sealed.bytes) else { throw refused("malformed") }
            if let description, !identity.id.utf8.elementsEqual(description.vault.utf8) {
                throw ReplicaError(.otherVault, ["vault": identity.id, "seen": description.vault])
            }
            guard var pinned = try pull.pins(identity.id) else {
                throw ReplicaError(.notPinned, ["vault": identity.id])
            }
            // As far as this replica has come before.
            if let held, let known = pinned.identity, held.fault(following: known) == nil {
                if let seal = try await pull.store.read(.identitySeal),
                    let followed = try? pinned.following(held.bytes, seal: seal)
                {
                    pinned = followed
                } else {
                    // A kill came between writing the seal and what it is of, or a key was taken out of the pin by hand. Who
                    // has but the pin's older seal must not lead another way than the one that was gone.
                    try Self.check(identity, sealed, continues: held)
                }
            }
            try Self.check(identity, sealed, pinned)
            guard pinned.policy.logs.contains(where: { $0.key.name.utf8.elementsEqual(identity.origin.utf8) }) else {
                throw refused("origin")
            }
            if let held, held != identity {
                guard held.id == identity.id else { throw refused("held") }
                guard identity.madeAt > held.madeAt else { throw refused("older") }
            }
            do {
                pinned = try pinned.following(sealed.bytes, seal: sealed.seal)
            } catch {
                // Its keys were taken out of the pin by hand.
                throw ReplicaError(.keyNotPinned, ["vault": identity.id])
            }
            if held != identity {
                try await pull.store.write(sealed.seal, to: .identitySeal)
                try await pull.store.write(sealed.bytes, to: .identity)
            }
            pull.begin()
            return (pinned, identity)
        }
    }

    /// A pinned seal signed it, and the seal that it names as the one in use. Where the `vault.json` that was accepted by
    /// `kho trust` is known, it is that one or continues it.
    private static func check(_ identity: VaultIdentity, _ sealed: SealedDocument, _ pinned: PinnedVault) throws {
        func refused(_ reason: String) -> ReplicaError { ReplicaError(.identityRefused, ["reason": reason]) }
        let certificates = pinned.seals + identity.seals.map(\.der).filter { !pinned.seals.contains($0) }
        guard
            let signers = try? PinnedSeals().signers(sealed.seal, of: sealed.bytes, certificates: certificates),
            signers.contains(where: pinned.seals.contains)
        else { throw refused("seal") }
        guard let current = identity.currentSeal, signers.contains(current.der) else { throw refused("new-seal") }
        // Where several signed, the bytes that no signature covers say nothing that anybody goes by.
        guard signers.count > 1 || PinnedSeals().isExact(sealed.seal, certificates: certificates) else {
            throw refused("encoding")
        }
        guard pinned.identity != nil else { return }
        do {
            _ = try IdentityUpdate(of: pinned).judge(sealed.bytes, seal: sealed.seal)
        } catch {
            // That a key was stolen is taken in by hand.
            if error.code == .updateCompromise { throw ReplicaError(.keyNotPinned, ["vault": identity.id]) }
            throw refused(error.facts["reason"] ?? "update")
        }
    }

    /// It is what this replica accepted last, or continues it: the seal that was in use then signed it too.
    /// - Throws: `REPLICA_KEY_NOT_PINNED`: which of the two is the vault's is for its user to say.
    private static func check(
        _ identity: VaultIdentity, _ sealed: SealedDocument, continues held: VaultIdentity
    ) throws(ReplicaError) {
        if identity == held { return }
        let signers = try? PinnedSeals().signers(
            sealed.seal, of: sealed.bytes, certificates: identity.seals.map(\.der))
        guard identity.madeAt > held.madeAt else { throw ReplicaError(.identityRefused, ["reason": "older"]) }
        guard let signers, let last = held.currentSeal, signers.contains(last.der),
            identity.fault(following: held) == nil
        else { throw ReplicaError(.keyNotPinned, ["vault": identity.id]) }
    }

    private func heldIdentity() async throws -> VaultIdentity? {
        guard let bytes = try await store.read(.identity) else { return nil }
        guard let identity = try? VaultIdentity(bytes: bytes) else {
            throw ReplicaError(.damaged, ["file": ReplicaFile.identity.name])
        }
        return identity
    }

    /// The chain's head, whose checkpoint is kept at once: what was seen must not be forgotten by a crash.
    mutating func acceptHead(_ session: inout ReplicaSession) async throws -> ManifestHead {
        let path = "v1/manifests/\(session.chain.folderName)/head.json"
        session.named = session.state?.named ?? []
        // A head is written before the state that goes with it: a kill between must not make it forgotten.
        if let last = try await store.read(.head).flatMap({ try? ManifestHead(bytes: $0) })?.last,
            last.sequence > session.state?.manifests.last?.sequence ?? 0, !session.named.contains(last)
        {
            session.named.append(last)
        }
        let current = session
        do {
            let accepted = try await fetchChanging(path, limit: ReplicaLimits.head) { pull, sealed in
                try await pull.accept(head: sealed, current)
            }
            session.state = accepted.state
            return accepted.head
        } catch let error as ReplicaSourceError where error.reason == .absent {
            guard source.isWhole else { throw ReplicaError(.incomplete, ["path": path]) }
            // A chain that was seen does not end: the server has not got its head at the moment.
            guard session.state == nil else { throw error }
            throw ReplicaError(.chainMissing, ["chain": session.chain.folderName])
        }
    }

    private mutating func accept(
        head sealed: SealedDocument, _ session: ReplicaSession
    ) async throws -> (head: ManifestHead, state: ReplicaState) {
        let before = session.state?.manifests
        let verifier = session.verifier
        let roots = Self.roots(before?.checkpoint, (try? ManifestHead(bytes: sealed.bytes))?.checkpoint)
        let time = now()
        let (head, next): (ManifestHead, ManifestState)
        do {
            (head, next) = try await withTiles { tiles in
                try verifier.accept(head: sealed, after: before, at: time) { from, to in
                    try Self.consistency(from, to, tiles, roots: roots)
                }
            }
        } catch let stale as ManifestError where stale.code == .staleHead {
            // Is it only old, or does it also contradict what was seen? The latter says more.
            guard let madeAt = (try? ManifestHead(bytes: sealed.bytes))?.madeAt else { throw stale }
            let (old, _) = try await withTiles { tiles in
                try verifier.accept(head: sealed, after: before, at: madeAt) { from, to in
                    try Self.consistency(from, to, tiles, roots: roots)
                }
            }
            try session.checkNamed(by: old)
            throw stale
        } catch let error as ManifestError {
            throw session.explained(error, of: sealed, (try? ManifestHead(bytes: sealed.bytes))?.checkpoint)
        }
        try session.checkNamed(by: head)
        try session.checkEncoding(of: sealed)
        try session.checkKey(of: head.checkpoint)
        var state =
            session.state ?? ReplicaState(manifests: next, frontier: session.chain.isFull ? TreeFrontier() : nil)
        state.manifests = next
        state.named = session.named
        state.remember(head.last)
        try await store.write(sealed.seal, to: .headSeal)
        try await store.write(sealed.bytes, to: .head)
        try await keep(state)
        begin()
        return (head, state)
    }

    /// The state goes last: with it, everything else of a step counts.
    func keep(_ state: ReplicaState) async throws {
        try await store.write(state.manifests.checkpoint, to: .checkpoint)
        try await store.write(state.bytes, to: .state)
    }

    /// The roots of notes by their sizes, for comparing tiles with what was signed.
    static func roots(_ notes: [UInt8]?...) -> [UInt64: MerkleHash] {
        var roots: [UInt64: MerkleHash] = [:]
        for note in notes {
            if let checkpoint = note.flatMap({ try? ReplicaSession.checkpoint($0) }) {
                roots[checkpoint.size] = checkpoint.root
            }
        }
        return roots
    }
}
