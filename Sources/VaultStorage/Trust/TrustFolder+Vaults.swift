import Foundation
import PKI
import TransparencyLog
public import VaultCore

extension TrustFolder {
    static let logPolicy = "log.policy"
    static let identity = "vault.json"
    static let identitySeal = "vault.json.p7s"
    /// What lies in a vault's folder and is no certificate.
    private static let others = [logPolicy, identity, identitySeal]

    /// The pinned vaults of `certs/vaults/`.
    /// - Throws: `Unusable` where one of them cannot be understood: a pin that is half read would be no pin.
    public func pinnedVaults() throws(Unusable) -> [PinnedVault] {
        var vaults: [PinnedVault] = []
        for folder in try files(in: Self.vaults) {
            let id = String(folder.dropFirst(Self.vaults.count + 1))
            guard DocumentID(id) != nil else { throw Unusable(file: folder, what: "not a vault id") }
            var seals: [[UInt8]] = []
            let files = try files(in: folder)
            for file in files where !Self.others.contains(where: { file == folder + "/" + $0 }) {
                guard let found = try? Certificate.all(in: read(file)) else {
                    throw Unusable(file: file, what: "not a certificate")
                }
                seals += found.map(\.der)
            }
            guard let policy = try? LogPolicy(parsing: read(folder + "/" + Self.logPolicy)), !seals.isEmpty else {
                throw Unusable(file: folder, what: "seal certificate or log.policy")
            }
            vaults.append(PinnedVault(id: id, seals: seals, policy: policy, identity: try identity(of: id, files)))
        }
        return vaults
    }

    /// What was accepted last of a vault; nil where it was pinned before that was kept.
    private func identity(of id: String, _ files: [String]) throws(Unusable) -> VaultIdentity? {
        let file = "\(Self.vaults)/\(id)/\(Self.identity)"
        guard files.contains(file) else { return nil }
        guard let bytes = try? read(file), let identity = try? VaultIdentity(bytes: bytes), identity.id == id else {
            throw Unusable(file: file, what: "not the vault's")
        }
        return identity
    }

    /// Pins a vault: its seal certificates and its log keys, without witnesses. An operator adds those to `log.policy`; where
    /// the vault was pinned before, they stay, so that nobody loses his quorum by it.
    ///
    /// - Parameter seal: `vault.json.p7s`; nil keeps nothing of `vault.json` but the keys.
    public func pin(_ identity: VaultIdentity, seal: [UInt8]? = nil) throws {
        let folder = path + "/" + Self.vaults + "/" + identity.id
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let logs = Array(identity.logKeys.map { "log \($0.key.text)\n" }.joined().utf8)
        let policy = logs + (witnessLines(of: identity.id) ?? Array("quorum none\n".utf8))
        // What cannot be read back takes the place of nothing.
        _ = try LogPolicy(parsing: policy)
        try write(identity.seals, to: folder)
        try writeDurably(policy, to: folder + "/" + Self.logPolicy)
        if let seal { try write(identity, seal, to: folder) }
    }

    /// The lines of a vault's `log.policy` that are about no log; nil where there is none that can be understood.
    private func witnessLines(of vault: String) -> [UInt8]? {
        guard let policy = try? read("\(Self.vaults)/\(vault)/\(Self.logPolicy)"),
            (try? LogPolicy(parsing: policy)) != nil
        else { return nil }
        let newline = UInt8(ascii: "\n")
        return policy.split(separator: newline).filter { line in
            let keyword = line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }).first
            return !(keyword?.elementsEqual("log".utf8) ?? false)
        }.flatMap { Array($0) + [newline] }
    }

    /// Takes in what was judged good (`IdentityUpdate`): certificates that are new, a `log` line in `log.policy` for each new
    /// log key and nothing else of it, and `vault.json` last, so that whoever is cut off does it again.
    /// - Throws: `VAULT_UPDATE_REFUSED` where `log.policy` cannot take them in, and then nothing was changed; `VaultError` where
    ///   the folder cannot be written.
    public func update(_ vault: PinnedVault, to identity: VaultIdentity, seal: [UInt8]) throws {
        let folder = path + "/" + Self.vaults + "/" + vault.id
        // What was taken away by hand since is not put back.
        let seals = Set(vault.seals + (vault.identity?.seals ?? []).map(\.der))
        let policy = try policy(of: vault, gaining: identity)
        try write(identity.seals.filter { !seals.contains($0.der) }, to: folder)
        if let policy { try writeDurably(policy, to: folder + "/" + Self.logPolicy) }
        try write(identity, seal, to: folder)
    }

    /// `log.policy` with a line for each log key that was never there; nil where there is none.
    private func policy(of vault: PinnedVault, gaining identity: VaultIdentity) throws -> [UInt8]? {
        let keys = Set(vault.policy.logs.map(\.key) + (vault.identity?.logKeys ?? []).map(\.key))
        let lines = identity.logKeys.filter { !keys.contains($0.key) }.map { "log \($0.key.text)\n" }
        guard !lines.isEmpty else { return nil }
        let policy = try read("\(Self.vaults)/\(vault.id)/\(Self.logPolicy)") + Array(lines.joined().utf8)
        // What cannot be read back takes the place of nothing.
        guard (try? LogPolicy(parsing: policy)) != nil else {
            throw VaultError(.updateRefused, ["reason": "update-policy"])
        }
        return policy
    }

    private func write(_ seals: [SealCertificate], to folder: String) throws {
        for seal in seals {
            let name = Digest.sha256(of: seal.der).hexadecimal
            try writeDurably(Array(PEM.armour(seal.der, label: "CERTIFICATE").utf8), to: "\(folder)/\(name).pem")
        }
    }

    private func write(_ identity: VaultIdentity, _ seal: [UInt8], to folder: String) throws {
        try writeDurably(seal, to: folder + "/" + Self.identitySeal)
        try writeDurably(identity.bytes, to: folder + "/" + Self.identity)
    }
}
