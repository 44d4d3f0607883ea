import CanonicalJSON
import PKI
import Signatures
import Testing
import VaultCore

@Suite("A manifest in the portals' field names")
struct PortalExportTests {
    private static func body(_ shared: SharedPart) -> ManifestBody {
        ManifestBody(
            index: 0, content: .record(shared: shared.bytes, salt: .random(), privateHash: .sha256(of: [1])))
    }

    private static func file(_ name: String, _ role: FileRole = .signed) throws -> DepositedFile {
        DepositedFile(
            role: role, name: try FileName(name), size: 1, mediaType: "application/pdf", digest: .sha256(of: [2]))
    }

    private static let verdict = VerdictSummary(
        indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: Instant(seconds: 0),
        report: .sha256(of: [3]), trustSnapshot: "sha256:" + String(repeating: "c", count: 64))

    private static func document(
        _ category: VaultCore.Category, version: Int = 1, code: DocumentCode? = nil, files: [DepositedFile] = [],
        links: [LinkedContent] = [], cause: VersionCause = .deposit, metadata: JSON.Object = [:]
    ) throws -> DocumentDescription {
        DocumentDescription(
            document: .random(), version: version, code: code, name: "Giấy phép", owner: try Owner("CCCD:038093015572"),
            category: category, files: files, links: links, status: .accepted, verdict: files.isEmpty ? nil : verdict,
            cause: cause, metadata: metadata)
    }

    @Test("a result is a row of DanhSachGiayToKetQua, with its code and where its file is")
    func results() throws {
        let code = try DocumentCode("H37.01-261124-0001-KQ(1)", scheme: "result")
        let kept = try Self.document(.result, version: 2, code: code, files: [Self.file("kq.pdf")])
        let linked = try Self.document(.result, links: [LinkedContent(address: "https://dvc.example/kq/1")])
        let export = try PortalExport([kept, linked].map { Self.body(SharedPart($0)) }) {
            "https://kho\(PortalExport.path($0, $1, $2))"
        }
        let id = kept.document.text
        #expect(
            export.json == [
                "DanhSachGiayToKetQua": [
                    [
                        "DuongDanTepTinKetQua": .string("https://kho/v1/documents/\(id)/2/files/0"),
                        "GiayToId": .string(id), "MaGiayToKetQua": "H37.01-261124-0001-KQ(1)", "MaThanhPhanHoSo": "",
                        "TenGiayTo": "Giấy phép",
                    ],
                    [
                        "DuongDanTepTinKetQua": "https://dvc.example/kq/1",
                        "GiayToId": .string(linked.document.text), "MaGiayToKetQua": "", "MaThanhPhanHoSo": "",
                        "TenGiayTo": "Giấy phép",
                    ],
                ], "TaiLieuNop": [],
            ])
    }

    @Test("everything else that was handed in is a row of TaiLieuNop; flags are texts")
    func attachments() throws {
        let component = try DocumentCode("038093015572.1.001193.TP01.01", scheme: "component")
        let own = try Self.document(
            .ownFile, code: component, files: [Self.file("don.p7s", .signature), Self.file("don.pdf", .content)])
        let digitised = try Self.document(
            .digitised, files: [Self.file("quet.pdf", .content)],
            metadata: ["DuocTaiSuDung": "2", "DuocLayTuKhoDMQG": "1", "MaThanhPhanHoSo": "TP02"])
        let stated = try Self.document(
            .dossier, files: [Self.file("ho-so.pdf")],
            metadata: ["DuocSoHoa": "1", "DuocTaiSuDung": "3", "DuocLayTuKhoDMQG": 1])
        let rows = try PortalExport([own, digitised, stated].map { Self.body(SharedPart($0)) }).attachments
        #expect(rows.map(\.fileName) == ["don.pdf", "quet.pdf", "ho-so.pdf"])
        #expect(rows[0].address == "/v1/documents/\(own.document.text)/1/files/1")
        #expect(rows.map(\.component) == ["TP01", "TP02", ""])
        #expect(rows.map(\.isDigitised) == [false, true, true])
        #expect(rows.map(\.reuse) == ["0", "2", "0"])
        #expect(rows.map(\.isFromNationalStore) == [false, true, false])
        let json = rows[1].json
        #expect(json["DuocSoHoa"] == "1" && json["IsDeleted"] == "0" && json["DuocTaiSuDung"] == "2")
        #expect(json.object?.count == 9 && json.object?.members.allSatisfy { $0.value.string != nil } == true)
    }

    @Test("a version that took another's place says under which code; one validated again does not")
    func replacements() throws {
        let code = try DocumentCode("G06.01_CV_000021_V1", scheme: "doc-code")
        let causes: [(VersionCause, String)] = [(.replacement, code.value), (.revalidation, ""), (.deposit, "")]
        for (cause, expected) in causes {
            let document = try Self.document(
                .ownFile, version: 2, code: code, files: [Self.file("a.pdf")], cause: cause)
            #expect(try PortalExport([Self.body(SharedPart(document))]).attachments[0].replacement == expected)
        }
    }

    @Test("what was withdrawn or erased is a deleted row that names nothing but the id; what expired, none")
    func tombstones() throws {
        let document = DocumentID.random()
        let events = try [DocumentEvent.Kind.withdrawn, .expired].map {
            SharedPart(try DocumentEvent(document: document, version: 1, kind: $0, reason: "lý do", isPublished: true))
        }
        let erased = [DocumentID.random(), .random()].sorted { $0.text < $1.text }
        let erasure = SharedPart(
            Erasure(
                id: .random(), documents: erased, spaces: [], records: [1, 2],
                reason: try ErasureReason("owner-request"),
                minutes: .sha256(of: [4])))
        let bodies = (events + [erasure]).map(Self.body) + [ManifestBody(index: 1, content: .erased)]
        let export = try PortalExport(bodies)
        #expect(export.results.isEmpty)
        #expect(export.attachments.map(\.id) == [document] + erased)
        for row in export.attachments {
            #expect(row.isDeleted)
            #expect(row.json["TenTepDinhKem"] == "" && row.json["DuongDanTaiTepTin"] == "")
        }
    }

    @Test("who the owner is stands in no row")
    func identity() throws {
        let document = try Self.document(.ownerIdentity, metadata: ["hoTen": "Nguyễn Văn An"])
        let export = try PortalExport([Self.body(SharedPart(document))])
        #expect(export.results.isEmpty && export.attachments.isEmpty)
    }
}
