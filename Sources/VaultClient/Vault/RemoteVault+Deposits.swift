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
        func sent(_ source: DepositSource) async throws -> DepositForm.File {
            let bytes = try source.open()
            guard bytes.count > 0 else { throw VaultError(.emptyFile, ["file": source.name.text]) }
            let (id, digest) = try await upload.send(bytes)
            return DepositForm.File(name: source.name, upload: id, digest: digest)
        }
        var file: DepositForm.File?
        var contents: [DepositForm.File] = []
        var beside: DepositForm.File?
        if let source = request.file { file = try await sent(source) }
        for source in request.contents { contents.append(try await sent(source)) }
        if let source = request.beside { beside = try await sent(source) }
        let form = DepositForm(request, file: file, contents: contents, beside: beside)
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
            Set(form.contents.compactMap(\.digest)).isSubset(of: held), description.category == request.category
        else { throw differs() }
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
