import Foundation

/// `kho verify` of a folder of 1,000 PDFs on all cores, against the same on one.
struct VerifyFolder: Measurement {
    let fixture: SignedFixture
    let kho: String

    private static let count = 1000
    /// A letter with a scanned page.
    private static let bytes = 200_000

    var name: String { "PDF, `kho verify DIR --json` of \(Self.count) files, all cores" }
    var reference: String { "the same on one core" }
    var goal: Goal { .atLeast(1.8) }

    private var folder: String { fixture.path("pdfs") }

    func prepare() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<Self.count {
            let pdf = try fixture.pdf(signatures: 1, pages: 1, bytes: Self.bytes)
            try Data(pdf.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(number).pdf"))
        }
        _ = try run([])
    }

    func pair(_ number: Int) throws -> Pair {
        let all = try run([])
        let one = try run(["taskset", "-c", "0"])
        return Pair(kho: all.seconds, reference: one.seconds, residentBytes: all.residentBytes)
    }

    private func run(_ before: [String]) throws -> Child {
        try Child.run(before + [kho, "verify", folder, "--json", "--trust", fixture.path("certs"), "--offline"])
    }
}
