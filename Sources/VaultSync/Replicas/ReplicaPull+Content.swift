import PKI
import VaultCore

/// The documents' files.
extension ReplicaPull {
    /// Fetches what is missing of the files that the bodies name, manifest by manifest.
    ///
    /// What the server does not give is counted and not asked for again: versions that a receiver may no longer read, and
    /// what was erased before the erasure was heard of.
    mutating func fetchContent(_ session: inout ReplicaSession) async throws {
        guard var state = session.state, let last = state.manifests.last?.sequence else { return }
        while state.contentSequence < last {
            let sequence = state.contentSequence + 1
            try await store.forEachLine(of: .bodies(sequence)) { line in
                guard let body = try? ManifestBody(bytes: line), case .record(let shared, _, _) = body.content,
                    let document = (try? SharedPart(bytes: shared))?.document
                else { return }
                for number in document.files.indices { try await fetch(number, of: document, body.index) }
            }
            state.contentSequence = sequence
            try await store.write(state.bytes, to: .state)
            session.state = state
        }
    }

    private mutating func fetch(_ number: Int, of document: DocumentDescription, _ index: UInt64) async throws {
        let file = document.files[number]
        guard try await !store.contains(.object(file.digest)) else { return }
        let draft = try await store.draft()
        var intake = ContentIntake(file, into: draft)
        let path = "v1/documents/\(document.document.text)/\(document.version)/files/\(number)"
        var isTooLong = false
        do {
            try await source.read(path, limit: file.size) { piece in try await intake.take(piece) }
        } catch let error as ReplicaSourceError where error.reason == .absent || error.reason == .denied {
            report.withheldFiles += 1
            return
        } catch let error as ReplicaSourceError where error.reason == .tooLarge {
            isTooLong = true
        }
        guard intake.isRight, !isTooLong else {
            receive(intake.beginning, as: "object", isPersonal: true)
            throw ReplicaError(.contentDiffers, ["index": String(index), "file": String(number)])
        }
        try await store.place(draft, as: .object(file.digest))
        report.files += 1
    }
}
