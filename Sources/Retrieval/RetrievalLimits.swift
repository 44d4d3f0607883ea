import NIOCore

/// What one question over HTTP may cost.
public enum RetrievalLimits {
    /// A server that is there answers a connection in less than a second; some are far away.
    public static let connectSeconds = 10
    /// From the question to the whole answer. Time-stamping authorities have been seen to take from 2 s to 131 s.
    public static let totalSeconds = 180
    /// Of a timestamp answer: a token with its chain has 3 to 8 KiB.
    public static let timestampAnswer = 256 << 10
    /// Of an address: longer ones are no addresses of a service.
    public static let address = 2048
}
