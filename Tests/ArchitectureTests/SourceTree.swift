import Foundation

/// The repository as the tests of its architecture read it: as text.
struct SourceTree {
    struct File {
        /// From the top of the repository: `Sources/PKI/Keys/Ed25519.swift`.
        let path: String
        let lines: [Substring]

        var name: String { String(path.split(separator: "/").last ?? "") }
        /// The folder under `Sources` or `Tests` that it belongs to.
        var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    }

    let root: URL

    /// The repository that this very file stands in.
    init() {
        root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// Every Swift file below a folder, in a fixed order.
    func swiftFiles(under folder: String) throws -> [File] {
        let base = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            return File(path: "\(folder)/\(path)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }

    func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

extension SourceTree.File {
    /// The modules that it imports, `public import`, `@testable import` and `import struct` included.
    var imports: [String] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        return code(naming: ["import"]).compactMap { line in
            let words = line.text.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy(Self.isModifier) else {
                return nil
            }
            return words[(index + 1)...].first { !kinds.contains($0) }?.split(separator: ".").first.map(String.init)
        }
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }

    /// Its lines that hold one of these words, without comments; what stands in a string counts as code.
    ///
    /// Plain search comes first: patterns over every line would make these tests the slowest of all.
    func code(naming words: [String]) -> [(number: Int, text: Substring)] {
        lines.enumerated().compactMap { index, line in
            guard words.contains(where: { line.contains($0) }) else { return nil }
            let code = line.firstRange(of: /(^|\s)\/\/.*/).map { line[..<$0.lowerBound] } ?? line[...]
            return words.contains(where: { code.contains($0) }) ? (index + 1, code) : nil
        }
    }
}
