import PKI
import TransparencyLog
import VaultCore

/// Where everything lies in a vault's folder (design.md section 4).
struct VaultLayout: Sendable {
    let root: String

    init(_ root: String) {
        var root = root
        while root.utf8.count > 1, root.utf8.last == UInt8(ascii: "/") { root.removeLast() }
        self.root = root
    }

    var readme: String { "\(root)/README.txt" }
    var policy: String { "\(root)/policy" }
    var roles: String { "\(root)/roles" }
    var calendar: String { "\(root)/calendar" }
    /// Optional.
    var scopes: String { "\(root)/scopes" }
    /// Where others are to be told of new entries.
    var webhooks: String { "\(root)/webhooks" }
    /// Optional: who cosigns the log's checkpoints.
    var witnesses: String { "\(root)/witnesses" }
    /// Optional: whom the vault asks for what it does not have.
    var sources: String { "\(root)/sources" }
    var identity: String { "\(root)/vault.json" }
    var identitySeal: String { "\(root)/vault.json.p7s" }
    /// What `vault.json` was before other keys took the place of its own.
    var identities: String { "\(root)/identities" }
    var objects: String { "\(root)/objects" }
    var records: String { "\(root)/records" }
    var log: String { "\(root)/log" }
    var checkpoint: String { "\(root)/log/checkpoint" }
    var catalogue: String { "\(root)/catalogue.sqlite" }
    var keys: String { "\(root)/keys" }
    var logKey: String { "\(root)/keys/log.key" }
    /// Made by the first erasure that needs it.
    var erasureKey: String { "\(root)/keys/erasure.key" }
    /// Made by `kho webhook key`.
    var webhookKey: String { "\(root)/keys/webhook.key" }
    /// The one before it, while receivers learn of the new one.
    var previousWebhookKey: String { "\(root)/keys/webhook.previous.key" }
    /// - Parameter name: of a webhook: small ASCII letters, digits and hyphens.
    func webhookSecret(_ name: String) -> String { "\(root)/keys/webhook-\(name).secret" }
    var staging: String { "\(root)/staging" }

    /// The `vault.json` of this number, from 1 on; its seal has `.p7s` behind the name.
    func earlierIdentity(_ number: Int) -> String { "\(identities)/\(number).json" }

    /// `objects/<space>/ab/<sha256>`
    func object(_ reference: ObjectReference) -> String { "\(root)/\(Self.objectName(reference))" }

    static func objectName(_ reference: ObjectReference) -> String {
        let digits = reference.digest.hexadecimal
        return "objects/\(reference.space)/\(digits.prefix(2))/\(digits)"
    }

    /// The object that a path below the vault's folder names; nil for any path that `objectName` would not make.
    static func objectReference(_ name: String) -> ObjectReference? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "objects", let space = SpaceID(parts[1]),
            let digest = Digest("sha256:\(parts[3])")
        else { return nil }
        let reference = ObjectReference(space: space, digest: digest)
        return objectName(reference).utf8.elementsEqual(name.utf8) ? reference : nil
    }

    func tile(_ tile: TileCoordinate) -> String { "\(log)/\(tile.path)" }

    /// `manifests/<chain>/<sequence>.json`
    func manifest(_ file: ManifestFile) -> String { "\(root)/manifests/\(file.path)" }

    /// `records/000/000/000/042.record`: twelve digits, so that a folder never holds more than a thousand names.
    func record(_ index: UInt64) -> String { "\(root)/\(Self.recordName(index))" }

    static func recordName(_ index: UInt64) -> String {
        let digits = String(index)
        let padded = String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
        let last = padded.suffix(3)
        let middle = padded.dropLast(3).suffix(3)
        let second = padded.dropLast(6).suffix(3)
        return "records/\(padded.dropLast(9))/\(second)/\(middle)/\(last).record"
    }
}
