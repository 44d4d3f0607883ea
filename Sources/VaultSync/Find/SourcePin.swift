import PKI
import TransparencyLog
import VaultCore

/// By what a source is judged: what is pinned for its vault and, where that has other keys now and the pinned ones vouch for
/// them, what would be pinned once its user took them in (`kho trust update-vault`). Nothing of that is kept.
struct SourcePin {
    let pinned: PinnedVault

    /// - Parameters:
    ///   - found: what the source says that it is, by the same id.
    ///   - seal: `vault.json.p7s`.
    /// - Returns: what the rest of its answer is held against.
    /// - Throws: `FIND_IDENTITY_REFUSED`; `FIND_SOURCE_KEYS_CHANGED` where a pinned seal vouches for keys that are to be taken in
    ///   by hand first.
    func following(_ found: VaultIdentity, seal: [UInt8]) throws(SourceFailure) -> PinnedVault {
        if isAsPinned(found) {
            do {
                try PinnedSeals().verify(seal, of: found.bytes, certificates: pinned.seals)
            } catch {
                throw SourceFailure(.identityRefused, ["reason": "seal"])
            }
            return pinned
        }
        do {
            guard pinned.identity == nil else { return try pinned.following(found.bytes, seal: seal) }
            // Of keys alone nobody can say which of them vouches for another: that is for its user to take in.
            _ = try IdentityUpdate(of: pinned).judge(found.bytes, seal: seal)
        } catch  where error.code == .updateCompromise {
            throw keysChanged
        } catch {
            throw SourceFailure(.identityRefused, ["reason": error.facts["reason"] ?? "identity"])
        }
        throw keysChanged
    }

    /// Whether it is the one that was pinned, or has no key in use that was not.
    private func isAsPinned(_ found: VaultIdentity) -> Bool {
        if let known = pinned.identity { return known.bytes == found.bytes }
        return found.logKeys.allSatisfy { isPinned($0.key) }
            && (found.currentSeal.map { pinned.seals.contains($0.der) } ?? false)
    }

    private func isPinned(_ key: NoteVerifierKey) -> Bool { pinned.policy.logs.contains { $0.key == key } }

    private var keysChanged: SourceFailure { SourceFailure(.keysChanged, ["vault": pinned.id]) }
}
