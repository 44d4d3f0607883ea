/// What is asked of a path: for which time, and with what besides the trust store.
public struct PathQuestion {
    /// The time for which the certificates must be valid and their status known: the best signature time.
    public var time: Instant
    /// Whether `time` is proven (by a timestamp): only then may a later revocation be passed over.
    public var isProven: Bool
    /// What the clock says (or `--at`): evidence made later does not exist yet.
    public var now: Instant
    /// Certificates from the message, never trusted by themselves.
    public var helpers: [Certificate]
    public var crls: [RevocationList]
    public var ocspResponses: [OCSPResponse]
    /// Without it no status is looked for.
    public var checksRevocation = true
    /// Initial policy settings (RFC 5280 section 6.1.1 (c), (e) to (g)); nil for any policy.
    public var policies: PathPolicies?

    public init(
        time: Instant, isProven: Bool, now: Instant, helpers: [Certificate] = [], crls: [RevocationList] = [],
        ocspResponses: [OCSPResponse] = []
    ) {
        self.time = time
        self.isProven = isProven
        self.now = now
        self.helpers = helpers
        self.crls = crls
        self.ocspResponses = ocspResponses
    }
}

/// Initial policy settings of path validation (RFC 5280 section 6.1.1).
public struct PathPolicies: Sendable, Hashable {
    /// user-initial-policy-set; empty for any-policy.
    public var acceptable: [ObjectIdentifier]
    public var requiresExplicitPolicy: Bool
    public var inhibitsMapping: Bool
    public var inhibitsAnyPolicy: Bool

    public init(
        acceptable: [ObjectIdentifier] = [], requiresExplicitPolicy: Bool = false, inhibitsMapping: Bool = false,
        inhibitsAnyPolicy: Bool = false
    ) {
        self.acceptable = acceptable
        self.requiresExplicitPolicy = requiresExplicitPolicy
        self.inhibitsMapping = inhibitsMapping
        self.inhibitsAnyPolicy = inhibitsAnyPolicy
    }
}
