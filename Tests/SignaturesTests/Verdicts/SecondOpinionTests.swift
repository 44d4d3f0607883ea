import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// pyHanko's validation of the matrix's files: where it says otherwise is listed, with the reason.
@Suite(
    "pyHanko's opinion on the verdict matrix", .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct SecondOpinionTests {
    /// Cells (`certificate-time-evidence`) whose indication pyHanko decides otherwise, by reason. A cell that it
    /// decides alike must not be listed.
    static let differences: [(reason: String, cells: [String])] = [
        (
            "a timestamp over another value fails the signature; clause 5.5.4 leaves such a token out",
            [
                "good-wrongImprint-fresh", "good-wrongImprint-stale", "good-wrongImprint-contradicting",
                "expired-wrongImprint-fresh", "expired-wrongImprint-stale", "expired-wrongImprint-contradicting",
                "notYetValid-wrongImprint-stale", "revokedBefore-wrongImprint-fresh",
                "revokedBefore-wrongImprint-stale", "revokedBefore-wrongImprint-contradicting",
                "revokedAfter-wrongImprint-fresh", "revokedAfter-wrongImprint-stale",
                "revokedAfter-wrongImprint-contradicting", "authorityRevoked-wrongImprint-fresh",
                "authorityRevoked-wrongImprint-stale", "authorityRevoked-wrongImprint-contradicting",
                "wrongPurpose-wrongImprint-stale",
            ]
        ),
        (
            "a timestamp of a stranger spoils a signature that is good without any; clause 5.5.4 leaves it out",
            ["good-strangersTimestamp-fresh"]
        ),
        (
            "leaves our OCSP answers unused (alone, it misses them) and believes the list; kho takes the bad news",
            [
                "good-none-contradicting", "good-after-contradicting", "revokedBefore-none-contradicting",
                "revokedBefore-after-contradicting", "revokedAfter-none-contradicting",
                "revokedAfter-after-contradicting", "authorityRevoked-none-contradicting",
                "authorityRevoked-after-contradicting", "expired-after-contradicting",
            ]
        ),
        (
            "passes a signature that is proven only after its certificate ended (its own source says: not processed)",
            ["expired-after-fresh"]
        ),
        (
            "passes a signature that is proven only after its authority's revocation",
            ["authorityRevoked-after-fresh"]
        ),
        (
            "leaves undecided what is proven before the certificate began; table 5 of clause 5.1.3 fails it",
            [
                "notYetValid-before-fresh", "notYetValid-before-stale", "notYetValid-before-none",
                "notYetValid-before-contradicting",
            ]
        ),
    ]

    private func opinions(_ world: MatrixWorld) throws -> [String: String] {
        let python = try #require(Command.python, "KHO_TEST_PYTHON names no Python with pyHanko")
        return try TemporaryFolder.with { folder in
            for (name, certificates) in [
                ("signers", [world.pki.root.certificate]), ("timestamp", [world.pki.timestampRoot.certificate]),
                ("intermediates", [world.pki.issuing.certificate]),
            ] {
                let text = certificates.map { PEM.armour($0, label: "CERTIFICATE") }.joined()
                try Array(text.utf8).write(to: folder.appending(path: "\(name).pem"))
            }
            for row in VerdictMatrix.rows {
                for evidence in EvidenceCase.allCases {
                    let cell = try world.cell(row.certificate, row.time, evidence)
                    let place = folder.appending(path: cell.name)
                    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                    try cell.file.write(to: place.appending(path: "file.p7s"))
                    for (index, list) in cell.crls.enumerated() {
                        try list.write(to: place.appending(path: "\(index).crl"))
                    }
                    for (index, answer) in cell.ocspResponses.enumerated() {
                        try answer.write(to: place.appending(path: "\(index).ocsp"))
                    }
                }
            }
            let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/validate_signatures.py")
            let result = try Command.run(python, script.path, folder.path, MatrixWorld.now.description)
            #expect(result.status == 0, "\(result.errors)")
            return try JSONDecoder().decode([String: String].self, from: Data(result.output))
        }
    }

    @Test("it agrees with the matrix, but for the cells that are listed")
    func agreement() throws {
        let opinions = try opinions(MatrixWorld())
        let listed = Dictionary(
            Self.differences.flatMap { difference in difference.cells.map { ($0, difference.reason) } },
            uniquingKeysWith: { first, _ in first })
        var wrong: [String] = []
        var sameToTheEnd = 0
        for row in VerdictMatrix.rows {
            for evidence in EvidenceCase.allCases {
                let name = "\(row.certificate)-\(row.time)-\(evidence)"
                let ours = row.verdicts[evidence]?.description ?? "-"
                let theirs = opinions[name] ?? "-"
                // Sub-indications are counted only: pyHanko says CERTIFICATE_CHAIN_GENERAL_FAILURE for missing evidence
                // and OUT_OF_BOUNDS_NO_POE for everything expired.
                if ours == theirs { sameToTheEnd += 1 }
                let agrees = ours.prefix { $0 != "/" } == theirs.prefix { $0 != "/" }
                switch (agrees, listed[name]) {
                case (false, nil): wrong.append("\(name): \(theirs), where the matrix has \(ours)")
                case (true, .some(let reason)): wrong.append("\(name) agrees, and is listed: \(reason)")
                default: break
                }
            }
        }
        print(
            "pyHanko: \(sameToTheEnd) of \(opinions.count) cells alike in sub-indication, \(listed.count) differ in indication"
        )
        #expect(opinions.count == VerdictMatrix.rows.count * EvidenceCase.allCases.count)
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
}
