import PKI

/// Names a request in the log and to its client, who can tell it to the operator; says nothing of either.
struct RequestIdentifier: Sendable {
    let text = SecureRandom.bytes(8).hexadecimal
}
