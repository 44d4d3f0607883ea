/// The rules for a member's name: one that no system takes for a place outside the folder it is unpacked in.
enum ZipName {
    /// The name as text.
    /// - Throws: `ZIP_NAME_UNSAFE`.
    static func checked(_ bytes: some Collection<UInt8>) throws(ZipError) -> String {
        guard let name = String(validating: bytes, as: UTF8.self) else {
            throw ZipError(.nameUnsafe, member: String(decoding: bytes, as: UTF8.self), "not UTF-8")
        }
        func refuse(_ detail: String) -> ZipError { ZipError(.nameUnsafe, member: name, detail) }
        guard (1...ZipLimits.nameSize).contains(bytes.count) else { throw refuse("length") }
        guard !bytes.contains(UInt8(ascii: "\\")) else { throw refuse("backslash") }
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }) else {
            throw refuse("control character")
        }
        guard bytes.first != UInt8(ascii: "/") else { throw refuse("absolute path") }
        if bytes.dropFirst().first == UInt8(ascii: ":") { throw refuse("drive letter") }
        // A folder's name ends with a slash.
        let path = bytes.count > 1 && Array(bytes).last == UInt8(ascii: "/") ? Array(bytes.dropLast()) : Array(bytes)
        for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard !part.isEmpty, !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) else {
                throw refuse("path traversal")
            }
        }
        return name
    }

    /// Each name once, compared as bytes, and no file where another name wants a folder.
    /// - Throws: `ZIP_NAME_TWICE`, `ZIP_NAME_UNSAFE`.
    static func checkTogether(_ names: some Sequence<String>) throws(ZipError) {
        var files: Set<[UInt8]> = []
        for name in names where !files.insert(Array(name.utf8)).inserted { throw ZipError(.nameTwice, member: name) }
        for name in names {
            let bytes = Array(name.utf8)
            for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
                if files.contains(Array(bytes[..<index])) {
                    throw ZipError(.nameUnsafe, member: name, "a file stands where a folder is wanted")
                }
            }
        }
    }
}
