import CanonicalJSON
import PKI
public import VaultCore

extension RemoteVault {
    public func draftErasure(_ target: ErasureTarget, reason: ErasureReason) async throws -> ErasureStatement {
        let json = try await json(.ask("/v1/erasures/draft", ErasureDraftForm(target: target, reason: reason).wire))
        let statement = try ErasureStatement(wire: json["statement"] ?? .null)
        // It is about to be signed: what the server puts in must be what was asked for.
        guard statement.vault == identity.id, statement.reason.text == reason.text else { throw differs() }
        switch (target, statement.scope) {
        case (.documents(let asked), .documents(let named)): guard Set(asked) == Set(named) else { throw differs() }
        case (.owner, .owner): break
        default: throw differs()
        }
        return statement
    }

    public func requestErasure(
        _ statement: ErasureStatement, signed: [UInt8], uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let entered = try await enter(
            "/v1/erasures", ErasureRequestForm(statement: statement, signed: signed).wire)
        guard case .erasureRequest(let request) = entered.record.shared.content, request.statement == statement else {
            throw differs()
        }
        return entered
    }

    public func erasureRequest(_ id: DocumentID) async throws -> (index: UInt64, request: ErasureRequest) {
        let answer = try ErasureRequestAnswer(wire: try await json(.get("/v1/erasures/\(id)")))
        guard answer.request.statement.request == id, answer.request.statement.vault == identity.id else {
            throw differs()
        }
        return (answer.index, answer.request)
    }

    public func approveErasure(
        _ id: DocumentID, approval: [UInt8], uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        let json = try await json(
            .enter("/v1/erasures/\(id)/approval", ErasureApprovalForm(signed: approval).wire))
        _ = try committed(json)
        let outcome = try ErasureOutcome(wire: json)
        guard outcome.erasure.id == id else { throw differs() }
        return outcome
    }

    public func applyErasures(
        _ list: ErasureList, seal: [UInt8], uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        let json = try await json(
            .enter("/v1/erasures/apply", SealedDocument(bytes: list.bytes, seal: seal).wire))
        return try ErasureApplicationsAnswer(wire: json).applications
    }

    public func erasures() async throws -> (waiting: [Record], done: [Record]) {
        let answer = try ErasuresAnswer(wire: try await json(.get("/v1/erasures")))
        return (answer.waiting, answer.done)
    }

    public func erasureList() async throws -> (list: SealedDocument, waiting: [Record], done: [Record]) {
        let answer = try ErasureListAnswer(wire: try await json(.get("/v1/erasures/list")))
        // It is kept outside and applied to restored vaults: no other vault's.
        guard try ErasureList(bytes: answer.list.bytes).vault == identity.id else { throw differs() }
        return (answer.list, answer.erasures.waiting, answer.erasures.done)
    }

    public func minutes(of erasure: Record) async throws -> SealedDocument {
        guard case .erasure(let content) = erasure.shared.content else { throw VaultError(.erasureNotFound) }
        let minutes = try SealedDocument(wire: try await json(.get("/v1/erasures/\(erasure.index)/minutes")))
        guard Digest.sha256(of: minutes.bytes) == content.minutes else { throw differs() }
        return minutes
    }

    public func finishErasures() async throws -> Bool {
        var request = ClientRequest.enter("/v1/erasures/finish", [:])
        request.isRepeatable = true
        guard let isFinished = try await json(request)["finished"]?.bool else {
            throw ClientError(.answerMalformed, ["host": connection.origin.host])
        }
        return isFinished
    }
}
