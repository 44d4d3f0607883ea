import Foundation

/// Measures kho against what everybody has, side by side in one run, and prints a table.
///
/// Usage: `kho-bench KHO [REPORT]`: the released program, and the file that the table is written to. `KHO_BENCH_ONLY`
/// names one measurement by the beginning of its name, `KHO_BENCH_PAIRS` the number of pairs (at least 7 for a report).
@main
struct KhoBench {
    /// The fewest pairs whose median says something on a machine that does other work too.
    static let pairs = 7

    static func main() throws {
        guard (2...3).contains(CommandLine.arguments.count) else {
            FileHandle.standardError.write(Data("usage: kho-bench KHO [REPORT]\n".utf8))
            exit(2)
        }
        let kho = URL(fileURLWithPath: CommandLine.arguments[1]).path
        let environment = ProcessInfo.processInfo.environment
        let pairs = environment["KHO_BENCH_PAIRS"].flatMap { Int($0) } ?? Self.pairs
        let only = environment["KHO_BENCH_ONLY"] ?? ""
        let folder = try BenchFolder(beside: kho)
        defer { folder.remove() }
        var report = Report()
        for measurement in try measurements(kho: kho, folder: folder) where measurement.name.hasPrefix(only) {
            let result = try Comparison.run(measurement, pairs: pairs)
            FileHandle.standardError.write(Data((result.line + "\n").utf8))
            report.results.append(result)
        }
        print(report.markdown(kho: kho, folder: folder.path))
        guard CommandLine.arguments.count == 3, only.isEmpty, pairs >= Self.pairs else { return }
        try Data(report.markdown(kho: kho, folder: folder.path).utf8)
            .write(to: URL(fileURLWithPath: CommandLine.arguments[2]))
    }

    private static func measurements(kho: String, folder: BenchFolder) throws -> [any Measurement] {
        let rsa = try SignedFixture(kind: .rsa, folder: "\(folder.path)/rsa")
        let p256 = try SignedFixture(kind: .p256, folder: "\(folder.path)/p256")
        return [
            VerifyProcess(fixture: rsa, kho: kho), VerifyProcess(fixture: p256, kho: kho),
            try VerifyInProcess(fixture: rsa), try VerifyInProcess(fixture: p256),
            PutLargeFile(fixture: p256, kho: kho), PutManyFiles(fixture: p256, kho: kho),
        ] + CatalogueMeasurements.all(p256, kho: kho, folder: folder.path)
    }
}
