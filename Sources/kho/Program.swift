import Dispatch
import Foundation
import PKI

/// Where the program begins.
@main
enum Program {
    static func main() {
        // A reader that goes away (`kho list | head`) ends us with EPIPE at the next write, not with a signal.
        signal(SIGPIPE, SIG_IGN)
        Cryptography.start()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let request = VerificationRequest(plain: arguments) { verify(request) }
        Task { exit(await Kho.status(arguments).rawValue) }
        dispatchMain()
    }

    /// Verifying is one short piece of work that waits for nothing: it needs no thread but this one.
    private static func verify(_ request: VerificationRequest) -> Never {
        let status: ExitStatus
        do {
            status = try request.run()
        } catch {
            status = Console(language: request.language, isJSON: request.isJSON).explain(error)
        }
        // What it said went out by write(2), and it holds nothing that would have to be put back: to take libraries and
        // tables apart first would be a tenth of the run.
        _exit(status.rawValue)
    }
}
