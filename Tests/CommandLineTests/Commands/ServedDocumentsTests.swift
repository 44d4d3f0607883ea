import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing

/// The guidance's paths at a server, which hold codes and so perhaps numbers of persons.
@Suite("kho serve --document-api")
struct ServedDocumentsTests {
    private static let code = "038093015572-CV_21"

    private let desk: Desk
    /// A document signed by the citizen, with its signature beside it.
    private let content = Array("Công văn".utf8)

    init() async throws {
        desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Công văn", as: "cv.txt")
    }

    /// The citizen's token at a server.
    private func token(_ server: ServeProcess, _ client: [String: String]) async throws -> String {
        let login = try await desk.kho(["login"], environment: client)
        try #require(login.status == 0, "\(login.output)\(login.errors)")
        let folder = desk.folder.file(".local/state/kho/sessions")
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
        return try #require(
            JSON(parsing: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))["token"]?.string)
    }

    private func body(_ subject: String, code: String = code) throws -> String {
        let file: (String, [UInt8]) -> JSON = { name, bytes in
            ["content": .string(Base64.encode(bytes)), "name": .string(name)]
        }
        let json: JSON = [
            "category": 7, "contents": [file("cv.txt", content)],
            "file": file("cv.txt.p7s", try desk.folder.bytes("cv.txt.p7s")),
            "metadata": [
                "CodeNotation": "CV", "CodeNumber": "21", "DocCode": .string(code), "IssuedDate": "2026-11-24",
                "OrganName": "UBND phường", "Subject": .string(subject), "TypeName": "Công văn",
            ], "owner": .string(DemonstrationKeys.owner),
        ]
        return String(decoding: json.canonicalBytes, as: UTF8.self)
    }

    /// - Returns: the answer's status and body.
    private func ask(
        _ method: String, _ path: String, _ server: ServeProcess, token: String? = nil, body: String? = nil,
        _ options: String...
    ) async throws -> (status: Int, text: String) {
        var arguments = [
            "curl", "--silent", "--max-time", "600", "--path-as-is", "-X", method, "-w", "\\n%{http_code}",
        ]
        if let token { arguments += ["-H", "Authorization: Bearer \(token)"] }
        if let body {
            try desk.folder.write(Array(body.utf8), to: "body.json")
            arguments += ["-H", "Content-Type: application/json", "--data-binary", "@body.json"]
        }
        let run = try await RunningProgram.run(arguments + options + [server.url + path], in: desk.folder.path)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    @Test("a document is imported, read, replaced and downloaded by its code, and no path is in any log")
    func documents() async throws {
        let server = try await ServeProcess(desk, ["--document-api", "--log", "json"])
        let client = try await server.client()
        let token = try await token(server, client)
        let documents = "/api/v1/documents"
        #expect(try await ask("POST", "\(documents)/import", server, body: try body("x")).status == 401)
        #expect(try await ask("GET", "\(documents)/\(Self.code)", server).status == 401)
        let made = try await ask("POST", "\(documents)/import", server, token: token, body: try body("Công văn số 21"))
        #expect(made.status == 201, "\(made.text)")
        #expect(try JSON(parsing: Array(made.text.utf8))["version"] == 1)
        let twice = try await ask("POST", "\(documents)/import", server, token: token, body: try body("Khác"))
        #expect(twice.status == 409 && twice.text.contains("CODE_TAKEN"), "\(twice.text)")
        let read = try await ask("GET", "\(documents)/\(Self.code)", server, token: token)
        #expect(read.status == 200)
        #expect(try JSON(parsing: Array(read.text.utf8))["metadata"]?["Subject"] == "Công văn số 21")
        let key = ["-H", "Idempotency-Key: mot"]
        var versions: [JSON?] = []
        for _ in 0..<2 {
            let put = try await ask(
                "PUT", "\(documents)/\(Self.code)", server, token: token, body: try body("Bản hai"), key[0], key[1])
            #expect(put.status == 201, "\(put.text)")
            versions.append(try JSON(parsing: Array(put.text.utf8))["version"])
        }
        #expect(versions == [2, 2], "the same request is done once")
        let file = try await ask("GET", "\(documents)/download/\(Self.code)", server, token: token)
        #expect(file.status == 200 && file.text == "Công văn", "\(file)")
        let part = try await ask(
            "GET", "\(documents)/download/\(Self.code)", server, token: token, body: nil, "--range", "0-1")
        #expect(part.status == 206 && part.text == "C" + String(decoding: [content[1]], as: UTF8.self))
        for (method, path, status) in [
            ("GET", "\(documents)/KHONG-CO", 403), ("DELETE", "\(documents)/\(Self.code)", 405),
            ("GET", "\(documents)/import", 405), ("GET", "\(documents)/\(Self.code)%20", 404),
            ("GET", "\(documents)/..", 404),
        ] {
            let answer = try await ask(method, path, server, token: token)
            #expect(answer.status == status, "\(method) \(path) \(answer.text)")
        }
        let broken = try await ask("POST", "\(documents)/import", server, token: token, body: "{\"metadata\":{}}")
        #expect(broken.status == 400 && broken.text.contains("DOC_METADATA_MALFORMED"), "\(broken.text)")
        let stopped = await server.stop()
        #expect(stopped.status == 0)
        #expect(stopped.errors.contains("guidance-import") && stopped.errors.contains("guidance-download"))
        for secret in ["038093015572", "CV_21", "/api/", "KHONG-CO", "UBND", token] {
            #expect(!stopped.errors.contains(secret) && !stopped.output.contains(secret), "\(secret)")
        }
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("requests that are broken, odd or cut off leave no path in the log either", arguments: ["text", "json"])
    func brokenRequests(_ style: String) async throws {
        let server = try await ServeProcess(desk, ["--document-api", "--log", style])
        let path = "/api/v1/documents/\(Self.code)"
        for request in [
            "GET \(path) HTTP/1.1\\r\\n\\r\\n", "GET \(path) HTTP/9.9\\r\\nHost: localhost\\r\\n\\r\\n",
            "GET http://localhost\(path) HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n",
            "GET \(path) HTTP/1.1\\r\\nHost: localhost\\r\\nX: \\x01\\r\\n\\r\\n",
            "\(Self.code) \(path) HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n",
            "PUT \(path) HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 99\\r\\n\\r\\n{",
            "GET \(path)/\(Self.code)?\(Self.code) HTTP/1.1\\r\\nHost: \(Self.code)\\r\\n\\r\\n",
            "GET \(path) HTTP/1.1\\r\\nHost: localhost\\r\\nUser-Agent: \(Self.code)\\r\\nReferer: \(path)\\r\\n\\r\\n",
        ] {
            _ = try await RunningProgram.run(
                [
                    "bash", "-c",
                    "exec 3<>/dev/tcp/127.0.0.1/\(server.port); printf '\(request)' >&3; timeout 2 head -c 4096 <&3",
                ], in: desk.folder.path)
        }
        let stopped = await server.stop()
        #expect(stopped.status == 0 && stopped.errors.contains("guidance-document"), "\(stopped.errors)")
        for secret in ["038093015572", "CV_21", "api/v1"] {
            #expect(!stopped.errors.contains(secret), "\(stopped.errors)")
        }
    }

    @Test("without the option there is nothing at these paths")
    func off() async throws {
        let server = try await ServeProcess(desk)
        let token = try await token(server, try await server.client())
        for (method, path) in [("POST", "import"), ("GET", Self.code), ("PUT", Self.code), ("DELETE", "download/x")] {
            let answer = try await ask(method, "/api/v1/documents/\(path)", server, token: token)
            #expect(answer.status == 404 && answer.text.contains("RESOURCE_NOT_FOUND"), "\(method) \(path)")
        }
        #expect(await server.stop().status == 0)
        #expect(try await desk.kho("serve", "--read-only", "--document-api").status == 2)
    }
}
