import Foundation

/// Programs of this package, as they lie beside the tests that run.
public enum BuiltProgram {
    public static let kho = path("kho")
    public static let demonstrationPKI = path("DemonstrationPKI")

    private static func path(_ name: String) -> String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(name).path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Corpus.packageRoot.appendingPathComponent(".build/debug/\(name)").path
    }
}
