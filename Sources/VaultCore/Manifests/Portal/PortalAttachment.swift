public import CanonicalJSON

/// One row of `TaiLieuNop`: a document that was handed in, or that is gone.
public struct PortalAttachment: Hashable, Sendable {
    /// `TepDinhKemId`: the document's id, the same for all its versions and for what becomes of it.
    public let id: DocumentID
    /// `TenTepDinhKem`
    public var fileName = ""
    /// `IsDeleted`
    public var isDeleted = false
    /// `MaThanhPhanHoSo`
    public var component = ""
    /// `DuongDanTaiTepTin`
    public var address = ""
    /// `DuocSoHoa`: made from a paper.
    public var isDigitised = false
    /// `DuocTaiSuDung`: `0`, `1` or `2`, as its depositor said; a vault sees no reuse.
    public var reuse = "0"
    /// `DuocLayTuKhoDMQG`: taken from the national store, as its depositor said.
    public var isFromNationalStore = false
    /// `MaKetQuaThayThe`: of a version that took the place of another, the code under which it did.
    public var replacement = ""

    private init(_ id: DocumentID) { self.id = id }

    /// The row that says that a document is gone: withdrawn or erased. It names nothing else of it.
    static func deleted(_ document: DocumentID) -> PortalAttachment {
        var row = PortalAttachment(document)
        row.isDeleted = true
        return row
    }

    init(_ document: DocumentDescription, _ address: PortalExport.Address) {
        self.init(document.document)
        fileName = document.portalFile.map { document.files[$0].name.text } ?? document.name
        component = document.portalComponent
        self.address = document.portalAddress(address)
        let stated = document.portalFlag("DuocSoHoa", of: ["0", "1"])
        isDigitised = stated.map { $0 == "1" } ?? [.certifiedCopy, .digitised].contains(document.category)
        reuse = document.portalFlag("DuocTaiSuDung", of: ["0", "1", "2"]) ?? "0"
        isFromNationalStore = document.portalFlag("DuocLayTuKhoDMQG", of: ["0", "1"]) == "1"
        if document.cause == .replacement { replacement = document.code?.value ?? "" }
    }

    public var json: JSON {
        func flag(_ value: Bool) -> JSON { value ? "1" : "0" }
        return [
            "DuocLayTuKhoDMQG": flag(isFromNationalStore), "DuocSoHoa": flag(isDigitised),
            "DuocTaiSuDung": .string(reuse), "DuongDanTaiTepTin": .string(address), "IsDeleted": flag(isDeleted),
            "MaKetQuaThayThe": .string(replacement), "MaThanhPhanHoSo": .string(component),
            "TenTepDinhKem": .string(fileName), "TepDinhKemId": .string(id.text),
        ]
    }
}
