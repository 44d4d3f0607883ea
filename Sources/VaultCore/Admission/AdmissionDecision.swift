/// What admission makes of a validated deposit: a value, never an error.
public enum AdmissionDecision: Hashable, Sendable {
    case accepted
    /// Kept for the owner alone; the sub-indications say what is awaited.
    case pending(awaiting: [String])
    case refused(Refusal)
}

/// Why a deposit was not let in. An error only for who asks for a `Result`; depositing never throws it.
public struct Refusal: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No signature was found.
        case noSignature = "ADMISSION_NO_SIGNATURE"
        /// A signature is proven bad, or its indication is not one that a vault takes.
        case signatureNotAdmissible = "ADMISSION_SIGNATURE_NOT_ADMISSIBLE"
        /// A signature passed, or would be awaited, without an intact value and a chain to an anchor.
        case noAnchor = "ADMISSION_NO_ANCHOR"
        /// The chain ends in an anchor that was not trusted for signers.
        case wrongPurpose = "ADMISSION_WRONG_PURPOSE"
        /// The vault's own policy is stricter than the built-in table.
        case refusedByPolicy = "ADMISSION_REFUSED_BY_POLICY"
        /// None of the signers is the owner.
        case ownerMismatch = "ADMISSION_OWNER_MISMATCH"
        /// The owner did sign, but with a certificate for an organisation.
        case signedForOrganisation = "ADMISSION_SIGNED_FOR_ORGANISATION"
        /// The category wants an authority's or a certifier's signature.
        case authorityMissing = "ADMISSION_AUTHORITY_MISSING"
        /// A file that no signature covers.
        case contentNotCovered = "ADMISSION_CONTENT_NOT_COVERED"
        /// No format that kho reads.
        case notASignedFile = "ADMISSION_NOT_A_SIGNED_FILE"
        /// Nothing is found, in a category that takes unsigned files, but the file may carry what kho does not read.
        case mayBeSigned = "ADMISSION_MAY_BE_SIGNED"
        /// Declared to be a state secret.
        case secret = "ADMISSION_SECRET"
        /// No file, where the category is content with nothing less.
        case fileMissing = "ADMISSION_FILE_MISSING"
        /// A link, in a category that takes none.
        case linkNotAdmitted = "ADMISSION_LINK_NOT_ADMITTED"
        /// A link beside files: one of them would be unvouched for.
        case linkWithFile = "ADMISSION_LINK_WITH_FILE"
        /// A certified copy without what was certified, or a certification where none belongs.
        case certificationMissing = "ADMISSION_CERTIFICATION_MISSING"
        case certificationNotAdmitted = "ADMISSION_CERTIFICATION_NOT_ADMITTED"
        /// No person's signature under an authority's root.
        case certifierMissing = "ADMISSION_CERTIFIER_MISSING"
        /// The certifier, or the authority, has no line in the vault's `roles`.
        case certifierNotInRoles = "ADMISSION_CERTIFIER_NOT_IN_ROLES"
        case authorityNotInRoles = "ADMISSION_AUTHORITY_NOT_IN_ROLES"
        /// Somebody else signed than the certification names.
        case certifierDiffers = "ADMISSION_CERTIFIER_DIFFERS"
        case authorityDiffers = "ADMISSION_AUTHORITY_DIFFERS"
        /// A certifier who counts with another authority's signature only.
        case certifierOfOtherAuthority = "ADMISSION_CERTIFIER_OF_OTHER_AUTHORITY"
        /// The authority signed before the certifier, or nobody can say who was first.
        case orderWrong = "ADMISSION_SIGNING_ORDER_WRONG"
        case orderUnproven = "ADMISSION_SIGNING_ORDER_UNPROVEN"
        /// The bytes that were certified are not those that are signed here.
        case scanDiffers = "ADMISSION_CERTIFIED_SCAN_DIFFERS"
        case pagesDiffer = "ADMISSION_PAGE_COUNT_DIFFERS"
        /// A signature states another certification than the one that was handed in.
        case statementContradicts = "ADMISSION_STATEMENT_CONTRADICTS"
        /// A level of sensitivity below what the paper's type wants.
        case sensitivityTooLow = "ADMISSION_SENSITIVITY_TOO_LOW"
    }

    public let code: Code
    /// Facts by name; never another person's identifier.
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }

    /// The same with the file's name where the sentence wants one.
    func naming(_ file: FileName) -> Refusal {
        code == .mayBeSigned ? Refusal(code, facts.merging(["file": file.text]) { own, _ in own }) : self
    }
}
