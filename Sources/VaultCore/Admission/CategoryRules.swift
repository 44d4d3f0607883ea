import CanonicalJSON

/// What each of the seven categories takes (docs/categories.md). What is not named here is refused.
extension Category {
    /// Whether a file may come without any signature: attachments, working files and scans (docs/categories.md). A
    /// signature that is there must be admissible all the same.
    public var takesUnsignedFiles: Bool {
        switch self {
        case .dossier, .progress, .digitised: true
        case .ownerIdentity, .result, .certifiedCopy, .ownFile: false
        }
    }

    /// Whether a link may stand in the place of the bytes.
    public var takesLinks: Bool { self == .result }

    /// Whether metadata alone are enough.
    public var takesMetadataAlone: Bool {
        switch self {
        case .ownerIdentity, .digitised: true
        case .dossier, .progress, .result, .certifiedCopy, .ownFile: false
        }
    }
}

extension Admission {
    /// What stands against a request before any of its files is looked at.
    func refusal(of request: DepositRequest) -> Refusal? {
        // Secret papers are not digitised at all (Circular 03/2025), so nothing more is asked or said of one.
        if request.secrecy != nil { return Refusal(.secret) }
        let facts = ["category": String(request.category.rawValue)]
        if !request.links.isEmpty {
            if !request.category.takesLinks { return Refusal(.linkNotAdmitted, facts) }
            return request.hasFiles ? Refusal(.linkWithFile) : nil
        }
        let isCopy = request.category == .certifiedCopy
        if request.certification != nil, !isCopy { return Refusal(.certificationNotAdmitted, facts) }
        if request.file != nil { return isCopy && request.certification == nil ? Refusal(.certificationMissing) : nil }
        let isDescribed = !request.metadata.isEmpty && request.contents.isEmpty
        return request.category.takesMetadataAlone && isDescribed ? nil : Refusal(.fileMissing, facts)
    }
}
