import Messages
import Retrieval
import VaultServer

extension WebhookPost {
    /// A file of PEM certificates is some kilobytes.
    private static let maximumPEMByteCount = 1 << 20

    /// - Parameter webhookAuthorities: a PEM file of more roots that receivers' certificates may come from.
    /// - Throws: `CommandFailure` where it cannot be read or holds none.
    init(webhookAuthorities: String?) throws {
        let roots = try webhookAuthorities.map { try InputFile.bytes($0, limit: Self.maximumPEMByteCount) } ?? []
        do {
            try self.init(roots: roots)
        } catch {
            throw CommandFailure("WEBHOOK_CA_MALFORMED", ["file": webhookAuthorities ?? ""], status: .usage)
        }
    }
}
