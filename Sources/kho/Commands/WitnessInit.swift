import ArgumentParser
import CanonicalJSON
import Messages
import TransparencyLog
import VaultCore
import VaultStorage

/// `kho witness init`: makes a witness's key.
struct WitnessInit: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a witness: a cosigning key in a folder of its own.",
        discussion: """
            Example:
              kho witness init nhan-chung.example.vn/w1

            The line that it prints goes to the vaults that ask this witness, and to whoever relies on it.
            """)

    @Argument(help: "The key's name: a domain and a path that are yours, without blanks and plus signs.")
    var name: String
    @OptionGroup var witness: WitnessOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        do {
            let key = try WitnessFolder.make(witness.state, name: name)
            if console.isJSON {
                console.print(["schema": "kho.witness-init/1", "name": .string(key.name), "key": .string(key.text)])
            } else {
                let message = Message(code: "WITNESS_MADE", facts: ["folder": witness.state])
                console.print(message)
                console.print("  \(SafeText.escaped(key.text))")
                if let next = message.nextStep { console.print(next) }
            }
            return .success
        } catch let error as VaultError {
            throw CommandFailure(error, vault: witness.state)
        }
    }
}
