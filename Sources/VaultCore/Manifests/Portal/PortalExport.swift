public import CanonicalJSON

/// What a manifest tells, in the names of the fields that the portals' sync services take today (docs/portal-fields.md):
///
///     {"DanhSachGiayToKetQua":[{"DuongDanTepTinKetQua":"…","GiayToId":"…","MaGiayToKetQua":"…","MaThanhPhanHoSo":"",
///      "TenGiayTo":"…"}],"TaiLieuNop":[{"DuocLayTuKhoDMQG":"0","DuocSoHoa":"0","DuocTaiSuDung":"0",…}]}
///
/// Every value is text, flags `"0"` and `"1"` too. The form has no place for a digest, a length or a signature: whoever
/// wants to verify takes the manifest and its bodies.
public struct PortalExport: Hashable, Sendable {
    /// The results of procedures (category 4), in the order of the log.
    public private(set) var results: [PortalResult] = []
    /// What was handed in (categories 2, 3, 5, 6, 7), and whatever is gone.
    public private(set) var attachments: [PortalAttachment] = []

    /// Where a file of a document is fetched.
    public typealias Address = @Sendable (_ document: DocumentID, _ version: Int, _ file: Int) -> String

    /// Takes the bodies of a manifest in its order.
    /// - Parameter address: of a file, counted from 0.
    /// - Throws: as `add(_:address:)`.
    public init(_ bodies: [ManifestBody] = [], address: Address = PortalExport.path) throws(VaultError) {
        try add(bodies, address: address)
    }

    /// Takes the next bodies of a manifest.
    ///
    /// Erased bodies say nothing: the erasure's own entry, in this manifest or a later one, names the documents.
    /// - Throws: `PART_MALFORMED` for a body whose shared part cannot be read.
    public mutating func add(_ bodies: [ManifestBody], address: Address = PortalExport.path) throws(VaultError) {
        for body in bodies {
            guard case .record(let shared, _, _) = body.content else { continue }
            switch try SharedPart(bytes: shared).content {
            case .document(let document): add(document, address)
            // That a paper's validity ended has no place in these fields, and it is not gone.
            case .event(let event) where event.kind == .withdrawn: attachments.append(.deleted(event.document))
            case .erasure(let erasure): attachments += erasure.documents.map { .deleted($0) }
            case .event, .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest,
                .keyRotation:
                break
            }
        }
    }

    private mutating func add(_ document: DocumentDescription, _ address: Address) {
        switch document.category {
        case .result: results.append(PortalResult(document, address))
        case .dossier, .progress, .certifiedCopy, .digitised, .ownFile:
            attachments.append(PortalAttachment(document, address))
        // Who the owner is stands in other fields of these messages, which are the sender's own.
        case .ownerIdentity: break
        }
    }

    /// The path below a vault's server: `/v1/documents/<id>/<version>/files/<n>`.
    public static let path: Address = { "/v1/documents/\($0.text)/\($1)/files/\($2)" }

    public var json: JSON {
        [
            "DanhSachGiayToKetQua": .array(results.map(\.json)), "TaiLieuNop": .array(attachments.map(\.json)),
        ]
    }
}
