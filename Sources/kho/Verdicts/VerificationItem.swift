import Foundation
import Messages
import PKI
import Signatures

/// One signed file to verify, with the originals that it may be about.
struct VerificationItem {
    let name: String
    let source: any ByteSource
    let contents: [OriginalContent]
    /// Why the file cannot be verified at all, where it cannot even be opened.
    let failure: CommandFailure?
    /// A file of a folder that is no signed file itself and that no signature covered.
    var isUnsigned = false
    /// The content was not named but found beside the file.
    var isBeside = false

    /// The same file by itself.
    var alone: VerificationItem { VerificationItem(name: name, source: source, contents: [], failure: failure) }

    /// Standard input cannot be read by position, so it is kept in memory.
    static let maximumStandardInput = 64 << 20

    /// What the arguments name, folders listed: signatures find the original beside them.
    static func targets(files: [String], contents: [String]) throws -> [VerificationTarget] {
        let named = try contents.map { path -> OriginalContent in
            do {
                return OriginalContent(name: path, source: try FileSource(path: path))
            } catch let error as ByteSourceError {
                throw CommandFailure(error, file: path)
            }
        }
        return try files.flatMap { path -> [VerificationTarget] in
            if path == "-" {
                let item = try standardInput(named)
                return [VerificationTarget { item }]
            }
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
                return try folder(path, named)
            }
            return [VerificationTarget { item(path, named) }]
        }
    }

    private static func item(_ path: String, _ named: [OriginalContent]) -> VerificationItem {
        do {
            let source = try FileSource(path: path)
            let isAlone = (try? SignedFile.isPDF(source)) == true
            let contents = named.isEmpty && !isAlone ? beside(path) : named
            return VerificationItem(
                name: path, source: source, contents: contents, failure: nil, isBeside: named.isEmpty)
        } catch let error {
            return VerificationItem(
                name: path, source: MemorySource([]), contents: [], failure: CommandFailure(error, file: path))
        }
    }

    /// The original of `a.pdf.p7s` is `a.pdf`, where it is there.
    private static func beside(_ path: String) -> [OriginalContent] {
        guard let original = FolderListing.original(of: path), let source = try? FileSource(path: original) else {
            return []
        }
        return [OriginalContent(name: original, source: source)]
    }

    /// Every signed file of a folder with its original; what is neither is shown as unsigned.
    private static func folder(_ path: String, _ named: [OriginalContent]) throws -> [VerificationTarget] {
        let files = try FolderListing.files(of: path).filter { (try? FileSource(path: $0)) != nil }
        let originals = Set(files.compactMap { FolderListing.original(of: $0) })
        return files.map { file in
            VerificationTarget {
                var found = item(file, named)
                // What cannot be opened now (it was taken away, say) is said to be so, never to be unsigned.
                if found.failure != nil { return found }
                if (try? SignedFile.mayHoldSignatures(found.source)) == true { return found }
                if originals.contains(file) || named.contains(where: { $0.name == file }) { return nil }
                found.isUnsigned = true
                return found
            }
        }
    }

    private static func standardInput(_ named: [OriginalContent]) throws -> VerificationItem {
        let data = try FileHandle.standardInput.read(upToCount: maximumStandardInput + 1) ?? Data()
        guard data.count <= maximumStandardInput else {
            throw CommandFailure(
                "STANDARD_INPUT_TOO_LARGE", ["limit": String(maximumStandardInput)], status: .inputOutput)
        }
        return VerificationItem(name: "-", source: MemorySource([UInt8](data)), contents: named, failure: nil)
    }
}
