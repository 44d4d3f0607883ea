extension AgencyCode {
    /// Whether another agency is this one or lies under it.
    ///
    /// Within one form only: no source at hand tells how a code of one form becomes one of the other.
    public func contains(_ other: AgencyCode) -> Bool {
        guard form == other.form else { return false }
        if self == other { return true }
        guard let own = path, let others = other.path else { return false }
        return others.starts(with: own)
    }

    /// The levels from the top down; nil where a level is left out and another stands below it, which names no place.
    private var path: [String]? {
        switch form {
        case .levels: return parts
        case .groups:
            // 000.00.01.H22: the lowest unit first, zeros for the levels that are not there.
            let levels = Array(parts.reversed())
            let named = levels.prefix { !$0.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
            let rest = levels.dropFirst(named.count)
            return rest.allSatisfy { $0.utf8.allSatisfy { $0 == UInt8(ascii: "0") } } ? Array(named) : nil
        }
    }
}
