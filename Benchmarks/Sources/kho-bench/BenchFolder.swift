import Foundation

/// The folder where a run works: beside the program, so that it is on the disk that the sources are on and never in a
/// memory file system.
struct BenchFolder {
    let path: String

    init(beside program: String) throws {
        let place = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        path = place.appending(path: "bench-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
