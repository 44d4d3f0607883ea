import CanonicalJSON
import Testing
import VaultCore

@Suite("The guidance's minimum metadata")
struct GuidanceMetadataTests {
    static let whole: JSON.Object = [
        "CodeNotation": "GXN-UBND", "CodeNumber": "12", "DocCode": "G06.01_CV_000021_V1", "IssuedDate": "2026-11-24",
        "OrganName": "UBND phường", "Subject": "Giấy xác nhận", "TypeName": "Công văn",
    ]

    private static func changed(_ field: String, _ value: JSON?) -> JSON {
        var object = whole
        object[field] = value
        return .object(object)
    }

    @Test("what the guidance asks for is read and written as it was given; a number of pages may be one")
    func roundTrip() throws {
        #expect(try GuidanceMetadata(.object(Self.whole)).json == .object(Self.whole))
        let more = try GuidanceMetadata(Self.changed("PageAmount", 3)).json
        #expect(more["PageAmount"] == "3")
    }

    @Test("each required field must be there, none may be longer than the guidance says, and none may be another")
    func malformed() {
        let limits = [
            ("DocCode", 30), ("TypeName", 100), ("CodeNumber", 11), ("CodeNotation", 30), ("OrganName", 200),
            ("Subject", 500),
        ]
        for (field, limit) in limits {
            let malformed = VaultError(.docMetadataMalformed, ["field": field])
            for value in [nil, "", .null, .string(String(repeating: "a", count: limit + 1)), ["a"]] as [JSON?] {
                #expect(throws: malformed) { try GuidanceMetadata(Self.changed(field, value)) }
            }
            #expect(throws: Never.self) {
                try GuidanceMetadata(Self.changed(field, .string(String(repeating: "a", count: limit))))
            }
        }
        let others: [(String, JSON)] = [
            ("IssuedDate", "24/11/2026"), ("IssuedDate", "2026-02-30"), ("Subject", "a\u{7}"), ("Colour", "red"),
            ("DocCode", "a/b"), ("DocCode", "mã"), ("DocCode", ".."),
        ]
        for (field, value) in others {
            #expect(throws: VaultError(.docMetadataMalformed, ["field": field])) {
                try GuidanceMetadata(Self.changed(field, value))
            }
        }
    }
}
