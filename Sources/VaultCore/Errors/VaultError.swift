/// What could not be done, with a stable code and the facts of the case.
///
/// The sentence for a person is made where it is shown (`Messages`), from the code and the facts. Facts never hold
/// another person's data.
public struct VaultError: Error, Hashable, Sendable {
    public let code: VaultErrorCode
    /// Facts by name, as they stand in the input; whoever shows them escapes them.
    public let facts: [String: String]

    public init(_ code: VaultErrorCode, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
