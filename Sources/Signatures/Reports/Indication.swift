/// The status of a validation (ETSI EN 319 102-1 clause 5.1.3).
public enum Indication: String, Sendable, Hashable, CaseIterable {
    case totalPassed = "TOTAL-PASSED"
    case totalFailed = "TOTAL-FAILED"
    case indeterminate = "INDETERMINATE"
    /// No signature was found in the file; not of the standard, but of SiVa, DSS and every user.
    case noSignatureFound = "NO-SIGNATURE-FOUND"
}
