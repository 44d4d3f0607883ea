/// What an anchor is trusted for: the folders of `certs/` (design.md section 3).
public enum TrustPurpose: String, Sendable, Hashable, CaseIterable {
    /// People's and organisations' signatures.
    case signers
    /// Certifiers and agencies (categories 4 and 5).
    case authorities
    /// Time-stamping authorities.
    case timestamp
}
