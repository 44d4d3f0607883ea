import CanonicalJSON
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultSync

/// What tests of a search at one source have in common.
protocol SourceSuite {}

extension SourceSuite {
    static var portalID: String { "0f0e0d0c0b0a09080706050403020100" }

    /// With two documents, of which the second has the usual code.
    func vault(_ id: String = "000102030405060708090a0b0c0d0e0f") throws -> SourceVault {
        var vault = try SourceVault(id: id)
        try vault.deposit("KHAC-1")
        try vault.deposit()
        try vault.issueHead()
        return vault
    }

    func line(_ vault: SourceVault, _ server: ScriptedServer, _ kind: String = "bilateral tinh") -> String {
        "\(kind) \(server.url) \(vault.id)\n"
    }

    /// What one source comes to that answers as the test says.
    func outcome(
        _ vault: SourceVault, asker: AskingVault? = nil, pin: PinnedVault? = nil, withContents: Bool = false,
        at time: Instant = MintedPKI.now.adding(seconds: 5), limits: FindLimits = AskingVault.impatient,
        file: @escaping @Sendable (String) -> ScriptedServer.Reply? = { _ in nil },
        answer: @escaping @Sendable (CodeQuery) -> ScriptedServer.Reply? = { _ in nil }
    ) async throws -> (step: ResolutionStep, resolution: Resolution) {
        let server = try ScriptedServer.serving(vault, file: file, answer: answer)
        defer { server.stop() }
        let asker = try asker ?? AskingVault(line(vault, server))
        let resolution = try await asker.find(
            [try pin ?? vault.pinned()], withContents: withContents, at: time, limits: limits)
        return (try #require(resolution.steps.last), resolution)
    }

    func json(_ json: JSON) -> ScriptedServer.Reply {
        .json(String(decoding: json.canonicalBytes, as: UTF8.self))
    }
}
