import Foundation
import PKI
import TransparencyLog
public import VaultCore

extension TrustFolder {
    static let logPolicy = "log.policy"

    /// The pinned vaults of `certs/vaults/`.
    /// - Throws: `Unusable` where one of them cannot be understood: a pin that is half read would be no pin.
    public func pinnedVaults() throws(Unusable) -> [PinnedVault] {
        var vaults: [PinnedVault] = []
        for folder in try files(in: Self.vaults) {
            let id = String(folder.dropFirst(Self.vaults.count + 1))
            guard DocumentID(id) != nil else { throw Unusable(file: folder, what: "not a vault id") }
            var seals: [[UInt8]] = []
            for file in try files(in: folder) where !file.hasSuffix("/" + Self.logPolicy) {
                guard let found = try? Certificate.all(in: read(file)) else {
                    throw Unusable(file: file, what: "not a certificate")
                }
                seals += found.map(\.der)
            }
            guard let policy = try? LogPolicy(parsing: read(folder + "/" + Self.logPolicy)), !seals.isEmpty else {
                throw Unusable(file: folder, what: "seal certificate or log.policy")
            }
            vaults.append(PinnedVault(id: id, seals: seals, policy: policy))
        }
        return vaults
    }

    /// Pins a vault: its seal certificates and its log keys, without witnesses. An operator adds those to `log.policy`.
    public func pin(_ identity: VaultIdentity) throws {
        let folder = path + "/" + Self.vaults + "/" + identity.id
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for seal in identity.seals {
            let name = Digest.sha256(of: seal.der).hexadecimal
            try writeDurably(Array(PEM.armour(seal.der, label: "CERTIFICATE").utf8), to: "\(folder)/\(name).pem")
        }
        let policy = identity.logKeys.map { "log \($0.key.text)\n" }.joined() + "quorum none\n"
        try writeDurably(Array(policy.utf8), to: folder + "/" + Self.logPolicy)
    }
}
