/// The code of an administrative procedure (mã TTHC) among the pieces between the dots of a code.
///
/// `1.010708` is a procedure of the country; one of a province carries its agency behind it, `1.011442.000.00.00.H38`.
enum ProcedureCode {
    /// How many pieces from the front are a procedure's code, the longest that fits; nil where none is.
    static func length(in pieces: some Collection<String>) -> Int? {
        let pieces = Array(pieces.prefix(6))
        guard pieces.count >= 2, isNumber(pieces[0], 1), isNumber(pieces[1], 6) else { return nil }
        let agency = try? AgencyCode(pieces[2...].joined(separator: "."))
        return pieces.count == 6 && agency?.form == .groups ? 6 : 2
    }

    static func isWhole(_ text: String) -> Bool {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return length(in: pieces) == pieces.count
    }

    private static func isNumber(_ text: String, _ digits: Int) -> Bool {
        text.utf8.count == digits && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    }
}
