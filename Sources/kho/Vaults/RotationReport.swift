import CanonicalJSON
import Messages
import PKI
import TransparencyLog
import VaultCore

/// What `kho rotate` says of a change of keys.
struct RotationReport {
    let entry: RotationEntry

    func show(_ console: Console) {
        let (what, old, new) = names
        if console.isJSON {
            console.print([
                "schema": "kho.rotate/1", "vault": .string(entry.identity.id), "what": .string(what),
                "old": .string(old),
                "new": .string(new), "index": .integer(Int64(entry.record.index)),
                "size": .integer(Int64(entry.state.size)), "identity": .string(entry.identity.digest.description),
            ])
            return
        }
        let message = Message(
            code: what == "log" ? "ROTATED_LOG" : "ROTATED_SEAL",
            facts: ["index": String(entry.record.index), "size": String(entry.state.size)])
        console.print(message)
        console.print("  \(SafeText.escaped(new))")
        if let next = message.nextStep { console.print(next) }
    }

    private var names: (what: String, old: String, new: String) {
        switch entry.rotation.keys {
        case .log(let old, let new, _): ("log", old.text, new.text)
        case .seal(let old, let new): ("seal", old.hexadecimal, new.hexadecimal)
        }
    }
}
