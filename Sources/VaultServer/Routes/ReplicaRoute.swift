import HTTPTypes
import VaultCore

/// The replica of a vault's chain that is pushed here.
struct ReplicaRoute: Hashable, Sendable {
    let vault: String
    let chain: ManifestChain

    init?(_ parts: [Substring]) {
        guard parts.count == 3, parts[0] == "replicas", let vault = DocumentID(String(parts[1])),
            let chain = ManifestChain(folderName: String(parts[2]))
        else { return nil }
        self.vault = vault.text
        self.chain = chain
    }

    var methods: [HTTPRequest.Method] { [.get, .post] }

    var kind: String { "replica" }
}
