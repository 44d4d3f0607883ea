import NIOCore

/// How long a client waits and how much it takes.
public struct ClientLimits: Sendable {
    /// Until a connection stands.
    public var connectSeconds: Int64 = 10
    /// Without a byte in either direction.
    public var silentSeconds: Int64 = 60
    /// For a question and its answer in JSON: a large deposit is validated and committed within it.
    public var answerSeconds: Int64 = 300
    /// The slowest line on which a file still arrives (bytes a second): whoever sends a byte now and then is not waited for.
    public var slowest = 4 << 10
    /// An answer in JSON: a page of a thousand documents has some megabytes.
    public var maximumAnswer = 16 << 20
    /// How often something is tried that may be repeated.
    public var attempts = 5
    /// The first pause between two attempts (milliseconds), doubled each time.
    public var pauseMilliseconds: Int64 = 500
    /// The longest pause, also where the server asks for a longer one (seconds): then somebody else should decide.
    public var longestPauseSeconds: Int64 = 60

    public init() {}

    /// For so many bytes.
    func seconds(forBytes count: Int) -> Int64 { silentSeconds + Int64(count / slowest) }
}
