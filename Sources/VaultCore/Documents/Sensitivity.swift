/// How far a document may be seen (QCVN 12:2026/BCA).
public enum Sensitivity: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// Công khai.
    case open = 1
    /// Nội bộ.
    case internalUse = 2
    /// Hạn chế truy cập.
    case restricted = 3
    /// Bí mật.
    case confidential = 4

    /// What a document has of which nobody said anything: an owner's papers are never open by themselves.
    public static let usual = Sensitivity.internalUse

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
