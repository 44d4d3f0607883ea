import VaultCore

extension VaultWitnesses {
    /// The vault's file `witnesses`; nobody where there is none.
    /// - Throws: `WITNESSES_MALFORMED`, also for what is no UTF-8 text.
    init(_ layout: VaultLayout) throws {
        guard let bytes = try SmallFile.read(layout.witnesses) else {
            self = .none
            return
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VaultError(.witnessesMalformed, ["line": "0"])
        }
        try self.init(parsing: text)
    }
}
