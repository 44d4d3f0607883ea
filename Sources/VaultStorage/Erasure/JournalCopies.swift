import VaultCore

/// What the journal of accesses tells of copies and contents that were handed out.
struct JournalCopies: HandedOutCopies {
    let journal: any AccessJournal

    func copies(of documents: [DocumentID]) async throws -> [ErasureMinutes.Copy] {
        var copies: [ErasureMinutes.Copy] = []
        for document in documents {
            var query = AccessQuery()
            query.document = document
            while true {
                let page = try await journal.entries(query)
                for record in page where record.entry.action.handsOut && record.entry.result == .permitted {
                    copies.append(
                        .init(
                            time: record.time, role: record.entry.actor.role.rawValue,
                            agency: record.entry.actor.agency?.text, action: record.entry.action.rawValue,
                            document: document))
                }
                guard page.count == AccessQuery.maximumPage, let last = page.last else { break }
                query.before = last.sequence
            }
        }
        return copies.sorted { $0.time < $1.time }
    }
}

extension AccessAction {
    /// Whether somebody keeps something of a document by it.
    fileprivate var handsOut: Bool { givesContents || self == .receipt }
}
