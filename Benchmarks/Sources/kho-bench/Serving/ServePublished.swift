import Foundation

/// What the CPU does for one request of a published file: `kho serve`, against nginx serving the same bytes as a file. Both
/// write their line about each request.
struct ServePublished: Measurement {
    let what: String
    let path: String
    let vault: ServedBenchVault

    private static let seconds = 3

    var name: String { "serve: \(what), CPU for each request" }
    var reference: String { "nginx, the same bytes as a file" }
    var goal: Goal { .atMost(1.6) }

    func prepare() throws {
        let served = try vault.opened()
        let copy = URL(fileURLWithPath: served.nginx.root + path)
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Child.run(["curl", "--silent", "--fail", "--noproxy", "*", "-o", copy.path, served.url + path])
    }

    func pair(_ number: Int) throws -> Pair {
        let served = try vault.opened()
        let own = try processorSeconds(served.url, served.server.processorSeconds)
        let other = try processorSeconds("http://127.0.0.1:\(served.nginx.port)", served.nginx.processorSeconds)
        return Pair(kho: own, reference: other)
    }

    private func processorSeconds(_ server: String, _ clock: () throws -> Double) throws -> Double {
        let before = try clock()
        let load = try Load(url: server + path, seconds: Self.seconds, folder: vault.folder)
        return (try clock() - before) / Double(load.requests)
    }
}
