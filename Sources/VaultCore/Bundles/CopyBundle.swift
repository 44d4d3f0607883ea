import CanonicalJSON
public import PKI
public import Signatures

/// What a copy bundle is made of (design.md section 7): ASiC-E with CAdES, sealed by the vault.
///
/// For example:
///
///     let archive = try CopyBundle(document: document, files: files, report: report, evidence: evidence, receipt: receipt)
///         .sealed(by: seal)
///     try archive.write(to: "ban-sao.asice")
public struct CopyBundle: Sendable {
    private struct Member {
        let name: String
        let source: any ByteSource
        let mediaType: String
        /// Known where the record says it.
        let digest: Digest?
    }

    private let members: [Member]

    /// - Parameters:
    ///   - files: the document's files, in the order of the record.
    ///   - report: the kept `report.json`.
    ///   - evidence: the certificates, lists and answers that the report names, DER.
    ///   - receipt: for the record; what it discloses of the private part stays out.
    /// - Throws: `BUNDLE_NAME_COLLISION`, `BUNDLE_FILE_DIFFERS`, `BUNDLE_REPORT_MALFORMED`.
    public init(
        document: KeptDocument, files: [any ByteSource], report: [UInt8], evidence: [[UInt8]], receipt: Receipt
    ) throws(BundleError) {
        let described = document.description.files
        let names = try BundleFileName.names(of: described)
        guard files.count == described.count, zip(files, described).allSatisfy({ $0.count == $1.size }) else {
            throw BundleError(.fileDiffers)
        }
        var members: [Member] = []
        for (index, file) in described.enumerated() {
            members.append(
                Member(name: names[index], source: files[index], mediaType: file.mediaType, digest: file.digest))
        }
        func add(_ name: String, _ bytes: [UInt8]) {
            members.append(
                Member(
                    name: name, source: MemorySource(bytes), mediaType: BundleMember.mediaType(of: name), digest: nil))
        }
        add(BundleMember.record, document.record.shared.bytes)
        add(BundleMember.report, report)
        let held = Dictionary(
            receipt.withoutPrivatePart.members.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        for member in BundleMember.receipt { add(member.rawValue, held[member] ?? []) }
        let kinds = try Self.kinds(report)
        for der in evidence {
            let digits = Digest.sha256(of: der).hexadecimal
            guard let kind = kinds[digits] else { continue }
            add(BundleMember.evidence(kind, sha256: digits), der)
        }
        self.members = members
    }

    /// What the report calls each piece of its evidence.
    private static func kinds(_ report: [UInt8]) throws(BundleError) -> [String: EvidenceReport.Kind] {
        guard let json = try? JSON(canonical: report), let listed = json["evidence"]?.array else {
            throw BundleError(.reportMalformed)
        }
        var kinds: [String: EvidenceReport.Kind] = [:]
        for item in listed {
            guard let sha256 = item["sha256"]?.string,
                let kind = item["kind"]?.string.flatMap(EvidenceReport.Kind.init(rawValue:))
            else { throw BundleError(.reportMalformed) }
            kinds[sha256] = kind
        }
        return kinds
    }

    /// The archive, sealed. Nothing in it is compressed: originals hardly shrink, and a stored file is found by `unzip`,
    /// `dd` or a person with an editor.
    /// - Throws: `BundleError`, `ZipError`, `ByteSourceError`, or what the seal throws.
    public func sealed(by seal: any Seal) throws -> ZipWriter {
        var archive = ZipWriter(mediaType: ASiCManifest.mediaType)
        var objects: [ASiCManifest.DataObject] = []
        for member in members {
            let digest = try member.source.digest(.sha256)
            guard member.digest == nil || digest == member.digest else {
                throw BundleError(.fileDiffers, ["file": member.name])
            }
            objects.append(.init(name: member.name, mediaType: member.mediaType, digest: digest))
            try archive.add(member.name, source: member.source)
        }
        let manifest = ASiCManifest(signatureName: BundleMember.signature, objects: objects).bytes
        try archive.add(BundleMember.manifest, manifest)
        try archive.add(BundleMember.signature, try seal.sign(manifest))
        return archive
    }
}

extension Receipt {
    /// The same receipt with the private part's hash in place of the part.
    var withoutPrivatePart: Receipt {
        Receipt(
            shared: shared, sharedSalt: sharedSalt, private: .hash(self.private.hash), leaf: leaf, proof: proof,
            identity: identity, identitySeal: identitySeal)
    }
}
