import HTTPTypes

/// Which of a file's bytes a request asks for (RFC 9110 section 14).
enum ByteRange: Hashable {
    /// All: nothing else was asked for, or something that need not be heeded.
    case whole
    case part(Range<Int>)
    /// None that there are.
    case outside

    /// - Parameters:
    ///   - tag: of the bytes as they are now; another in `If-Range` makes it the whole.
    init(_ headers: HTTPFields, tag: EntityTag, size: Int) {
        guard let text = headers[.range], text.hasPrefix("bytes=") else {
            self = .whole
            return
        }
        if let condition = headers[.ifRange], condition != tag.text {
            self = .whole
            return
        }
        let parts = text.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        // Several parts in one answer are nobody's need here.
        guard parts.count == 2, !text.contains(",") else {
            self = .whole
            return
        }
        switch (Self.number(parts[0]), Self.number(parts[1])) {
        case (let first?, let last?) where first <= last:
            self = first < size ? .part(first..<(min(last, size - 1) + 1)) : .outside
        case (let first?, nil) where parts[1].isEmpty: self = first < size ? .part(first..<size) : .outside
        case (nil, let count?) where parts[0].isEmpty:
            self = count > 0 && size > 0 ? .part((size - min(count, size))..<size) : .outside
        default: self = .whole
        }
    }

    /// Longer numbers are beyond every file; leading zeros are allowed here.
    private static func number(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(digits) ?? Int.max - 1
    }
}
