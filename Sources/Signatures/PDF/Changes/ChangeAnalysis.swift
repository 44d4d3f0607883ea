import PKI

/// Looks at what became of a document after each of its signatures (ISO 32000-2 clauses 7.5.6 and 12.8): every object
/// that a later revision changes, adds or takes away must be permitted by a rule; anything else is suspicious.
///
/// Each revision is compared with the one before it, once: the cost grows with the signatures, not with their square.
struct ChangeAnalysis {
    private let pairs: [[Change]]
    private let signatures: [(signature: PDFSignature, revision: Int)]
    /// What each signature says by itself; where that cannot be read, nothing is said for those that build on it.
    private let permissions: [Result<ChangePermissions, any Error>]

    /// - Parameters:
    ///   - revisions: snapshots of one file, oldest first: one for each end of a signature's `byteRange`, and the last
    ///     is the whole file.
    ///   - signatures: document timestamps too, each with the index of the snapshot that it covers.
    /// - Throws: `PDFError` where the document's structure cannot be read; `ByteSourceError`.
    init(revisions: [PDFRevision], signatures: [(signature: PDFSignature, revision: Int)]) throws {
        self.signatures = signatures
        let history = try DocumentHistory(revisions)
        permissions = signatures.map { signed in
            Result {
                try ChangePermissions(
                    of: signed.signature, in: DocumentSnapshot(history: history, index: signed.revision))
            }
        }
        guard revisions.indices.dropFirst().contains(where: { !RevisionPair(history, to: $0).isTrivial }) else {
            pairs = revisions.dropFirst().map { _ in [] }
            return
        }
        let index = try ReferenceIndex(history)
        let signed = Dictionary(
            signatures.map {
                ($0.signature.reference, Comparison.SignedRevision(signature: $0.signature, revision: $0.revision))
            },
            uniquingKeysWith: { first, _ in first })
        pairs = try revisions.indices.dropFirst().map {
            try RevisionPair(history, to: $0).changes(index: index, signatures: signed)
        }
    }

    /// What became of the document after one signature, by its place among `signatures`.
    /// - Throws: `PDFError` where it cannot be read what this signature or an earlier one permits.
    func changes(after signature: Int) throws -> ChangesAfterSigning {
        let revision = signatures[signature].revision
        var permissions = ChangePermissions()
        for (other, permission) in zip(signatures, self.permissions) where other.revision <= revision {
            permissions.merge(try permission.get())
        }
        var refused: [Reason] = []
        var permitted: [Reason] = []
        var seen: Set<Reason> = []
        for change in pairs.dropFirst(revision).joined() {
            let isPermitted = permissions.allows(change.requirement)
            // What is not said need not be put into words.
            guard (isPermitted ? permitted : refused).count < ChangeLimits.reasons else { continue }
            let reason = change.reason(isPermitted: isPermitted)
            guard seen.insert(reason).inserted else { continue }
            if isPermitted { permitted.append(reason) } else { refused.append(reason) }
        }
        return ChangesAfterSigning(
            verdict: !refused.isEmpty ? .suspicious : permitted.isEmpty ? .none : .permitted,
            reasons: refused + permitted)
    }
}
