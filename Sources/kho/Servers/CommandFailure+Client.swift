import Messages
import VaultClient

extension CommandFailure {
    /// What a server could not do or answered wrongly, with the exit status of the contract.
    init(_ error: ClientError) {
        self.init(MessageCode(error.code.rawValue), error.facts, status: error.code.status(error.facts))
    }
}

extension ClientError.Code {
    fileprivate func status(_ facts: [String: String]) -> ExitStatus {
        switch self {
        case .unreachable, .timedOut, .busy, .absent: .temporary
        case .notTrusted, .authoritiesMalformed, .certificateMalformed, .answerMalformed, .answerTooLarge: .inputOutput
        case .contentDiffers: .integrityFailure
        case .otherVault, .identityRefused, .keysChanged: .rollbackOrFork
        case .notSignedIn, .denied: .notAuthorised
        case .refused: facts["status"] == "403" ? .notAuthorised : .inputOutput
        case .plain, .notRemote: .usage
        case .interrupted: .interrupted
        }
    }
}
