import Foundation
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// `kho erase approve`, killed at its system calls one after another. Either nothing is erased and all is as it was, or it
/// is erased and the next opening leaves nothing of it.
@Suite("A kill at any system call of an erasure")
struct ErasureFaultTests: Sendable {
    private let program: FaultyProgram
    private let folder: TemporaryFolder
    private let now = Instant.now()

    init() throws {
        program = try FaultyProgram()
        folder = try TemporaryFolder()
        let pki = try MintedPKI()
        _ = try Folder.make(folder.file("certs/crls"))
        for (purpose, certificate) in [("signers", pki.root.certificate), ("intermediates", pki.issuing.certificate)] {
            _ = try Folder.make(folder.file("certs/\(purpose)"))
            try TemporaryFolder.write(certificate, to: folder.file("certs/\(purpose)/a.cer"))
        }
        for (number, list) in try pki.lists(at: now).enumerated() {
            try TemporaryFolder.write(list, to: folder.file("certs/crls/\(number).crl"))
        }
        for (name, subject) in [
            ("owner", MintedPKI.citizen()),
            ("approver", MintedPKI.citizen(ErasurePeople.approverNumber, name: "Lê Minh Châu")),
        ] {
            let identity = try pki.signer(
                subject, notBefore: now.adding(seconds: -MintedPKI.day), notAfter: now.adding(seconds: MintedPKI.day))
            try TemporaryFolder.write(Array(identity.key.pem.utf8), to: folder.file("\(name).key"))
            try TemporaryFolder.write(
                Array(PEM.armour(identity.certificate, label: "CERTIFICATE").utf8), to: folder.file("\(name).pem"))
            if name == "owner" {
                let content = Array("Đơn đề nghị".utf8)
                try TemporaryFolder.write(content, to: folder.file("don"))
                let signature = try CAdESSigner(key: identity.key, certificate: identity.certificate)
                    .detached(MemorySource(content), signingTime: now)
                try TemporaryFolder.write(signature, to: folder.file("don.p7s"))
            }
        }
    }

    private func run(
        _ arguments: [String], by name: String? = nil, in vault: String, call: Int = 0
    ) throws -> FaultyProgram.Run {
        var words = arguments + ["--vault", vault]
        if !["check", "init"].contains(arguments[0]), arguments[1] != "finish" {
            words += ["--trust", folder.file("certs"), "--json"]
        }
        if let name { words += ["--key", folder.file("\(name).key"), "--cert", folder.file("\(name).pem")] }
        return try program.run(words, vault: vault, call: call)
    }

    @Test("no crash loses an erasure, nor does half of one")
    func kills() async throws {
        let base = folder.file("base")
        #expect(try run(["init", "--origin", "kho.example.vn/log"], in: base).status == 0)
        try TemporaryFolder.write(Array("approver CCCD:\(ErasurePeople.approverNumber)\n".utf8), to: base + "/roles")
        let put = try run(["put", folder.file("don.p7s"), "--owner", MintedVault.owner, "--category", "7"], in: base)
        let document = try #require(put.documents.first)
        let asked = try run(["erase", "request", document, "--reason", "owner-request"], by: "owner", in: base)
        let line = try #require(asked.lines.first.map { Data($0.utf8) })
        let json = try JSONSerialization.jsonObject(with: line) as? [String: Any]
        let request = try #require(json?["request"] as? String)
        let needles = ["038093015572", "Nguyễn Văn An"]
        #expect(try !Residue.of(needles, in: base).isEmpty)

        let trial = folder.file("trial")
        try FileManager.default.copyItem(atPath: base, toPath: trial)
        let whole = try run(["erase", "approve", request], by: "approver", in: trial)
        #expect(whole.status == 0)
        #expect(try Residue.of(needles, in: trial) == [])
        let calls = try #require(whole.calls)
        #expect(calls > 80)
        let isThorough = ProcessInfo.processInfo.environment["KHO_FAULTS"] == "all"
        var outcomes: [Bool: Int] = [:]
        for call in stride(from: 1, through: calls, by: isThorough ? 1 : max(1, calls / 40)) {
            let vault = folder.file("kill-\(call)")
            try FileManager.default.copyItem(atPath: base, toPath: vault)
            let killed = try run(["erase", "approve", request], by: "approver", in: vault, call: call)
            // How many calls there are hangs on what shares a sync; towards the end there may be none left to hit.
            #expect(killed.status == -9 || killed.status == 0 && call > calls - 20, "call \(call): \(killed)")
            let report = try await VaultCheck(path: vault, sealVerifier: PinnedSeals()).run()
            #expect(report.findings == [], "killed at \(call)")
            #expect(try run(["erase", "finish"], in: vault).status == 0, "killed at \(call)")
            let after = try await VaultCheck(path: vault, sealVerifier: PinnedSeals()).run()
            #expect(after.findings == [] && after.unfinishedErasures == 0, "killed at \(call), finished")
            let reading = try await VaultFolder.open(vault, for: .reading).vault
            let isErased = try await !reading.erasures().done.isEmpty
            outcomes[isErased, default: 0] += 1
            if isErased {
                #expect(try Residue.of(needles, in: vault) == [], "killed at \(call)")
            } else {
                let kept = try await reading.show(DocumentReference(document))
                for file in kept.description.files { _ = try await reading.content(of: file, in: kept) }
                #expect(try await reading.erasures().waiting.count == 1)
            }
            Folder.remove(vault)
        }
        #expect(outcomes[true] ?? 0 > 3 && outcomes[false] ?? 0 > 3, "\(outcomes)")
    }
}
