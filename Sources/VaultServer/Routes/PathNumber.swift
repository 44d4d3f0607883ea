/// A number in a path, in its one spelling.
struct PathNumber: Hashable, Sendable {
    let value: Int

    /// Versions, files and places in the log have no more digits.
    private static let maximumDigitCount = 15

    /// - Returns: nil for anything but decimal digits without a leading zero.
    init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard (1...Self.maximumDigitCount).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            digits.count == 1 || digits[0] != 48, let value = Int(String(text))
        else { return nil }
        self.value = value
    }
}
