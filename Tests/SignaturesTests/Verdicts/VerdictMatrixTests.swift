import PKI
import Signatures
import TestSupport
import Testing

@Suite("The verdict matrix")
struct VerdictMatrixTests {
    @Test("every combination of certificate and time stands in the matrix once")
    func complete() {
        let keys = VerdictMatrix.rows.map { "\($0.certificate)-\($0.time)" }
        #expect(Set(keys).count == keys.count)
        #expect(keys.count == CertificateCase.allCases.count * TimeCase.allCases.count)
    }

    @Test("every cell has the verdict of the standard")
    func everyCell() throws {
        let world = try MatrixWorld()
        var wrong: [String] = []
        for row in VerdictMatrix.rows {
            for evidence in EvidenceCase.allCases {
                let cell = try world.cell(row.certificate, row.time, evidence)
                let validator = SignatureValidator(
                    trust: world.pki.trust(crls: cell.crls, ocspResponses: cell.ocspResponses))
                let report = try validator.validate(MemorySource(cell.file), at: MatrixWorld.now)
                let signature = report.signatures[0]
                let found = Verdict(indication: signature.indication, subIndication: signature.subIndication)
                if !signature.intact { wrong.append("\(cell.name) is not intact") }
                if found != row.verdicts[evidence] {
                    wrong.append("\(cell.name): \(found), not \(row.verdicts[evidence]!) [\(row.source)]")
                }
                if found.indication != .totalPassed, !signature.reasons.contains(where: { $0.weight == .failure }) {
                    wrong.append("\(cell.name) gives no reason")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    // What the matrix's axes do not hold.

    private func report(
        _ world: MatrixWorld, _ identity: MintedPKI.Identity, crls: [[UInt8]], stampedAt: Instant? = nil,
        contentStampedAt: Instant? = nil
    ) throws -> SignatureReport {
        let authority = world.pki.timestampAuthority
        var signer = try HandmadeSigner(identity, over: MatrixWorld.content)
        if let contentStampedAt {
            let token = try authority.token(imprint: .sha256(of: MatrixWorld.content), at: contentStampedAt)
            signer.attributes?.append(HandmadeSigner.attribute(.contentTimestamp, token))
        }
        if let stampedAt {
            signer.unsignedAttributes = {
                let token = try authority.token(imprint: .sha256(of: $0), at: stampedAt)
                return [HandmadeSigner.attribute(.signatureTimestamp, token)]
            }
        }
        let file = try HandmadeCMS(signer, content: MatrixWorld.content).encoded()
        return try SignatureValidator(trust: world.pki.trust(crls: crls)).validate(
            MemorySource(file), at: MatrixWorld.now
        ).signatures[0]
    }

    @Test("REVOKED and EXPIRED are proven only by a content timestamp that is later (5.2.6.4, table 5)")
    func contentTimestamps() throws {
        let world = try MatrixWorld()
        let identity = try world.pki.signer()
        let lists = try world.pki.lists(revoked: [.init(identity.certificate, at: MatrixWorld.event)])
        let after = try report(world, identity, crls: lists, contentStampedAt: MatrixWorld.days(-29))
        #expect(after.indication == .totalFailed && after.subIndication == .revoked, "\(after.summary)")
        let before = try report(world, identity, crls: lists, contentStampedAt: MatrixWorld.days(-31))
        #expect(before.subIndication == .revokedNoPOE, "\(before.summary)")
        let expired = try world.pki.signer(notAfter: MatrixWorld.event)
        let late = try report(world, expired, crls: world.pki.lists(), contentStampedAt: MatrixWorld.days(-29))
        #expect(late.indication == .totalFailed && late.subIndication == .expired, "\(late.summary)")
    }

    @Test("a suspension asks to come back (5.2.6.4), and one after the proven time does not matter")
    func suspension() throws {
        let world = try MatrixWorld()
        let identity = try world.pki.signer()
        let lists = try world.pki.lists(
            revoked: [.init(identity.certificate, at: MatrixWorld.event, reason: .certificateHold)])
        let open = try report(world, identity, crls: lists)
        #expect(open.subIndication == .tryLater && open.has("SUSPENDED"), "\(open.summary)")
        #expect(try report(world, identity, crls: lists, stampedAt: MatrixWorld.days(-31)).indication == .totalPassed)
    }

    @Test("a timestamp of the very second of the revocation proves nothing earlier")
    func sameSecond() throws {
        let world = try MatrixWorld()
        let identity = try world.pki.signer()
        let lists = try world.pki.lists(revoked: [.init(identity.certificate, at: MatrixWorld.event)])
        #expect(try report(world, identity, crls: lists, stampedAt: MatrixWorld.event).subIndication == .revokedNoPOE)
        let earlier = MatrixWorld.event.adding(seconds: -1)
        #expect(try report(world, identity, crls: lists, stampedAt: earlier).indication == .totalPassed)
    }

    @Test("the bounds of validity are inclusive, in seconds")
    func bounds() throws {
        let world = try MatrixWorld()
        let lists = try world.pki.lists()
        for (offset, isGood) in [(Int64(0), true), (1, false)] {
            let ending = try world.pki.signer(notAfter: MatrixWorld.now.adding(seconds: -offset))
            let starting = try world.pki.signer(notBefore: MatrixWorld.now.adding(seconds: offset))
            for identity in [ending, starting] {
                #expect((try report(world, identity, crls: lists).indication == .totalPassed) == isGood, "\(offset)")
            }
        }
    }

    @Test("a content timestamp later than the signature's own is out of order (5.6.2.4)")
    func order() throws {
        let world = try MatrixWorld()
        let report = try report(
            world, try world.pki.signer(), crls: world.pki.lists(), stampedAt: MatrixWorld.days(-10),
            contentStampedAt: MatrixWorld.days(-9))
        #expect(report.subIndication == .timestampOrderFailure, "\(report.summary)")
    }

    @Test("an anchor that was withdrawn still holds for what was signed before, and no longer for what came after")
    func withdrawnAnchor() throws {
        let world = try MatrixWorld()
        let identity = try world.pki.signer()
        let trust = TrustStore(
            anchors: [
                TrustAnchor(der: world.pki.root.certificate, purpose: .signers, trustedUntil: MatrixWorld.event),
                TrustAnchor(der: world.pki.timestampRoot.certificate, purpose: .timestamp),
            ], intermediates: [world.pki.issuing.certificate], crls: try world.pki.lists())
        for (time, isGood) in [(MatrixWorld.days(-31), true), (MatrixWorld.days(-29), false)] {
            var signer = try HandmadeSigner(identity, over: MatrixWorld.content)
            signer.unsignedAttributes = {
                let token = try world.pki.timestampAuthority.token(imprint: .sha256(of: $0), at: time)
                return [HandmadeSigner.attribute(.signatureTimestamp, token)]
            }
            let file = try HandmadeCMS(signer, content: MatrixWorld.content).encoded()
            let report = try SignatureValidator(trust: trust).validate(MemorySource(file), at: MatrixWorld.now)
            #expect((report.indication == .totalPassed) == isGood, "\(report.signatures[0].summary)")
        }
    }

    @Test("one root for two purposes or periods gives the same verdict in any order of installing")
    func anchorInstalledTwice() throws {
        let world = try MatrixWorld()
        let identity = try world.pki.signer([.init(.organizationName, "Sở Tư pháp"), .init(.commonName, "Sở Tư pháp")])
        let anchors = [
            TrustAnchor(der: world.pki.root.certificate, purpose: .signers),
            TrustAnchor(der: world.pki.root.certificate, purpose: .authorities),
            TrustAnchor(der: world.pki.root.certificate, purpose: .authorities, trustedUntil: MatrixWorld.event),
        ]
        let file = try HandmadeCMS(HandmadeSigner(identity, over: MatrixWorld.content), content: MatrixWorld.content)
            .encoded()
        var reports: Set<ValidationReport> = []
        for order in [anchors, anchors.reversed(), [anchors[1], anchors[2], anchors[0]]] {
            let trust = TrustStore(
                anchors: order, intermediates: [world.pki.issuing.certificate], crls: try world.pki.lists())
            var report = try SignatureValidator(trust: trust).validate(MemorySource(file), at: MatrixWorld.now)
            report.evidence = []  // lists are signed anew each time
            reports.insert(report)
        }
        #expect(reports.count == 1)
        #expect(reports.first?.signatures[0].signer?.kind == .unknown, "nobody becomes an authority by accident")
    }
}
