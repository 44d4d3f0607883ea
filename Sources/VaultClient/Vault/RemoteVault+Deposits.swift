import CanonicalJSON
import PKI
public import VaultCore

extension RemoteVault {
    public func deposit(_ request: DepositRequest) async throws -> DepositOutcome {
        let key = request.idempotencyKey ?? SecureRandom.bytes(16).hexadecimal
        do {
            return try await deposit(request, key: key)
        } catch let error as VaultError where error.code == .uploadNotFound {
            // The server was started anew in between, and what was uploaded is gone. By the key it is the same deposit.
            return try await deposit(request, key: key)
        }
    }

    private func deposit(_ request: DepositRequest, key: String) async throws -> DepositOutcome {
        let upload = FileUpload(connection: connection, claim: claim, report: report)
        var sent: [UploadID] = []
        do {
            let outcome = try await deposit(try await form(request, upload, &sent), of: request, key: key)
            // What is kept has used them up.
            if case .kept = outcome {} else { await upload.giveBack(sent) }
            return outcome
        } catch {
            await upload.giveBack(sent, after: error)
            throw error
        }
    }

    /// Sends the files, and says which uploads they are.
    private func form(
        _ request: DepositRequest, _ upload: FileUpload, _ sent: inout [UploadID]
    ) async throws -> DepositForm {
        var files: [DepositForm.File] = []
        for source in [request.file].compactMap({ $0 }) + request.contents + [request.beside].compactMap({ $0 }) {
            let bytes = try source.open()
            guard bytes.count > 0 else { throw VaultError(.emptyFile, ["file": source.name.text]) }
            let (id, digest) = try await upload.send(bytes)
            sent.append(id)
            files.append(DepositForm.File(name: source.name, upload: id, digest: digest))
        }
        let file = request.file == nil ? nil : files.removeFirst()
        let beside = request.beside == nil ? nil : files.removeLast()
        return DepositForm(request, file: file, contents: files, beside: beside)
    }

    private func deposit(_ form: DepositForm, of request: DepositRequest, key: String) async throws -> DepositOutcome {
        var question = ClientRequest.enter("/v1/documents", form.wire, key: key)
        question.headers += claim
        let answer = try await connection.send(
            question, limit: connection.limits.maximumAnswer, seconds: connection.limits.answerSeconds, accepting: [422]
        )
        let json = try answer.json()
        if answer.status == 422 {
            if let refused = try DepositOutcome(problem: json) { return refused }
            throw AnswerFailure(answer).error(host: connection.origin.host)
        }
        let outcome = try DepositOutcome(wire: json)
        if case .kept(let committed, _) = outcome { try check(committed, of: request, as: form, json) }
        return outcome
    }

    /// Whether what was kept is what was sent.
    private func check(
        _ kept: CommittedRecord, of request: DepositRequest, as form: DepositForm, _ json: JSON
    ) throws {
        _ = try committed(json)
        guard let description = kept.record.shared.document else { throw differs() }
        let sent = Set(([form.file, form.beside].compactMap { $0 } + form.contents).compactMap(\.digest))
        let held = description.files.map(\.digest)
        guard held.first == form.file?.digest, held.allSatisfy(sent.contains),
            Set(form.contents.compactMap(\.digest)).isSubset(of: held), Self.isAnswer(description, to: request)
        else { throw differs() }
    }

    /// Whether a description says what was said in the request: another record of the same files is no answer to it.
    static func isAnswer(_ description: DocumentDescription, to request: DepositRequest) -> Bool {
        guard description.category == request.category, description.links == request.links,
            description.metadata == request.metadata, request.name ?? description.name == description.name
        else { return false }
        if let code = request.code, code != description.code { return false }
        if let sensitivity = request.sensitivity, sensitivity != description.sensitivity { return false }
        var details = request.details
        // Where it was certified until when the copy is good, the vault takes it from there.
        details.validUntil = details.validUntil ?? description.details.validUntil
        guard details == description.details else { return false }
        // A later version keeps the number under which the first was deposited, which may be another one of the same owner.
        guard let replaced = request.replaces else {
            return description.version == 1 && description.cause == .deposit && description.owner == request.owner
        }
        guard description.version > 1, description.cause == .replacement else { return false }
        // What looks like an id may be a code as well.
        return replaced.document.map { $0 == description.document || replaced.code == description.code?.value } ?? true
    }

    public func revalidate(
        _ document: DocumentID, uploader: String, entrance: String
    ) async throws -> RevalidationOutcome {
        // Again is no harm: what is not pending any more is left as it is.
        var request = ClientRequest.enter("/v1/documents/\(document)/revalidate", [:])
        request.isRepeatable = true
        let json = try await json(request)
        let outcome = try RevalidationOutcome(wire: json)
        switch outcome {
        case .accepted(let entered, _), .refused(let entered, _, _):
            _ = try committed(json)
            guard entered.record.shared.subject == document else { throw differs() }
        case .pending, .notPending: break
        }
        return outcome
    }

    public func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let word: String
        switch kind {
        case .withdrawn: word = "withdraw"
        case .expired: word = "expire"
        case .refused: throw ClientError(.notRemote)
        }
        let id = document.description.document
        let form = EventForm(reason: reason, version: document.description.version)
        let entered = try await enter("/v1/documents/\(id)/\(word)", form.wire)
        guard case .event(let event) = entered.record.shared.content, event.document == id, event.kind == kind else {
            throw differs()
        }
        return entered
    }

    public func enter(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: KeptDocument, reason: String, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord {
        let description = evidence.description
        let form = OwnerLinkForm(
            one: one, other: other,
            evidence: try DocumentReference("\(description.document)@\(description.version)"), reason: reason)
        let entered = try await enter(isLinked ? "/v1/owners/link" : "/v1/owners/part", form.wire)
        guard case .ownerLink(let link) = entered.record.shared.content, link.isLinked == isLinked,
            Set([link.first, link.second]) == [one, other]
        else { throw differs() }
        return entered
    }

    public func issue(
        _ series: CodeSeries, count: Int, purpose: String?, uploader: String, entrance: String
    ) async throws -> (allocation: CodeAllocation, committed: CommittedRecord) {
        let entered = try await enter(
            "/v1/codes", CodeRequestForm(series: series, count: count, purpose: purpose).wire)
        guard case .codeAllocation(let allocation) = entered.record.shared.content, allocation.series == series,
            allocation.serials.count == count
        else { throw differs() }
        return (allocation, entered)
    }

    /// Enters something; under a key of its own, so that nothing is done twice by a server that knows it again.
    func enter(_ path: String, _ json: JSON) async throws -> CommittedRecord {
        var request = ClientRequest.enter(path, json, key: SecureRandom.bytes(16).hexadecimal)
        request.headers += claim
        return try committed(try await connection.json(request))
    }
}
