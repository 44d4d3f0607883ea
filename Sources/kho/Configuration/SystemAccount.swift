import Glibc

/// The account that kho runs as, by the system's own tables. The environment says who somebody wants to be: `USER` counts
/// nowhere, also not for a user whom the tables do not name.
enum SystemAccount {
    /// As many as an entry of the tables may have; the longest that are in use have some hundred bytes.
    private static let maximumEntry = 64 << 10

    static var name: String { name(of: geteuid()) }

    /// - Returns: for a user without an entry `uid:1234`, as which nobody else is known: a colon parts the fields of the
    ///   tables, and is in no name.
    static func name(of user: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: maximumEntry) { buffer in
            guard let start = buffer.baseAddress,
                getpwuid_r(user, &entry, start, buffer.count, &found) == 0, found != nil,
                let name = entry.pw_name.map({ String(cString: $0) }), !name.isEmpty
            else { return "uid:\(user)" }
            return name
        }
    }
}
