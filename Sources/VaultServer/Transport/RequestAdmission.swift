import HTTPTypes

/// Which requests are heard at all.
struct RequestAdmission: Sendable {
    /// Without TLS only whoever names this machine: a web page whose name was made to point here names itself.
    let wantsLoopbackName: Bool

    func problem(_ head: HTTPRequest) -> Problem? {
        if wantsLoopbackName {
            guard let authority = head.authority, ServerAddress.isLoopback(ServerAddress.host(ofAuthority: authority))
            else { return Problem(.misdirected) }
        }
        // Two lengths of one body, or two bearers, would be two requests to two readers.
        let once: [HTTPField.Name] = [.authorization, .contentType, .contentLength, .expect, .range, .ifRange]
        // One host has become the authority.
        let isDoubled =
            head.headerFields.contains(.secondHost) || once.contains { head.headerFields[values: $0].count > 1 }
        if isDoubled {
            return Problem(.malformed, ["part": "headers"])
        }
        return nil
    }
}

extension HTTPField.Name {
    /// What is left of `Host` where there was more than one.
    static let secondHost = name("Host")
}
