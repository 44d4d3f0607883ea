public import PKI

extension Digest {
    /// As HTTP writes it (RFC 9530): `sha-256=:…:`
    public var fieldValue: String { "sha-256=:\(Base64.encode(bytes)):" }

    /// SHA-256 out of such a field.
    /// - Returns: nil where there is none, or more than one.
    public static func read(fieldValue: String) -> Digest? {
        var found: Digest?
        for item in fieldValue.split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "sha-256" else { continue }
            let value = parts[1].filter { $0 != " " }
            guard found == nil, value.utf8.count > 2, value.first == ":", value.last == ":",
                let bytes = Base64.decode(Array(value.utf8.dropFirst().dropLast())),
                let digest = Digest(algorithm: .sha256, bytes: bytes)
            else { return nil }
            found = digest
        }
        return found
    }
}
