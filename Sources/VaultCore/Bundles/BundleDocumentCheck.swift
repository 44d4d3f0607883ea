import CanonicalJSON
import PKI
import Signatures

/// Steps 4 and 5: the files are those of the record, and their own signatures are validated again, by the verifier's
/// anchors and the bundled evidence.
struct BundleDocumentCheck {
    let container: BundleContainer
    let digests: [ByteText: (stated: Digest, found: Digest)]
    let trust: TrustStore

    /// One piece of evidence; national CRLs take up to 20 MB.
    private static let maximumEvidence = 64 << 20

    func run(at now: Instant, into report: inout BundleReport) throws {
        var part = BundleReport.Part()
        guard container.archive.holds(BundleMember.record),
            let shared = try? SharedPart(bytes: container.bytes(BundleMember.record, BundleVerifier.maximumMetadata)),
            let description = shared.document, !description.files.isEmpty,
            let names = try? BundleFileName.names(of: description.files)
        else {
            part.fail(.totalFailed, .formatFailure, "BUNDLE_RECORD_MALFORMED")
            report.document = part
            return
        }
        compare(description, names, &part)
        report.files = names
        readStatement(Array(names.dropFirst()), into: &report)
        if part.indication == .totalPassed { try validate(description, names, at: now, &part, into: &report) }
        report.document = part
    }

    /// Step 4.
    private func compare(_ description: DocumentDescription, _ names: [String], _ part: inout BundleReport.Part) {
        for (name, file) in zip(names, description.files) {
            guard let digest = digests[ByteText(name)] else {
                part.fail(.totalFailed, .formatFailure, "BUNDLE_MEMBER_MISSING", ["member": name])
                continue
            }
            if digest.found != file.digest {
                part.fail(.totalFailed, .hashFailure, "BUNDLE_FILE_DIFFERS", ["file": name])
            }
        }
        if let report = digests[ByteText(BundleMember.report)], report.found != description.verdict?.report {
            part.fail(.totalFailed, .hashFailure, "BUNDLE_FILE_DIFFERS", ["file": BundleMember.report])
        }
        let known = Set((names + BundleMember.metadata).map(ByteText.init))
        for object in container.manifest?.objects ?? [] where !known.contains(ByteText(object.name)) {
            guard let evidence = BundleMember.evidence(named: object.name) else {
                part.fail(.totalFailed, .formatFailure, "BUNDLE_FILE_NOT_IN_RECORD", ["file": object.name])
                continue
            }
            if let digest = digests[ByteText(object.name)], digest.found.hexadecimal != evidence.sha256 {
                part.fail(.totalFailed, .hashFailure, "BUNDLE_FILE_DIFFERS", ["file": object.name])
            }
        }
    }

    /// What the vault says that it found; a report that cannot be read says nothing.
    private func readStatement(_ contents: [String], into report: inout BundleReport) {
        guard container.archive.holds(BundleMember.report),
            let bytes = try? container.bytes(BundleMember.report, BundleVerifier.maximumMetadata),
            let json = try? JSON(canonical: bytes)
        else { return }
        report.statedByVault = try? ValidationReport(document: json, contents: contents)
    }

    /// Step 5. The record's first file is the one with the signatures.
    private func validate(
        _ description: DocumentDescription, _ names: [String], at now: Instant, _ part: inout BundleReport.Part,
        into report: inout BundleReport
    ) throws {
        let contents = try zip(names, description.files).dropFirst().map { name, file in
            OriginalContent(name: name, source: try container.source(name), knownDigests: [file.digest])
        }
        do {
            let validation = try SignatureValidator(trust: try trustWithEvidence()).validate(
                AnySource(try container.source(names[0])), contents: Array(contents), at: now)
            report.validation = validation
            if let certification = description.certification {
                let scan = try CertifiedScan(
                    certification.scan.digest, size: certification.scan.size, in: container.source(names[0]),
                    contents: Array(contents))
                report.certification = BundleCertification(certification, validation, scan: scan)
            }
            if validation.indication != .totalPassed {
                let worst = validation.signatures.first { $0.indication == validation.indication }
                part.indication = validation.indication
                part.subIndication = worst?.subIndication
                part.reasons = worst?.reasons ?? [Reason("NO_SIGNATURE_FOUND")]
            }
            // What the vault's record says was certified, and was not, is no flaw of the signatures alone.
            for reason in report.certification?.part.reasons ?? [] {
                part.fail(report.certification?.part.indication ?? .indeterminate, nil, reason.code, reason.facts)
            }
            for index in validation.uncoveredContents {
                part.fail(.indeterminate, nil, "BUNDLE_FILE_NOT_SIGNED", ["file": names[index + 1]])
            }
        } catch let error as SignedFileError {
            // A picture without signatures, as the record says too: nothing is valid, and nothing is broken.
            if error.code == .notSigned, description.verdict?.indication == .noSignatureFound {
                part.fail(.noSignatureFound, nil, "NO_SIGNATURE_FOUND")
                return
            }
            part.fail(.totalFailed, .formatFailure, error.code.rawValue, ["offset": String(error.offset)])
        }
    }

    /// The verifier's trust, and the bundled evidence as helpers, which are never trusted by themselves.
    private func trustWithEvidence() throws -> TrustStore {
        var held: [EvidenceReport.Kind: [[UInt8]]] = [:]
        for object in container.manifest?.objects ?? [] {
            guard let evidence = BundleMember.evidence(named: object.name), container.archive.holds(object.name) else {
                continue
            }
            held[evidence.kind, default: []].append(try container.bytes(object.name, Self.maximumEvidence))
        }
        return TrustStore(
            anchors: trust.anchors, intermediates: trust.intermediates + (held[.certificate] ?? []),
            crls: trust.crls + (held[.crl] ?? []), ocspResponses: trust.ocspResponses + (held[.ocsp] ?? []),
            policy: trust.policy)
    }
}

/// A source whose kind is not known, where one of a known kind is asked for.
private struct AnySource: ByteSource {
    private let source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    var count: Int { source.count }

    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try source.read(at: position, into: buffer)
    }
}
