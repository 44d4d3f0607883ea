import PKI
import TransparencyLog
import VaultCore

/// Checks what said who the vault is over its life: each `vault.json` follows the one before, as a record of the log says,
/// and is sealed as it must be.
struct IdentityHistory {
    let layout: VaultLayout
    /// The present one.
    let identity: VaultIdentity
    /// nil where seals cannot be verified here.
    let verifier: (any SealVerifier)?
    /// A change of keys whose files are not all in place.
    let pending: PendingRotation?

    /// - Parameter rotations: the changes of keys that the log has, in its order.
    func run(_ rotations: [(index: UInt64, rotation: KeyRotation)]) throws -> [Finding] {
        // One key of each kind at first, and another with each change.
        guard identity.logKeys.count + identity.seals.count - 2 == rotations.count else {
            return [Finding(.identityHistory, ["file": "vault.json", "reason": "records"])]
        }
        var findings = try extraFiles(rotations.count)
        var later = Document(bytes: identity.bytes, identity: identity)
        for (place, (index, rotation)) in rotations.enumerated().reversed() {
            let name = "identities/\(place + 1).json"
            guard let document = try self.document(place + 1) else {
                findings.append(Finding(.identityMissing, ["file": name]))
                return findings
            }
            func contradicts(_ reason: String) -> Finding {
                Finding(.identityHistory, ["file": name, "index": String(index), "reason": reason])
            }
            guard let earlier = try? Document(document.bytes), earlier.digest == rotation.previous else {
                return findings + [contradicts("previous")]
            }
            guard later.digest == rotation.identity else { return findings + [contradicts("identity")] }
            if let fault = later.identity.fault(following: earlier.identity) { findings.append(contradicts(fault)) }
            if !Self.isMade(later.identity, from: earlier.identity, by: rotation, at: index) {
                findings.append(contradicts("keys"))
            }
            if let verifier, !isSealed(document, earlier.identity, verifier) {
                findings.append(contradicts("seal"))
            }
            later = earlier
        }
        return findings
    }

    private struct Document {
        let bytes: [UInt8]
        let identity: VaultIdentity

        init(bytes: [UInt8], identity: VaultIdentity) {
            self.bytes = bytes
            self.identity = identity
        }

        init(_ bytes: [UInt8]) throws { self.init(bytes: bytes, identity: try VaultIdentity(bytes: bytes)) }

        var digest: Digest { Digest.sha256(of: bytes) }
    }

    /// An earlier `vault.json`: from where it is kept, or from its first place, where it was not yet moved.
    private func document(_ number: Int) throws -> SealedDocument? {
        let kept = layout.earlierIdentity(number)
        for path in [kept] + (pending?.number == number ? [layout.identity] : []) {
            if let bytes = try SmallFile.read(path), let seal = try SmallFile.read(path + ".p7s") {
                return SealedDocument(bytes: bytes, seal: seal)
            }
        }
        return nil
    }

    private static func isMade(
        _ later: VaultIdentity, from earlier: VaultIdentity, by rotation: KeyRotation, at index: UInt64
    ) -> Bool {
        switch rotation.keys {
        case .log(let old, let new, let lastGood):
            let ended = later.logKeys.dropLast().last
            return later.seals == earlier.seals && later.logKeys.count == earlier.logKeys.count + 1
                && later.currentLogKey == new && ended?.key == old && ended?.until == lastGood ?? index + 1
                && ended?.isCompromised == (lastGood != nil)
        case .seal(let old, let new):
            let digests = later.seals.suffix(2).map { Digest.sha256(of: $0.der) }
            return later.logKeys == earlier.logKeys && later.seals.count == earlier.seals.count + 1
                && digests == [old, new]
        }
    }

    /// By its own seal; whether the one before vouched for it as well is what receivers ask, each when it came.
    private func isSealed(
        _ document: SealedDocument, _ identity: VaultIdentity, _ verifier: any SealVerifier
    ) -> Bool {
        guard let current = identity.currentSeal else { return false }
        return (try? verifier.verify(document.seal, of: document.bytes, certificates: [current.der])) != nil
    }

    private func extraFiles(_ count: Int) throws -> [Finding] {
        guard Folder.exists(layout.identities) else { return [] }
        let known = Set((0..<count).flatMap { ["\($0 + 1).json", "\($0 + 1).json.p7s"] })
        return try Folder.names(layout.identities).filter { !known.contains($0) }.map {
            Finding(.extraFile, ["file": "identities/\($0)"])
        }
    }
}
