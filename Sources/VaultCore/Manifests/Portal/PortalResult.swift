public import CanonicalJSON

/// One row of `DanhSachGiayToKetQua`: a result of a procedure.
public struct PortalResult: Hashable, Sendable {
    /// `TenGiayTo`: the document's name.
    public let name: String
    /// `MaThanhPhanHoSo`: which component of the dossier it is.
    public let component: String
    /// `GiayToId`: the document's id, the same for all its versions.
    public let id: DocumentID
    /// `DuongDanTepTinKetQua`: where its file is, at this vault or where the result is kept.
    public let address: String
    /// `MaGiayToKetQua`: its code.
    public let code: String

    init(_ document: DocumentDescription, _ address: PortalExport.Address) {
        name = document.name
        component = document.portalComponent
        id = document.document
        self.address = document.portalAddress(address)
        code = document.code?.value ?? ""
    }

    public var json: JSON {
        [
            "DuongDanTepTinKetQua": .string(address), "GiayToId": .string(id.text), "MaGiayToKetQua": .string(code),
            "MaThanhPhanHoSo": .string(component), "TenGiayTo": .string(name),
        ]
    }
}

extension DocumentDescription {
    /// The file that a person opens: the first that is no signature beside it, else the first; counted from 0.
    var portalFile: Int? { files.firstIndex { $0.role != .signature } ?? files.indices.first }

    /// Where that is; what is kept elsewhere is fetched there.
    func portalAddress(_ address: PortalExport.Address) -> String {
        if let portalFile { return address(document, version, portalFile) }
        return links.first?.address ?? ""
    }

    /// As the depositor said, or as a code of the scheme `component` holds it; else nothing.
    var portalComponent: String {
        if let stated = metadata["MaThanhPhanHoSo"]?.string { return stated }
        guard let code, let minted = try? MintedCode(reading: code), minted.series.scheme == .component else {
            return ""
        }
        return minted.series.prefix.last ?? ""
    }

    /// A flag as the depositor said it.
    /// - Returns: nil where he said none of those that there are.
    func portalFlag(_ name: String, of values: Set<String>) -> String? {
        metadata[name]?.string.flatMap { values.contains($0) ? $0 : nil }
    }
}
