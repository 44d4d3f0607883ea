/// The consents of a vault, as its users see them.
public protocol ConsentKeeping: Sendable {
    /// Enters an owner's consent.
    /// - Throws: `VAULT_OPENED_FOR_READING` where nothing can be validated, and what `ConsentRegister.grant` throws.
    func grant(_ statement: ConsentSubmission, uploader: String, entrance: String) async throws -> CommittedRecord

    /// Enters that a consent was taken back; it opens nothing from then on.
    /// - Throws: as `ConsentRegister.withdraw`.
    func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord

    /// Enters what was done about a withdrawal, by the vault's own working days.
    /// - Throws: `CALENDAR_MALFORMED`; as `ConsentRegister.answer`.
    func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, uploader: String, entrance: String
    ) async throws -> CommittedRecord

    /// A page of consents, in the order of the log.
    func consents(_ query: ConsentQuery) async throws -> [ConsentStanding]
}

/// A statement with its signature, as somebody brings them.
public struct ConsentSubmission: Sendable {
    /// CAdES, with the statement in it (`.p7m`) or for the one beside it (`.p7s`).
    public let signature: DepositSource
    public let statement: DepositSource?

    public init(signature: DepositSource, statement: DepositSource?) {
        self.signature = signature
        self.statement = statement
    }
}

/// How a consent is taken back.
public struct ConsentWithdrawal: Sendable {
    public enum Ground: Sendable {
        /// The owner's signed request (`ConsentWithdrawalRequest`).
        case request(ConsentSubmission)
        /// Why an official enters it; a slug, never free text.
        case reason(AccessPurpose)
    }

    public let ground: Ground
    /// The day in Vietnam on which the request was received; nil: today.
    public let received: DocumentDay?
    /// Whether a processor or somebody else must stop too.
    public let thirdParty: Bool

    public init(ground: Ground, received: DocumentDay? = nil, thirdParty: Bool = false) {
        self.ground = ground
        self.received = received
        self.thirdParty = thirdParty
    }
}

/// What is done about a withdrawal.
public enum ConsentAnswer: Hashable, Sendable {
    case acknowledge
    case extend(days: Int)
    case fulfil
}
