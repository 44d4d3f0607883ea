import Foundation
import PKI
import Signatures

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
        let signed: [any Measurement] = [
            VerifyProcess(fixture: rsa, kho: kho), VerifyProcess(fixture: p256, kho: kho),
            try VerifyInProcess(fixture: rsa), try VerifyInProcess(fixture: p256),
            PutLargeFile(fixture: p256, kho: kho), PutManyFiles(fixture: p256, kho: kho),
        ]
        return try signed + pdf(rsa, kho: kho) + CatalogueMeasurements.all(p256, kho: kho, folder: folder.path)
            + ServedBenchVault(p256, kho: kho, folder: "\(folder.path)/served").measurements()
    }

    private static func pdf(_ fixture: SignedFixture, kho: String) throws -> [any Measurement] {
        let one = fixture.path("don.pdf")
        // A contract of four pages, such as a word processor writes.
        var pdf = try fixture.pdf(signatures: 1, pages: 4, bytes: 120_000)
        // Something that was changed after signing, so that there is something to analyse.
        pdf.appendStore(fixture.issuing)
        try Data(pdf.bytes).write(to: URL(fileURLWithPath: one))
        return try againstPyHanko(fixture, one) + [
            try ManySignatures(fixture: fixture), VerifyPDFProcess(fixture: fixture, kho: kho, path: one),
            VerifyFolder(fixture: fixture, kho: kho),
        ]
    }

    /// The rows that need what is not part of this project; left out by name where it is not there.
    private static func againstPyHanko(_ fixture: SignedFixture, _ one: String) throws -> [any Measurement] {
        guard PyHanko.isThere else {
            FileHandle.standardError.write(Data("no pyHanko (KHO_TEST_PYTHON): its rows are left out\n".utf8))
            return []
        }
        var measurements = [
            try VerifyPDFInProcess(
                name: "PDF, in process, one signature", path: one, signatures: 1,
                validator: SignatureValidator(trust: fixture.trust),
                trust: ["certs/signers/root.pem", "certs/crls/issuing.crl", "certs/crls/root.crl"].map(fixture.path))
        ]
        guard let (path, count) = try VerifyPDFInProcess.largestOfCorpus() else {
            FileHandle.standardError.write(Data("no corpus (KHO_CORPUS): its row is left out\n".utf8))
            return measurements
        }
        measurements.append(
            try VerifyPDFInProcess(
                name: "PDF, in process, \(count) signatures (the corpus's most)", path: path, signatures: count,
                validator: SignatureValidator(trust: TrustStore(anchors: [])), trust: []))
        return measurements
    }
}
