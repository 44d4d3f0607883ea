public import PKI
public import TransparencyLog

extension VaultIdentity {
    /// Keys of each kind over a vault's life: one a month for five years. A receiver's policy has room for as many.
    public static let maximumKeys = 64

    /// What says who the vault is once its log has another key.
    ///
    /// - Parameters:
    ///   - size: of the tree in which the change is entered: the old key signs up to it, the new one from it on.
    ///   - lastGood: where the old key was compromised: the last size for which it counts. The new one begins there.
    ///   - time: what the clock says; never before the one before it.
    /// - Throws: `ROTATION_LAST_GOOD` where that size is none of the old key's; `ROTATION_TOO_MANY`; `KEY_NOT_OF_THIS_VAULT`
    ///   for a key of another name, or one that was used before.
    public func replacingLogKey(
        with key: NoteVerifierKey, at size: UInt64, lastGood: UInt64? = nil, at time: Instant
    ) throws(VaultError) -> VaultIdentity {
        guard logKeys.count < Self.maximumKeys else { throw VaultError(.rotationTooMany) }
        guard key.algorithm == .ed25519, ByteText(key.name) == ByteText(origin),
            let old = logKeys.last, old.until == nil, !logKeys.contains(where: { $0.key.publicKey == key.publicKey })
        else { throw VaultError(.keyForeign, ["key": "log"]) }
        let last = lastGood ?? size
        // The tree with the change is none that a compromised key signs.
        let most = lastGood == nil || size == 0 ? size : size - 1
        guard last >= old.from, last <= most else {
            throw VaultError(
                .rotationLastGood, ["from": String(old.from), "until": String(most), "size": String(last)])
        }
        let ended = LogKeyRange(key: old.key, from: old.from, until: last, isCompromised: lastGood != nil)
        return try VaultIdentity(
            id: id, origin: origin, seals: seals,
            logKeys: logKeys.dropLast() + [ended, LogKeyRange(key: key, from: last)],
            madeAt: after(time))
    }

    /// What says who the vault is once it has another seal; the old one ends now.
    ///
    /// - Throws: `ROTATION_TOO_MANY`; `KEY_NOT_OF_THIS_VAULT` for a certificate that was used before.
    public func replacingSeal(with seal: SealCertificate, at time: Instant) throws(VaultError) -> VaultIdentity {
        guard seals.count < Self.maximumKeys else { throw VaultError(.rotationTooMany) }
        guard let old = seals.last, !seals.contains(where: { $0.der == seal.der }) else {
            throw VaultError(.keyForeign, ["key": "seal"])
        }
        let madeAt = after(time)
        let ended = SealCertificate(der: old.der, notBefore: old.notBefore, notAfter: min(old.notAfter, madeAt))
        return try VaultIdentity(
            id: id, origin: origin, seals: seals.dropLast() + [ended, seal], logKeys: logKeys, madeAt: madeAt)
    }

    private func after(_ time: Instant) -> Instant { max(time, madeAt.adding(seconds: 1)) }

    /// The digest of `vault.json`.
    public var digest: Digest { Digest.sha256(of: bytes) }

    /// The seal in use.
    public var currentSeal: SealCertificate? { seals.last }

    /// The log key in use.
    public var currentLogKey: NoteVerifierKey? { logKeys.last.flatMap { $0.until == nil ? $0.key : nil } }

    /// Whether each log key begins where the one before it ends, the first at the beginning, and the last has no end.
    public var isContinuous: Bool {
        guard logKeys.first?.from == 0, currentLogKey != nil, logKeys.count <= Self.maximumKeys,
            seals.count <= Self.maximumKeys
        else { return false }
        return zip(logKeys, logKeys.dropFirst()).allSatisfy { $0.until == $1.from }
            && Set(logKeys.map(\.key.publicKey)).count == logKeys.count && Set(seals.map(\.der)).count == seals.count
            && logKeys.allSatisfy { $0.key.algorithm == .ed25519 && ByteText($0.key.name) == ByteText(origin) }
    }

    /// Whether each of its seals is a certificate: whoever pins one that is none could read none of his pins any more.
    public var hasReadableSeals: Bool { seals.allSatisfy { (try? Certificate(der: $0.der)) != nil } }

    /// Whether this one may follow another: the same vault, made later, with all of its keys and perhaps more.
    ///
    /// What ended before ends as it did; what was in use may have ended since.
    /// - Returns: nil where it does; else what is wrong with it.
    public func fault(following earlier: VaultIdentity) -> String? {
        guard id.utf8.elementsEqual(earlier.id.utf8) else { return "vault" }
        guard ByteText(origin) == ByteText(earlier.origin) else { return "origin" }
        guard madeAt > earlier.madeAt else { return "time" }
        guard isContinuous else { return "ranges" }
        guard logKeys.count >= earlier.logKeys.count, seals.count >= earlier.seals.count else { return "keys" }
        for (index, (before, now)) in zip(earlier.logKeys, logKeys).enumerated() {
            let isLast = index == earlier.logKeys.count - 1
            let isSame = before.key == now.key && before.from == now.from
            guard isSame, before == now || isLast && before.until == nil else { return "ranges" }
        }
        for (before, now) in zip(earlier.seals, seals) {
            guard before.der == now.der, before.notBefore == now.notBefore, now.notAfter <= before.notAfter else {
                return "seals"
            }
        }
        return nil
    }
}
