/// What is known of the thing that is asked for, so far as a decision rests on it.
public struct AccessFacts: Hashable, Sendable {
    /// Whether it is the actor's own: under any of his linked numbers.
    public var isOwn: Bool
    /// Whether one document or one owner is named, and not the whole vault.
    public var isNamed: Bool
    /// Whether the document waits for evidence, or was refused: its owner's alone.
    public var isPending: Bool
    public var isCertifiedCopy: Bool
    /// Whether it is a list of what is due: documents to validate again, or whose last day is over.
    public var isDue: Bool
    /// Whether the owner's consent to the actor's agency for the purpose is in force.
    public var hasConsent: Bool
    /// Whether it lies in the scope of the service: a chain that is addressed to it, a document that the scope contains.
    public var isInScope: Bool

    public init(
        isOwn: Bool = false, isNamed: Bool = false, isPending: Bool = false, isCertifiedCopy: Bool = false,
        isDue: Bool = false, hasConsent: Bool = false, isInScope: Bool = false
    ) {
        self.isOwn = isOwn
        self.isNamed = isNamed
        self.isPending = isPending
        self.isCertifiedCopy = isCertifiedCopy
        self.isDue = isDue
        self.hasConsent = hasConsent
        self.isInScope = isInScope
    }
}
