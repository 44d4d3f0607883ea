/// The prefixes by which certificates number people and organisations (domain.md section 2.3).
public enum IdentifierScheme: String, Sendable, Hashable, CaseIterable {
    /// Căn cước: a citizen's number.
    case citizen = "CCCD"
    /// Chứng minh nhân dân: the number that a citizen had before.
    case formerCitizen = "CMND"
    /// Hộ chiếu: a passport or travel paper.
    case passport = "HC"
    /// Bảo hiểm xã hội: social insurance.
    case socialInsurance = "BHXH"
    case personal = "PID"
    case personalPaper = "PPID"
    /// Mã số thuế: tax or enterprise code, with `-NNN` for a branch.
    case taxCode = "MST"
    case foreignTaxCode = "TIN"
    /// Mã ngân sách: an agency's budget code.
    case budgetCode = "MNS"

    /// Whether it numbers a person; else an organisation.
    public var isPersonal: Bool {
        switch self {
        case .citizen, .formerCitizen, .passport, .socialInsurance, .personal, .personalPaper: true
        case .taxCode, .foreignTaxCode, .budgetCode: false
        }
    }
}
