import Synchronization

/// Which entries of the log a scope tells of, decided for each entry by itself.
///
/// The entries are those that the scope's chains of manifests name (`ManifestSelection`), with the owner's numbers as they are
/// linked now: documents that were let in and are in the scope; later versions of one that was, and what became of it; every
/// erasure. What was erased, and what is pending or was refused, is told to nobody of a narrower scope than everything.
public struct EventScope: Sendable {
    private let scope: ManifestScope
    private let records: any RecordStore
    private let catalogue: any Catalogue
    private let memory = Memory()

    /// - Parameter scope: any, `all` among them: the log's leaves are public, so that everything in it is nobody's secret.
    public init(_ scope: ManifestScope, records: any RecordStore, catalogue: any Catalogue) {
        self.scope = scope
        self.records = records
        self.catalogue = catalogue
    }

    /// - Throws: `INTEGRITY_FAILURE` where a record is not what the log says; what the stores throw.
    public func tells(_ entry: LogEntry) async throws -> Bool {
        if scope.isAll { return true }
        guard let record = entry.record, record.leaf.type == .record, record.shared.isPublished else { return false }
        guard record.commitment == record.leaf.commitment else {
            throw VaultError(.integrity, ["part": "record", "index": String(record.index)])
        }
        switch record.shared.content {
        case .document(let document):
            if try await contains(document) { return true }
            return document.version > 1 ? try await containsEarlier(document.document, before: record.index) : false
        case .event(let event): return try await containsEarlier(event.document, before: record.index)
        case .erasure: return true
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .keyRotation:
            return false
        }
    }

    private func contains(_ document: DocumentDescription) async throws -> Bool {
        let owner =
            scope.goesByLinks ? try await records.identity(of: document.owner) : OwnerIdentity(document.owner)
        return scope.contains(document, of: owner)
    }

    /// Whether a version of the document that was let in before an entry is in the scope.
    private func containsEarlier(_ document: DocumentID, before index: UInt64) async throws -> Bool {
        var known = memory[document]
        if known.first.map({ $0 < index }) ?? false { return true }
        for earlier in try await catalogue.history(of: document) where known.searched <= earlier && earlier < index {
            known.searched = earlier + 1
            guard let record = try await records.entries(earlier..<(earlier + 1)).first?.record,
                record.shared.isPublished, case .document(let description) = record.shared.content,
                try await contains(description)
            else { continue }
            known.first = earlier
            break
        }
        memory[document] = known
        return known.first.map { $0 < index } ?? false
    }

    /// What was found of documents, so that each version of one that has thousands is read once.
    private final class Memory: Sendable {
        struct Known {
            /// The first entry of a version that is in the scope.
            var first: UInt64?
            /// None of the entries below is, but `first`.
            var searched: UInt64 = 0
        }

        /// Of some hundred bytes each, for each reader.
        private static let capacity = 1024
        private let documents = Mutex<[DocumentID: Known]>([:])

        subscript(document: DocumentID) -> Known {
            get { documents.withLock { $0[document] } ?? Known() }
            set {
                documents.withLock { documents in
                    if documents.count >= Self.capacity, documents[document] == nil { documents.removeAll() }
                    documents[document] = newValue
                }
            }
        }
    }
}
