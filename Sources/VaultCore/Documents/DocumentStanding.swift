/// Where a document stands now: its versions, and what became of it.
public struct DocumentStanding: Hashable, Sendable {
    /// As the first version names the owner.
    public let owner: Owner
    public let category: Category
    /// The highest version, pending or not.
    public var newestVersion: Int
    /// The highest version that was let in; nil where none was.
    public var acceptedVersion: Int?
    /// What ended it after its current version; nil while it is in force.
    public var end: DocumentEvent.Kind?

    /// Whether the newest version was pending and is proven bad. A version that was let in before stays in force.
    public var isNewestRefused = false

    public init(
        owner: Owner, category: Category, newestVersion: Int, acceptedVersion: Int?, end: DocumentEvent.Kind? = nil
    ) {
        self.owner = owner
        self.category = category
        self.newestVersion = newestVersion
        self.acceptedVersion = acceptedVersion
        self.end = end
    }

    /// The same for whoever does not know of a version that is pending, or was refused, behind one that was let in.
    var withholdingPending: DocumentStanding {
        guard let acceptedVersion else { return self }
        var seen = self
        seen.newestVersion = acceptedVersion
        seen.isNewestRefused = false
        return seen
    }

    /// The version that stands for the document: the newest that was let in, and where none was, the newest.
    public var currentVersion: Int { acceptedVersion ?? newestVersion }

    /// Whether the newest version waits for evidence that may still come.
    public var isAwaiting: Bool {
        newestVersion != acceptedVersion && !isNewestRefused && !isFinal && (acceptedVersion != nil || end == nil)
    }

    /// Whether nothing can follow any more.
    public var isFinal: Bool { end == .withdrawn || end == .refused }
}
