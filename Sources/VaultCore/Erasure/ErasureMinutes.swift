import CanonicalJSON
public import PKI

/// The minutes of an erasure (biên bản xóa dữ liệu): canonical JSON, sealed by the vault. They name what was erased by
/// random names, who asked and who approved, and where it had gone before.
///
/// An owner who asked is named by his role alone, since his certificate is erased with the rest; the signed statements of
/// the vault's own people are kept whole.
public struct ErasureMinutes: Sendable {
    public static let schema = "kho.erasure-minutes/1"

    /// A manifest that named what was erased.
    public struct NamedBy: Hashable, Sendable {
        public let chain: ManifestChain
        public let sequence: UInt64
        /// How many of the erased records it named.
        public let count: Int

        public init(chain: ManifestChain, sequence: UInt64, count: Int) {
            self.chain = chain
            self.sequence = sequence
            self.count = count
        }
    }

    /// A copy or a content that was handed out.
    public struct Copy: Hashable, Sendable {
        public let time: Instant
        public let role: String
        public let agency: String?
        public let action: String
        public let document: DocumentID

        public init(time: Instant, role: String, agency: String?, action: String, document: DocumentID) {
            self.time = time
            self.role = role
            self.agency = agency
            self.action = action
            self.document = document
        }
    }

    /// On whose word it was done.
    public enum Basis: Sendable {
        /// A request, and its approval by a second person; CMS with the statements inside.
        case request(ErasureRequest, index: UInt64, signed: [UInt8], approval: [UInt8], trustSnapshot: String)
        /// A list of earlier erasures that the vault sealed, applied to a folder that was put back.
        case list(Digest)
    }

    public let vault: String
    public let erasure: DocumentID
    public let extent: ErasureExtent
    public let spaces: [SpaceID]
    public let reason: ErasureReason
    public let basis: Basis
    /// nil where the vault keeps no journal of accesses.
    public let copies: [Copy]?
    public let manifests: [NamedBy]
    public let time: Instant

    /// The exact bytes that are sealed.
    public var bytes: [UInt8] {
        var object: JSON.Object = [
            "documents": JSON(extent.documents.map(\.text)), "erasure": .string(erasure.text),
            "manifests": .array(manifests.map(Self.json)), "reason": .string(reason.text),
            "records": RecordIndices.json(extent.all), "schema": .string(Self.schema),
            "spaces": JSON(spaces.map(\.text)), "time": .string(time.description), "v": 1, "vault": .string(vault),
        ]
        object["copies"] = copies.map { .array($0.map(Self.json)) }
        switch basis {
        case .request(let request, let index, let signed, let approval, let trustSnapshot):
            var asked: JSON.Object = [
                "index": JSON(exactly: index) ?? .null, "role": .string(request.role.rawValue),
                "statement": .string(request.statement.digest.description),
                "time": .string(request.statement.time.description),
            ]
            if request.role != .owner { asked["signed"] = .string(Base64.encode(signed)) }
            object["request"] = .object(asked)
            object["approval"] = ["role": "approver", "signed": .string(Base64.encode(approval))]
            object["trustSnapshot"] = .string(trustSnapshot)
        case .list(let digest):
            object["list"] = .string(digest.description)
        }
        return JSON.object(object).canonicalBytes
    }

    private static func json(_ manifest: NamedBy) -> JSON {
        [
            "audience": .string(manifest.chain.audience), "records": .integer(Int64(manifest.count)),
            "scope": .string(manifest.chain.scope), "scopeVersion": .integer(Int64(manifest.chain.scopeVersion)),
            "sequence": JSON(exactly: manifest.sequence) ?? .null,
        ]
    }

    private static func json(_ copy: Copy) -> JSON {
        var object: JSON.Object = [
            "action": .string(copy.action), "document": .string(copy.document.text), "role": .string(copy.role),
            "time": .string(copy.time.description),
        ]
        object["agency"] = copy.agency.map { .string($0) }
        return .object(object)
    }
}
