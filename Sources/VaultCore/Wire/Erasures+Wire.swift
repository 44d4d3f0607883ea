public import CanonicalJSON
import PKI

/// What somebody wants erased, and why (`POST /v1/erasures/draft`).
public struct ErasureDraftForm: Sendable {
    public let target: ErasureTarget
    public let reason: ErasureReason

    public init(target: ErasureTarget, reason: ErasureReason) {
        self.target = target
        self.reason = reason
    }

    /// `{"documents":["…"],"reason":"…"}` or `{"owner":"…","reason":"…"}`
    public var wire: JSON {
        var object: JSON.Object = ["reason": .string(reason.text)]
        switch target {
        case .documents(let documents): object["documents"] = JSON(documents.map(\.text))
        case .owner(let owner): object["owner"] = .string(owner.description)
        }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, `ERASURE_REASON_MALFORMED`, `OWNER_MALFORMED` …
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["documents", "owner", "reason"])
        reason = try reader.word("reason") { text throws(VaultError) in try ErasureReason(text) }
        switch (reader.has("documents"), reader.has("owner")) {
        case (true, false):
            target = .documents(try reader.words("documents", limit: ErasureScope.maximumCount) { DocumentID($0) })
        case (false, true):
            target = .owner(try reader.word("owner") { text throws(VaultError) in try Owner(text) })
        default: throw WireReader.malformed("documents")
        }
    }
}

/// A signed request (`POST /v1/erasures`): `{"signed":"<base64>","statement":"<exact text>"}`.
public struct ErasureRequestForm: Sendable {
    public let statement: ErasureStatement
    public let signed: [UInt8]

    public init(statement: ErasureStatement, signed: [UInt8]) {
        self.statement = statement
        self.signed = signed
    }

    public var wire: JSON { ["signed": .base64(signed), "statement": .text(statement.bytes)] }

    /// - Throws: `WIRE_MALFORMED`, `PART_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["signed", "statement"])
        statement = try ErasureStatement(wire: try reader.value("statement"))
        // The statement is in it, with up to ten thousand names of 35 bytes, and the signer's chain.
        signed = try reader.bytes("signed", limit: StatementSignature.maximumByteCount)
    }
}

extension ErasureStatement {
    /// The exact text of it.
    public var wire: JSON { .text(bytes) }

    /// - Throws: `WIRE_MALFORMED` for what is not canonical, `PART_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        guard let text = json.string, let statement = try? JSON(canonical: Array(text.utf8)) else {
            throw WireReader.malformed("statement")
        }
        self = try ErasureStatement(statement)
    }
}

/// The second person's word (`POST /v1/erasures/{id}/approval`): `{"signed":"<base64>"}`.
public struct ErasureApprovalForm: Sendable {
    public let signed: [UInt8]

    public init(signed: [UInt8]) { self.signed = signed }

    public var wire: JSON { ["signed": .base64(signed)] }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        signed = try WireReader(json, only: ["signed"]).bytes("signed", limit: StatementSignature.maximumByteCount)
    }
}

/// A request that waits (`GET /v1/erasures/{id}`): `{"index":7,"request":{…}}`.
public struct ErasureRequestAnswer: Sendable {
    public let index: UInt64
    public let request: ErasureRequest

    public init(index: UInt64, request: ErasureRequest) {
        self.index = index
        self.request = request
    }

    public var wire: JSON { ["index": .count(index), "request": request.json] }

    /// - Throws: `WIRE_MALFORMED`, `PART_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        index = try reader.number("index")
        request = try ErasureRequest(try reader.value("request"))
    }
}

