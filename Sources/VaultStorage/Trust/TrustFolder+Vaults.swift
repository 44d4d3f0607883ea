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

    /// Pins a vault: its seal certificates and its log keys, without witnesses. An operator adds those to `log.policy`.
    ///
    /// - Parameter seal: `vault.json.p7s`; nil keeps nothing of `vault.json` but the keys.
    public func pin(_ identity: VaultIdentity, seal: [UInt8]? = nil) throws {
        let folder = path + "/" + Self.vaults + "/" + identity.id
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(identity.seals, to: folder)
        let policy = identity.logKeys.map { "log \($0.key.text)\n" }.joined() + "quorum none\n"
        try writeDurably(Array(policy.utf8), to: folder + "/" + Self.logPolicy)
        if let seal { try write(identity, seal, to: folder) }
    }

    /// Takes in what was judged good (`IdentityUpdate`): certificates that are new, a `log` line in `log.policy` for each new
    /// log key and nothing else of it, and `vault.json` last, so that whoever is cut off does it again.
    /// - Throws: `VaultError` where the folder cannot be written.
    public func update(_ vault: PinnedVault, to identity: VaultIdentity, seal: [UInt8]) throws {
        let folder = path + "/" + Self.vaults + "/" + vault.id
        // What was taken away by hand since is not put back.
        let seals = Set(vault.seals + (vault.identity?.seals ?? []).map(\.der))
        try write(identity.seals.filter { !seals.contains($0.der) }, to: folder)
        let keys = Set(vault.policy.logs.map(\.key) + (vault.identity?.logKeys ?? []).map(\.key))
        let lines = identity.logKeys.filter { !keys.contains($0.key) }.map { "log \($0.key.text)\n" }
        if !lines.isEmpty {
            let policy = try read("\(Self.vaults)/\(vault.id)/\(Self.logPolicy)") + Array(lines.joined().utf8)
            // What cannot be read back takes the place of nothing.
            _ = try LogPolicy(parsing: policy)
            try writeDurably(policy, to: folder + "/" + Self.logPolicy)
        }
        try write(identity, seal, to: folder)
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
