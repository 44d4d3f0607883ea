import CanonicalJSON
import Foundation
public import PKI
import Signatures
import TransparencyLog
public import VaultCore

extension RemoteVault {
    private var download: FileDownload { FileDownload(connection: connection, claim: claim) }

    public func content(of file: DepositedFile, in document: KeptDocument) async throws -> any ByteSource {
        guard let number = document.description.files.firstIndex(of: file) else { throw VaultError(.fileNotInDocument) }
        return try await download.get("\(path(of: document))/files/\(number)", count: file.size, digest: file.digest)
    }

    /// No server hands out by itself what a copy bundle holds.
    public func evidence(of document: KeptDocument) async throws -> KeptEvidence { throw ClientError(.notRemote) }

    /// What a bundle may have beside the document's files: a report, and lists of revocations of tens of megabytes.
    private static let maximumBeside = 512 << 20

    public func copy(of document: KeptDocument, to path: String) async throws {
        guard !document.description.files.isEmpty else { throw VaultError(.noFiles) }
        // The sizes are the server's word.
        let limit = document.description.files.reduce(Self.maximumBeside) { sum, file in
            let (larger, isTooLarge) = sum.addingReportingOverflow(file.size)
            return isTooLarge ? Int.max : larger
        }
        try await download.get("\(self.path(of: document))/copy", to: path, limit: limit)
        do {
            try CopyBundle.check(FileSource(path: path), holds: document)
        } catch {
            unlink(path)
            throw error
        }
    }

    public func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt {
        // Of what is no document nobody gets one who is not alone with the vault.
        guard let document = KeptDocument(record) else {
            throw VaultError(.accessDenied, ["role": actor.role.rawValue])
        }
        var request = ClientRequest.get(path(of: document) + (disclosesPrivate ? "/receipt-with-private" : "/receipt"))
        request.headers += claim
        let answer = try await connection.send(
            request, limit: Receipt.maximumArchive, seconds: connection.limits.answerSeconds)
        let archive = try ZipReader(MemorySource(answer.body), limits: Receipt.archiveLimits)
        var members: [(name: String, bytes: [UInt8])] = []
        for member in archive.members {
            members.append((member.name, try archive.bytes(of: member, maximum: Receipt.maximumArchive)))
        }
        let receipt = try Receipt(members: members)
        try check(receipt, for: record)
        return receipt
    }

    /// Whether it is for this record, and its proof leads to a checkpoint of this vault's log.
    private func check(_ receipt: Receipt, for record: Record) throws {
        let hash: Digest =
            switch receipt.private {
            case .hash(let digest): digest
            case .part(let bytes, let salt): Commitment.part(bytes, salt: salt)
            }
        guard receipt.shared == record.shared.bytes, receipt.sharedSalt == record.sharedSalt,
            receipt.leaf == record.leaf.bytes, receipt.identity == identity.bytes, hash == record.privateHash,
            receipt.proof.index == record.index
        else { throw differs() }
        let checkpoint = try LogReader(identity: identity).checkpoint(receipt.proof.checkpoint)
        do {
            try TreeProof.verifyInclusion(
                index: record.index, size: checkpoint.size, leaf: .leaf(receipt.leaf), proof: receipt.proof.hashes,
                root: checkpoint.root)
        } catch {
            throw VaultError(.receiptProof, ["reason": "log.proof.not-included"])
        }
    }
}
