import Messages

/// Why a command could not do its work: what to tell the person, and how to end.
struct CommandFailure: Error, Equatable {
    let message: Message
    let status: ExitStatus

    init(_ code: MessageCode, _ facts: [String: String] = [:], status: ExitStatus) {
        message = Message(code: code, facts: facts)
        self.status = status
    }

    static let interrupted = CommandFailure("INTERRUPTED", status: .interrupted)
}