extension ErasureOutcome {
    /// `{"checkpoint":"…","finished":true,"record":{…}}`
    public func wire(disclosesPrivate: Bool) -> JSON {
        var object = committed.wire(disclosesPrivate: disclosesPrivate)
        object["finished"] = .bool(isFinished)
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and as `Record.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let committed = try CommittedRecord(wire: json)
        guard case .erasure(let erasure) = committed.record.shared.content else { throw WireReader.malformed("record") }
        self.init(
            erasure: erasure, committed: committed, isFinished: try WireReader(json).flag("finished"))
    }
}

extension ErasureApplication {
    /// `{"entry":{…},"outcome":{…},"result":"erased|nothing|refused"}`
    public func wire(disclosesPrivate: Bool) -> JSON {
        var described: JSON.Object = [
            "erasure": .string(entry.id.text), "index": .count(entry.index), "reason": .string(entry.reason.text),
        ]
        described[entry.scope.member.key] = entry.scope.member.value
        var object: JSON.Object = ["entry": .object(described)]
        switch result {
        case .erased(let outcome):
            object["result"] = "erased"
            object["outcome"] = outcome.wire(disclosesPrivate: disclosesPrivate)
        case .nothingThere: object["result"] = "nothing"
        case .refused(let error):
            object["result"] = "refused"
            object["problem"] = WireProblem(code: error.code.rawValue, facts: error.facts).wire
        }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and as `ErasureOutcome.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let described = try reader.value("entry")
        let entry = try WireReader(described)
        let listed = ErasureList.Entry(
            id: try entry.word("erasure") { DocumentID($0) }, index: try entry.number("index"),
            scope: try ErasureScope(described),
            reason: try entry.word("reason") { text throws(VaultError) in try ErasureReason(text) })
        let result: Result
        switch try reader.text("result") {
        case "erased": result = .erased(try ErasureOutcome(wire: try reader.value("outcome")))
        case "nothing": result = .nothingThere
        case "refused":
            let problem = try WireProblem(wire: try reader.value("problem"))
            guard let code = VaultErrorCode(rawValue: problem.code) else { throw WireReader.malformed("problem") }
            result = .refused(VaultError(code, problem.facts))
        default: throw WireReader.malformed("result")
        }
        self.init(entry: listed, result: result)
    }
}

/// What applying a list came to (`POST /v1/erasures/apply`).
public struct ErasureApplicationsAnswer: Sendable {
    public let applications: [ErasureApplication]

    public init(_ applications: [ErasureApplication]) { self.applications = applications }

    public init(wire json: JSON) throws(VaultError) {
        applications = try WireReader(json).list(
            "applications", limit: RecordList.maximumCount, ErasureApplication.init(wire:))
    }

    public func wire(disclosesPrivate: Bool) -> JSON {
        ["applications": .array(applications.map { $0.wire(disclosesPrivate: disclosesPrivate) })]
    }
}

/// Every request that waits, and every erasure (`GET /v1/erasures`).
public struct ErasuresAnswer: Sendable {
    public let waiting: [Record]
    public let done: [Record]

    public init(waiting: [Record], done: [Record]) {
        self.waiting = waiting
        self.done = done
    }

    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        waiting = try reader.list("waiting", limit: RecordList.maximumCount, Record.init(wire:))
        done = try reader.list("done", limit: RecordList.maximumCount, Record.init(wire:))
    }

    public func wire(disclosesPrivate: Bool) -> JSON {
        [
            "done": .array(done.map { $0.wire(disclosesPrivate: disclosesPrivate) }),
            "waiting": .array(waiting.map { $0.wire(disclosesPrivate: disclosesPrivate) }),
        ]
    }
}

/// The sealed list, and what it is made of (`GET /v1/erasures/list`): one access for both.
public struct ErasureListAnswer: Sendable {
    public let list: SealedDocument
    public let erasures: ErasuresAnswer

    public init(list: SealedDocument, erasures: ErasuresAnswer) {
        self.list = list
        self.erasures = erasures
    }

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        list = try SealedDocument(wire: json["list"] ?? .null)
        erasures = try ErasuresAnswer(wire: json)
    }

    /// `{"done":[…],"list":{"document":"<exact text>","seal":"<base64>"},"waiting":[…]}`
    public func wire(disclosesPrivate: Bool) -> JSON {
        guard case .object(var object) = erasures.wire(disclosesPrivate: disclosesPrivate) else { return .null }
        object["list"] = list.wire
        return .object(object)
    }
}

extension SealedDocument {
    /// `{"document":"<exact text>","seal":"<base64>"}`
    public var wire: JSON { ["document": .text(bytes), "seal": .base64(seal)] }

    /// A seal with its chain and a timestamp has some kilobytes.
    private static let maximumSeal = 256 << 10

    /// - Throws: `WIRE_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            bytes: try reader.document("document"), seal: try reader.bytes("seal", limit: Self.maximumSeal))
    }
}
