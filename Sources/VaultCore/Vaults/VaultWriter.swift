/// The use cases that write, of a vault that is opened for them.
public struct VaultWriter: Sendable {
    /// nil where nothing can be validated.
    let deposits: Deposit?
    let revalidation: Revalidation?
    let lifecycle: DocumentLifecycle
    let owners: OwnerLinking
    let codes: CodeIssuing
    let consents: ConsentRegister
    /// nil where nothing can be validated.
    let erasing: Erasing?
    let sequencer: Sequencer

    public init(
        deposits: Deposit?, revalidation: Revalidation?, lifecycle: DocumentLifecycle, owners: OwnerLinking,
        codes: CodeIssuing, consents: ConsentRegister, erasing: Erasing?, sequencer: Sequencer
    ) {
        self.deposits = deposits
        self.revalidation = revalidation
        self.lifecycle = lifecycle
        self.owners = owners
        self.codes = codes
        self.consents = consents
        self.sequencer = sequencer
        self.erasing = erasing
    }
}
