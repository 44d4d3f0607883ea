import VaultCore

/// Checks that the key is there under which erased serial numbers are kept: without it a number could be given twice.
struct ErasureKeyCheck {
    let layout: VaultLayout

    func check(_ records: [Record]) -> [Finding] {
        records.compactMap { record in
            guard let serials = record.private.erasedSerials else { return nil }
            let file = ["file": "keys/erasure.key"]
            guard Folder.exists(layout.erasureKey) else { return Finding(.keyMissing, file) }
            guard let key = try? ErasureKeyFile.read(layout), key.digest == serials.key else {
                return Finding(.keyForeign, file)
            }
            return nil
        }
    }
}
