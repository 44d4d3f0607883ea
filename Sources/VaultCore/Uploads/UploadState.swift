/// How far an upload has come.
public struct UploadState: Hashable, Sendable {
    public let offset: Int
    public let isComplete: Bool
    /// The whole length, where the sender has told it.
    public let length: Int?

    public init(offset: Int, isComplete: Bool, length: Int?) {
        self.offset = offset
        self.isComplete = isComplete
        self.length = length
    }
}
