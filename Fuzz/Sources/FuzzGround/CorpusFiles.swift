import Foundation
import PKI

/// The files of `KHO_CORPUS`, read where they are.
enum CorpusFiles {
    /// The messages of the CMS files; none where there is no corpus.
    static func messages() -> [SignedData] {
        guard let corpus = ProcessInfo.processInfo.environment["KHO_CORPUS"] else { return [] }
        let folder = URL(fileURLWithPath: corpus).appending(path: "cades")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.sorted { $0.path < $1.path }.compactMap { file in
            guard let bytes = try? [UInt8](Data(contentsOf: file)) else { return nil }
            let decoded = (try? SignedData.unarmoured(MemorySource(bytes))) ?? bytes
            return try? SignedData(MemorySource(decoded))
        }
    }
}
