import CanonicalJSON
import Foundation
import Messages
import VaultCore

/// What `kho find -o FOLDER` writes: all that a stranger needs to verify, offline, what was found.
///
///     receipt.zip         kho verify receipt.zip, against the vault that was pinned
///     head.json, .p7s     how new the source's log was when it was asked
///     files/              the document's files, where they were given
///     find.json           who was asked, and what they said
struct ProofFolder {
    let path: String

    /// Makes the folder, which must not be there.
    /// - Throws: `FIND_FOLDER_EXISTS`, `OUTPUT_FAILED` …
    func write(_ resolution: Resolution) throws {
        guard mkdir(path, 0o755) == 0 else {
            let number = errno
            guard number != EEXIST else { throw Self.exists(path) }
            throw CommandFailure(
                "OUTPUT_FAILED", ["file": path, "cause": SystemError(number: number).name], status: .inputOutput)
        }
        if let proof = resolution.proof {
            try write(try proof.receipt.archive(), to: "receipt.zip")
            if let head = proof.head {
                try write(head.bytes, to: "head.json")
                try write(head.seal, to: "head.json.p7s")
            }
            if let contents = proof.contents, !contents.isEmpty {
                guard mkdir("\(path)/files", 0o755) == 0 else {
                    throw CommandFailure(
                        "OUTPUT_FAILED", ["file": "\(path)/files", "cause": SystemError(number: errno).name],
                        status: .inputOutput)
                }
                var names: Set<String> = []
                for (place, (file, bytes)) in zip(proof.document.files, contents).enumerated() {
                    // No vault takes a name twice; what another vault's record says is not this one's doing.
                    var name = file.name.text
                    var attempt = place
                    while !names.insert(name).inserted {
                        name = "file-\(attempt)"
                        attempt += contents.count
                    }
                    try write(bytes, to: "files/\(name)")
                }
            }
        }
        try write(resolution.json(withProof: false).canonicalBytes + [10], to: "find.json")
    }

    static func exists(_ path: String) -> CommandFailure {
        CommandFailure("FIND_FOLDER_EXISTS", ["file": path], status: .inputOutput)
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        var output = try OutputFile(path: "\(path)/\(name)", force: false)
        try output.write(bytes)
        try output.commit()
    }
}
