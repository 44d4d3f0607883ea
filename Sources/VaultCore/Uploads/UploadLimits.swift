/// How much of what is not deposited yet a server keeps for its callers.
public struct UploadLimits: Hashable, Sendable {
    /// Bytes of one upload: a large scan of a large file, or a film.
    public var maximumSize = 2 << 30
    /// Of one caller at once: the files of a few deposits.
    public var perCaller = 16
    /// Of all callers.
    public var total = 256
    /// Bytes of all uploads of one caller, in uploads of the largest size: nobody fills the disk by what he never deposits.
    public var largestPerCaller = 4
    /// How long one stays without progress: long enough to find another network.
    public var idle: Duration = .seconds(3600)

    public init(maximumSize: Int = 2 << 30) { self.maximumSize = maximumSize }
}
