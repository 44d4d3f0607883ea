/// The languages that every sentence of kho exists in.
public enum Language: String, Sendable, CaseIterable {
    case vi, en

    /// The language to speak: what `--lang` says, else what the environment says, else Vietnamese.
    ///
    /// Of `LC_ALL`, `LC_MESSAGES` and `LANG` the first that is set and not empty decides (POSIX.1-2017, 8.2):
    /// Vietnamese where it names Vietnamese, English for anything else, `C` included.
    /// - Parameter option: what `--lang` was given; parse it with `Language(rawValue:)`.
    public static func preferred(option: Language?, environment: [String: String]) -> Language {
        if let option { return option }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let locale = environment[name], !locale.isEmpty else { continue }
            let language = locale.prefix { $0.isLetter }.lowercased()
            return language == "vi" ? .vi : .en
        }
        return .vi
    }
}
