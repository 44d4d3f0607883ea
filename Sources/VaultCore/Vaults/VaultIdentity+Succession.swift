extension VaultIdentity {
    /// Whether this may be what came of an earlier identity of the same vault: made no earlier, under the same origin, with
    /// each earlier log key still answering for the sizes that it signed, and new keys for later sizes alone.
    ///
    /// Who sealed it is not asked here.
    public func succeeds(_ earlier: VaultIdentity) -> Bool {
        guard id == earlier.id, ByteText(origin) == ByteText(earlier.origin), madeAt >= earlier.madeAt else {
            return false
        }
        for range in earlier.logKeys {
            let continued = logKeys.contains {
                $0.key == range.key && $0.from == range.from && (range.until == nil || $0.until == range.until)
            }
            guard continued else { return false }
        }
        // A further key for sizes that an earlier one answers for would be a second log beside the first.
        let known = Set(earlier.logKeys.map(\.key))
        let last = logKeys.filter { known.contains($0.key) }.map { $0.until ?? .max }.max() ?? 0
        return logKeys.allSatisfy { known.contains($0.key) || $0.from >= last }
    }
}
