/// A number in a register of certifications: one certification has it, whatever copies and versions there are of it.
public struct CertificationNumber: Hashable, Sendable {
    public let register: CodeSeries
    /// As the certification states it.
    public let number: String
    /// As one that kho gives out; nil for a number of another form.
    public let serial: Int?

    /// - Returns: nil where the certification names no register, which its reading rules out.
    public init?(_ certification: Certification) {
        guard let register = try? certification.register else { return nil }
        self.register = register
        number = certification.number
        serial = certification.serial
    }
}
