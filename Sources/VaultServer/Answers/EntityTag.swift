import PKI

/// A strong entity tag: the SHA-256 of the bytes (RFC 9110 section 8.8.3).
struct EntityTag {
    let text: String

    init(_ digest: Digest) { text = "\"\(digest.hexadecimal)\"" }

    /// Whether `If-None-Match` names this tag; compared weakly, as RFC 9110 section 13.1.2 asks.
    func isNamed(by header: String) -> Bool {
        header.split(separator: ",").contains { part in
            var tag = part.drop { $0 == " " || $0 == "\t" }
            while let last = tag.last, last == " " || last == "\t" { tag.removeLast() }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return tag == "*" || tag == text
        }
    }
}
