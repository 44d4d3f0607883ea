import Synchronization
import VaultCore

/// Documents that somebody has just asked for in order to do something with them, each to be used once: the journal has
/// it already, as it has one entry where the same is done at a terminal. Whether he may is decided anew when it is done.
final class FoundDocuments: Sendable {
    private struct Key: Hashable {
        let document: DocumentID
        let version: Int
        let action: AccessAction
    }

    /// More than these nobody looks at before he uses them.
    private static let capacity = 16

    private let documents = Mutex<[(key: Key, document: KeptDocument)]>([])

    init() {}

    func add(_ document: KeptDocument, for action: AccessAction) {
        let key = Key(
            document: document.description.document, version: document.description.version, action: action)
        documents.withLock { documents in
            documents.removeAll { $0.key == key }
            if documents.count >= Self.capacity { documents.removeFirst() }
            documents.append((key, document))
        }
    }

    func take(_ document: DocumentID, version: Int, for action: AccessAction) -> KeptDocument? {
        let key = Key(document: document, version: version, action: action)
        return documents.withLock { documents in
            documents.firstIndex { $0.key == key }.map { documents.remove(at: $0).document }
        }
    }
}
