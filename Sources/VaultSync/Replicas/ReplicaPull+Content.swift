import PKI
import VaultCore

/// The documents' files.
extension ReplicaPull {
    /// Fetches what is missing of the files that the bodies name, manifest by manifest.
    ///
    /// What the server does not give is counted and asked for again the next time: versions that a receiver may not read,
    /// what was erased before the erasure was heard of, or a server that has its files no more.
    mutating func fetchContent(_ session: inout ReplicaSession) async throws {
        guard var state = session.state, let last = state.manifests.last?.sequence else { return }
        // The files themselves are durable; how far they go is written now and then, since it may be long.
        var unwritten = 0
        func note(_ missing: Int, of sequence: UInt64) async throws {
            state.setWithheld(missing, of: sequence)
            session.state = state
            unwritten += 1
            guard unwritten >= Self.manifestsAtOnce else { return }
            try await store.write(state.bytes, to: .state)
            unwritten = 0
        }
        for hole in asksAgain ? state.withheld : [] {
            let left = try await fetchFiles(of: hole.sequence)
            if left != hole.files { try await note(left, of: hole.sequence) }
        }
        while state.contentSequence < last, state.withheld.count < ReplicaLimits.withheld {
            let sequence = state.contentSequence + 1
            let missing = try await fetchFiles(of: sequence)
            state.contentSequence = sequence
            try await note(missing, of: sequence)
        }
        if unwritten > 0 { try await store.write(state.bytes, to: .state) }
    }

    private static let manifestsAtOnce = 64

    /// - Returns: how many files of the manifest's documents were not given.
    private mutating func fetchFiles(of sequence: UInt64) async throws -> Int {
        var missing = 0
        try await store.forEachLine(of: .bodies(sequence)) { line in
            guard let body = try? ManifestBody(bytes: line), case .record(let shared, _, _) = body.content,
                let document = (try? SharedPart(bytes: shared))?.document
            else { return }
            for number in document.files.indices where try await !fetch(number, of: document, body.index) {
                missing += 1
            }
        }
        return missing
    }

    /// - Returns: whether it is here now.
    private mutating func fetch(_ number: Int, of document: DocumentDescription, _ index: UInt64) async throws -> Bool {
        let file = document.files[number]
        guard try await !store.contains(.object(file.digest)) else { return true }
        let draft = try await store.draft()
        var intake = ContentIntake(file, into: draft)
        let path = "v1/documents/\(document.document.text)/\(document.version)/files/\(number)"
        var isTooLong = false
        do {
            try await source.read(path, limit: file.size) { piece in try await intake.take(piece) }
        } catch let error as ReplicaSourceError where error.reason == .absent || error.reason == .denied {
            return false
        } catch let error as ReplicaSourceError where error.reason == .tooLarge {
            isTooLong = true
        }
        guard intake.isRight, !isTooLong else {
            receive(intake.beginning, as: "object", isPersonal: true)
            throw ReplicaError(.contentDiffers, ["index": String(index), "file": String(number)])
        }
        try await store.place(draft, as: .object(file.digest))
        report.files += 1
        return true
    }
}
