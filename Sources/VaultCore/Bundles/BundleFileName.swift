/// The name of a document's file in a bundle: as given, made safe to unpack on every system.
enum BundleFileName {
    /// What Windows refuses or takes for something else, and what turns text around on a screen.
    private static let unsafe: Set<Unicode.Scalar> = [
        "\\", ":", "*", "?", "\"", "<", ">", "|", "\u{200e}", "\u{200f}", "\u{61c}", "\u{202a}", "\u{202b}", "\u{202c}",
        "\u{202d}", "\u{202e}", "\u{2028}", "\u{2029}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
    ]

    static func safe(_ name: FileName) -> String {
        var scalars = name.text.unicodeScalars.map { unsafe.contains($0) ? "_" : $0 }
        // Windows drops a dot or space at the end, which would make another name of it.
        if let last = scalars.last, last == "." || last == " " { scalars[scalars.count - 1] = "_" }
        return scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }

    /// The names of a document's files in its bundle, in the order of the record.
    /// - Throws: `BUNDLE_NAME_COLLISION` where two of them, or one and a member of the bundle, are one on some system:
    ///   they differ in case or in Unicode normalisation alone.
    static func names(of files: [DepositedFile]) throws(BundleError) -> [String] {
        // Swift compares by canonical equivalence, which is what is wanted here.
        var taken = Set(BundleMember.reserved.map { $0.lowercased() })
        var names: [String] = []
        for file in files {
            let name = safe(file.name)
            guard taken.insert(name.lowercased()).inserted else {
                throw BundleError(.nameCollision, ["file": file.name.text])
            }
            names.append(name)
        }
        return names
    }
}
