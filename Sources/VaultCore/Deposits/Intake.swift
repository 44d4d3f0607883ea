import PKI

/// A deposit's files as they lie in staging: copied, hashed, not yet validated.
struct Intake: Sendable {
    struct File: Sendable {
        let name: FileName
        let staged: any StagedObject
        let mediaType: String
    }

    let file: File
    let contents: [File]
    /// The last of `contents` was not named but found beside the file.
    let hasBeside: Bool

    init(_ source: DepositSource, of request: DepositRequest, objects: any ObjectStore) async throws {
        try await self.init(source, contents: request.contents, beside: request.beside, objects: objects)
    }

    init(
        _ source: DepositSource, contents named: [DepositSource], beside: DepositSource?, objects: any ObjectStore
    ) async throws {
        file = try await Self.stage(source, objects: objects)
        var contents: [File] = []
        for content in named { contents.append(try await Self.stage(content, objects: objects)) }
        if let beside, !named.contains(where: { $0.name == beside.name }) {
            contents.append(try await Self.stage(beside, objects: objects))
            hasBeside = true
        } else {
            hasBeside = false
        }
        self.contents = contents
    }

    private init(file: File, contents: [File]) {
        self.file = file
        self.contents = contents
        hasBeside = false
    }

    /// The same deposit without the file that was found beside it.
    func withoutBeside() -> Intake { hasBeside ? Intake(file: file, contents: contents.dropLast()) : self }

    /// All files.
    var staged: [any StagedObject] { ([file] + contents).map(\.staged) }

    /// What a validator gets to see.
    func validated(mayBeUnsigned: Bool, certifiedScan: Certification.Scan? = nil) throws -> ValidatedFiles {
        ValidatedFiles(
            name: file.name, source: try file.staged.source(),
            contents: try contents.map {
                ValidatedFiles.Content(
                    name: $0.name, source: try $0.staged.source(), digests: [$0.staged.digest])
            }, mayBeUnsigned: mayBeUnsigned, certifiedScan: certifiedScan)
    }

    /// The files with their roles; a signature file without originals is one that holds its content.
    func deposited(isSigned: Bool) -> [DepositedFile] {
        let isDetached = !contents.isEmpty
        let first = DepositedFile(
            role: !isSigned ? .content : isDetached ? .signature : .signed, name: file.name, size: file.staged.count,
            mediaType: mediaType(isDetached: isDetached), digest: file.staged.digest)
        return [first]
            + contents.map {
                DepositedFile(
                    role: .content, name: $0.name, size: $0.staged.count, mediaType: $0.mediaType,
                    digest: $0.staged.digest)
            }
    }

    /// What is no file of another kind was read as CMS, else it would not have been validated.
    private func mediaType(isDetached: Bool) -> String {
        guard file.mediaType == MediaType.recognise(prefix: []) else { return file.mediaType }
        return isDetached ? MediaType.detachedCMS : MediaType.attachedCMS
    }

    private static func stage(_ source: DepositSource, objects: any ObjectStore) async throws -> File {
        let bytes = try source.open()
        guard bytes.count > 0 else { throw VaultError(.emptyFile, ["file": source.name.text]) }
        let prefix = try bytes.bytes(0..<min(bytes.count, MediaType.prefixLength))
        let staged: any StagedObject
        if let uploaded = source.staged {
            staged = uploaded
        } else {
            staged = try await objects.stage(bytes)
        }
        return File(name: source.name, staged: staged, mediaType: MediaType.recognise(prefix: prefix))
    }
}
