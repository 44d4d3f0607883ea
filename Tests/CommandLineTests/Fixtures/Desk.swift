import CanonicalJSON
import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Where a user sits for one test: a folder, in which kho is run as from a shell, trusting the demonstration's roots.
final class Desk: Sendable {
    let folder: SharedFolder
    private let certs: String

    init() async throws {
        folder = try SharedFolder()
        certs = try await DemonstrationKeys.certs
    }

    /// The environment of every command: nothing of the machine's own settings.
    var environment: [String: String] {
        ["HOME": folder.path, "KHO_TRUST": certs, "LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"]
    }

    /// Runs `kho` to its end.
    /// - Parameters:
    ///   - confinement: what stands before it on the command line (`Confinement`).
    ///   - environment: beside the usual variables, or in place of them.
    @discardableResult
    func kho(
        _ arguments: [String], confinement: [String] = [], environment: [String: String] = [:],
        input: String = "/dev/null"
    ) async throws -> FinishedProgram {
        try await RunningProgram.run(
            confinement + [BuiltProgram.kho] + arguments, in: folder.path,
            environment: self.environment.merging(environment) { $1 }, input: input)
    }

    @discardableResult
    func kho(_ arguments: String...) async throws -> FinishedProgram { try await kho(arguments) }

    /// Writes a text and signs it: `name` and `name.p7s`.
    func sign(_ text: String, as name: String, by key: String = "cong-dan") async throws {
        try sign(text, as: name, by: try await DemonstrationKeys.signer(key))
    }

    func sign(_ text: String, as name: String, by signer: CAdESSigner) throws {
        try sign(Array(text.utf8), as: name, by: signer)
    }

    /// A PDF file that any reader opens.
    static let document = Corpus.packageRoot.appending(path: "demo/don-de-nghi.pdf")

    /// Writes the document and signs it: `name` and `name.p7s`.
    func signDocument(as name: String) async throws {
        try sign([UInt8](try Data(contentsOf: Self.document)), as: name, by: try await DemonstrationKeys.signer())
    }

    private func sign(_ content: [UInt8], as name: String, by signer: CAdESSigner) throws {
        try folder.write(content, to: name)
        try folder.write(try signer.detached(MemorySource(content), signingTime: .now()), to: name + ".p7s")
    }

    /// Makes `vault-data`.
    func initialise() async throws {
        let made = try await kho("init", "--origin", "kho.example/log")
        try #require(made.status == 0, "kho init: \(made.errors)")
    }

    /// The arguments of a deposit into the citizen's own space.
    static func put(_ paths: String...) -> [String] {
        ["put"] + paths + ["--owner", DemonstrationKeys.owner, "--category", "7", "--json"]
    }

    /// A folder with the demonstration's roots and no revocation lists.
    func certsWithoutLists() async throws -> String {
        let copy = folder.file("certs-khong-crl")
        try FileManager.default.copyItem(atPath: certs, toPath: copy)
        for name in try FileManager.default.contentsOfDirectory(atPath: copy + "/crls") where !name.hasSuffix(".md") {
            try FileManager.default.removeItem(atPath: copy + "/crls/" + name)
        }
        return copy
    }

    /// Signs and deposits one text.
    /// - Returns: the document's id.
    @discardableResult
    func deposit(_ text: String = "Đơn đề nghị", as name: String = "don.txt") async throws -> String {
        try await sign(text, as: name)
        let put = try await kho(Desk.put(name + ".p7s"))
        try #require(put.status == 0, "kho put: \(put.output)\(put.errors)")
        return try #require(put.objects.first?["document"]?.string)
    }
}

extension FinishedProgram {
    /// What `--json` printed: one object a line.
    var objects: [JSON] { lines.compactMap { try? JSON(parsing: Array($0.utf8)) } }

    /// The stable codes of its errors, in order.
    var codes: [String] { objects.compactMap { $0["error"]?["code"]?.string } }
}
