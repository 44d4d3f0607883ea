import ArgumentParser
import VaultCore
import VaultServer

/// How much of `kho serve` its callers may have.
struct BudgetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The largest file that is taken, in MiB.", valueName: "mib")) var maxUpload = 2048
    @Option(
        help: ArgumentHelp(
            "Connections at once; nobody gets more than the system has descriptors for.", valueName: "count"))
    var maxConnections = ServerBudgets().connections
    @Option(
        help: ArgumentHelp("Requests a second of one caller, in the long run.", valueName: "count"))
    var rate = ServerBudgets().requestsPerSecond

    func validate() throws {
        guard (1...Self.largestUpload).contains(maxUpload) else {
            throw ValidationError("--max-upload is a number of MiB from 1 to \(Self.largestUpload).")
        }
        guard (1...Self.mostConnections).contains(maxConnections) else {
            throw ValidationError("--max-connections is a number from 1 to \(Self.mostConnections).")
        }
        guard (1...Self.highestRate).contains(rate) else {
            throw ValidationError("--rate is a number of requests from 1 to \(Self.highestRate).")
        }
    }

    /// A tebibyte: more than any file that is signed, and far from where sizes end.
    private static let largestUpload = 1 << 20
    /// As many descriptors as Linux gives one process at most, unless it is told otherwise.
    private static let mostConnections = 1 << 20
    private static let highestRate = 1_000_000

    func apply(to options: inout ServingOptions) {
        options.uploads.maximumSize = maxUpload << 20
        options.budgets.connections = maxConnections
        options.budgets.requestsPerSecond = rate
        // As at first: four seconds' worth at once.
        options.budgets.requestBurst = rate * 4
    }
}
