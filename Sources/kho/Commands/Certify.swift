import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import Retrieval
import Signatures
import VaultCore

/// `kho certify`: a certified copy is signed, entered in the register, kept for its owner, and receipted.
struct Certify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify", abstract: "Certify a copy: signed twice, numbered, kept.",
        discussion: """
            Example:
              kho certify quet.pdf --owner CCCD:038093015572 \\
                --original-name "Giấy khai sinh" --book 01/2026-SCT/BS \\
                --certifier-key chung-thuc.p12 --title "Phó Chủ tịch" \\
                --authority-key co-quan.p12 --authority-name "UBND xã Ví Dụ"

            The certifier signs, then the authority: a PDF inside, any other scan in a file beside it (.p7s). Both
            signatures state the lời chứng with number, book, time, pages, original and the scan's SHA-256.
            With --from-register the authority alone signs.

            Both must be under certs/authorities and stand in the vault's file roles (docs/certified-copies.md). Nothing
            is numbered before all of that has been tried. A number that was given out and not used stays in the log.
            """)

    @Argument(help: "The scan: a PDF, or a picture with --pages.") var file: String
    @Option(help: "Whose copy it is: SCHEME:ID.") var owner: String
    @OptionGroup var paper: CertifiedPaperOptions
    @OptionGroup var signers: CertifierOptions
    @Option(help: "The address of a timestamp server (RFC 3161).") var timestamp: String?
    @Option(help: "PDF: show the certification: PAGE:CORNER, as in 1:bottom-right.") var stamp: StampPlace?
    @Option(help: "PDF: a TrueType font for --stamp.") var stampFont: String?
    @Option(help: "Where to write the signed copy as well.") var signed: String?
    @Option(name: .short, help: "Where to write the receipt.") var o: String?
    @Flag(help: "Overwrite files that are there.") var force = false
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if paper.fromRegister {
            guard signers.certifierKey == nil, signers.title == nil else {
                throw ValidationError(
                    "A copy from the register has no certifier: leave --certifier-key and --title out.")
            }
        } else {
            guard signers.certifierKey != nil, signers.title != nil else {
                throw ValidationError("A certifier signs first: --certifier-key and --title (or --from-register).")
            }
        }
        let targets = [o, signed].compactMap { $0 }
        guard !targets.contains("-"), Set(targets).count == targets.count else {
            throw ValidationError("-o and --signed want two files, and none of them is standard output.")
        }
        guard stampFont == nil || stamp != nil else { throw ValidationError("--stamp-font wants --stamp.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        do {
            return try await certify(console)
        } catch let error as PDFSigningError {
            throw CommandFailure(error, file: file)
        } catch let error as SignedFileError {
            throw CommandFailure(error, file: file)
        } catch let error as RetrievalError {
            throw CommandFailure(error)
        } catch let error as TimestampError {
            throw CommandFailure(error)
        } catch let error as PKIError {
            throw CommandFailure(signing: error)
        }
    }

    private func certify(_ console: Console) async throws -> ExitStatus {
        let scan: FileSource
        do { scan = try FileSource(path: file) } catch { throw CommandFailure(error, file: file) }
        guard scan.count > 0 else { throw CommandFailure("FILE_EMPTY", ["file": file], status: .notReadable) }
        // Whoever would be refused at the end is not asked for a passphrase first.
        // What is opened here and not written to is gone again.
        for target in [signed, o ?? Self.receiptName(DocumentID.random().text)].compactMap({ $0 }) {
            _ = try OutputFile(path: target, force: force)
        }
        let isPDF = try PDFSigner.isPDF(scan)
        if !isPDF, stamp != nil {
            throw CommandFailure("SIGN_NOT_A_PDF", ["file": file, "option": "--stamp"], status: .usage)
        }
        let pages = try pages(of: scan, isPDF: isPDF)
        let timestamps = try timestamp.map { address in try TimestampService(address: address) }
        let signing = CertifiedCopySigning(
            scan: scan, name: file.split(separator: "/").last.map(String.init) ?? file, isPDF: isPDF,
            certifier: try signers.certifier(console), authority: try signers.authority(console), stamp: stamp,
            stampFont: try stamp.map { _ in try StampFont.bytes(named: stampFont) })
        let draft = try certification(pages: pages, scan: scan, signing)
        return try await opened(.validating(trust: trust)) { vault in
            try await issue(draft, signing, timestamps, in: vault, console)
        }
    }

    private func pages(of scan: FileSource, isPDF: Bool) throws -> Int {
        guard isPDF else {
            guard let pages = paper.pages else { throw CommandFailure("CERTIFY_PAGES_WANTED", status: .usage) }
            return pages
        }
        let counted = try SignedFile.pages(of: scan)
        guard paper.pages ?? counted == counted else {
            throw CommandFailure(
                "ADMISSION_PAGE_COUNT_DIFFERS", ["stated": String(paper.pages ?? 0), "counted": String(counted)],
                status: .usage)
        }
        return counted
    }

    /// All of it but the number and the time.
    private func certification(
        pages: Int, scan: FileSource, _ signing: CertifiedCopySigning
    ) throws -> Certification {
        let seal = SignerReport(try Certificate(der: signing.authority.certificate), isAuthority: true)
        let number = signers.authorityNumber ?? seal.identifiers.first
        guard let number else { throw CommandFailure("CERTIFY_AUTHORITY_UNNUMBERED", status: .usage) }
        var certifier: Certification.Certifier?
        if let identity = signing.certifier, let title = signers.title {
            let signer = SignerReport(try Certificate(der: identity.certificate), isAuthority: true)
            certifier = Certification.Certifier(name: signer.commonName ?? "", title: title)
        }
        let certification = Certification(
            kind: paper.fromRegister ? .fromRegister : .fromOriginal, statement: paper.statement, number: "1",
            book: paper.book, time: Instant.now().localText, certifier: certifier,
            authority: .init(name: signers.authorityName, identifier: try Owner(number)), pages: pages,
            original: .init(
                name: paper.originalName, notation: paper.originalNumber, issuer: paper.originalIssuer,
                issued: try DocumentOptions.day(paper.originalIssued, "--original-issued")),
            scan: .init(digest: try scan.digest(.sha256), size: scan.count),
            validUntil: try DocumentOptions.day(paper.validUntil, "--valid-until"))
        try certification.check()
        return certification
    }

    private func request(
        _ certification: Certification, _ copy: CertifiedCopySigning.Copy, code: DocumentCode?
    ) throws -> DepositRequest {
        var request = DepositRequest(
            owner: try Owner(owner), category: .certifiedCopy, file: copy.file, contents: copy.contents,
            uploader: SystemAccount.name, entrance: "command-line")
        request.certification = certification
        request.name = certification.original.name
        request.code = code
        request.details = DocumentDetails(
            paperType: paper.type, notation: certification.original.notation, issuer: certification.original.issuer,
            issued: certification.original.issued, validUntil: certification.validUntil)
        return request
    }

    private func issue(
        _ draft: Certification, _ signing: CertifiedCopySigning, _ timestamps: TimestampService?,
        in vault: any Vault, _ console: Console
    ) async throws -> ExitStatus {
        // All is done once without a number, so that none is spent on what would be refused.
        let series = try paper.type.map { try CodeSeries.certifiedCopies(of: Owner(owner), type: $0) }
        var rehearsal = try request(draft, try await signing.sign(draft, timestamps: nil), code: nil)
        rehearsal.isRehearsal = true
        if case .refused(let refusal, let report) = try await vault.deposit(rehearsal) {
            throw refused(refusal, report, console)
        }
        let given = try await vault.issue(
            draft.register, count: 1, purpose: "kho certify", uploader: SystemAccount.name, entrance: "command-line")
        var certification = draft
        certification.number = String(given.allocation.serials.lowerBound)
        certification.time = Instant.now().localText
        let made: (record: Record, copy: CertifiedCopySigning.Copy)
        do {
            var code: DocumentCode?
            if let series {
                let codes = try await vault.issue(
                    series, count: 1, purpose: "kho certify", uploader: SystemAccount.name, entrance: "command-line")
                code = try codes.allocation.codes().first?.code
            }
            let copy = try await signing.sign(certification, timestamps: timestamps)
            switch try await vault.deposit(try request(certification, copy, code: code)) {
            case .kept(let committed, _): made = (committed.record, copy)
            case .refused(let refusal, let report): throw refused(refusal, report, console)
            case .rehearsed: return .internalError
            }
        } catch {
            console.warn(
                Message(
                    code: "CERTIFY_NUMBER_SPENT",
                    facts: ["number": certification.number, "book": certification.book]))
            throw error
        }
        let document = made.record.shared.document
        do { try await hand(made.record, made.copy, in: vault, console) } catch {
            // Whoever takes it for failed would certify the same twice.
            console.warn(
                Message(
                    code: "CERTIFY_KEPT",
                    facts: ["document": document?.document.text ?? "", "number": certification.number]))
            throw error
        }
        return document?.status == .pending ? .pending : .success
    }

    private static func receiptName(_ id: String) -> String { "receipt-\(id).zip" }

    private func refused(_ refusal: Refusal, _ report: ValidationReport?, _ console: Console) -> CommandFailure {
        for message in report?.failures ?? [] { console.warn(message) }
        return CommandFailure(MessageCode(refusal.code.rawValue), refusal.facts, status: .refused)
    }

    /// The receipt, and the signed copy where it is asked for.
    private func hand(
        _ record: Record, _ copy: CertifiedCopySigning.Copy, in vault: any Vault, _ console: Console
    ) async throws {
        guard let description = record.shared.document, let certification = description.certification else { return }
        let id = description.document.text
        let target = o ?? Self.receiptName(id)
        let receipt = try await vault.receipt(for: record, disclosesPrivate: false)
        var archive = ZipWriter()
        for member in receipt.members { try archive.add(member.name.rawValue, member.bytes) }
        var out = try OutputFile(path: target, force: force)
        try out.write(try archive.bytes())
        try out.commit()
        if let signed, let file = description.files.first {
            var out = try OutputFile(path: signed, force: force)
            try out.write(copy.source, as: file.digest)
            try out.commit()
        }
        guard !console.isJSON else {
            var object: JSON.Object = [
                "schema": "kho.certify/1", "document": .string(id), "index": .integer(Int64(record.index)),
                "time": .string(record.leaf.time.description), "status": .string(description.status.rawValue),
                "certification": certification.json, "receipt": .string(target),
                "files": .array(description.files.map(\.json)),
            ]
            object["code"] = description.code.map { .string($0.value) }
            object["output"] = signed.map(JSON.string)
            return console.print(.object(object))
        }
        let isPending = description.status == .pending
        console.print(
            console.emphasised(
                console.text(isPending ? "DEPOSIT_PENDING" : "DEPOSIT_KEPT"), isPending ? .yellow : .green)
                + "  " + id)
        for (label, value) in CertificationLines(console).lines(certification) {
            console.print(VerdictLayout.field(console.text(label), value))
        }
        if let code = description.code {
            console.print(VerdictLayout.field(console.text("LABEL.code"), SafeText.escaped(code.value)))
        }
        for written in [signed, target].compactMap({ $0 }) {
            console.print(Message(code: "WRITTEN", facts: ["file": written]))
        }
    }
}
