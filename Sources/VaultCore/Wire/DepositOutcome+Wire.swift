public import CanonicalJSON
public import Signatures

extension DepositOutcome {
    /// What `POST /v1/documents` answers where it was kept, or would be: `{"checkpoint","record","report","status"}`. A refusal
    /// is a problem, with `report` beside its code (`refusalMembers`).
    /// - Returns: nil for a refusal.
    public func wire(disclosesPrivate: Bool) -> JSON? {
        switch self {
        case .kept(let committed, let report):
            var object = committed.wire(disclosesPrivate: disclosesPrivate)
            object["status"] = .string((committed.record.shared.document?.status ?? .accepted).rawValue)
            object["report"] = report?.wire
            return .object(object)
        case .rehearsed(let report): return ["report": report.wire, "status": "rehearsed"]
        case .refused: return nil
        }
    }

    /// What the problem of a refusal says beside its code and facts.
    public static func refusalMembers(_ report: ValidationReport?) -> JSON.Object {
        var object: JSON.Object = [:]
        object["report"] = report?.wire
        return object
    }

    /// - Throws: `WIRE_MALFORMED`, and as `Record.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let status = try reader.text("status")
        if status == "rehearsed" {
            self = .rehearsed(report: try ValidationReport(wire: try reader.value("report")))
            return
        }
        let committed = try CommittedRecord(wire: json)
        guard committed.record.shared.document?.status.rawValue == status else { throw WireReader.malformed("status") }
        self = .kept(committed, report: try reader.optional("report", ValidationReport.init(wire:)))
    }

    /// A refusal, from the problem that says so.
    /// - Returns: nil for any other problem.
    /// - Throws: `WIRE_MALFORMED`.
    public init?(problem json: JSON) throws(VaultError) {
        let problem = try WireProblem(wire: json)
        guard let code = Refusal.Code(rawValue: problem.code) else { return nil }
        let report = try WireReader(json).optional("report", ValidationReport.init(wire:))
        self = .refused(Refusal(code, problem.facts), report: report)
    }
}

extension RevalidationOutcome {
    /// `{"status":"accepted|refused|pending|not-pending", …}`
    public func wire(disclosesPrivate: Bool) -> JSON {
        switch self {
        case .accepted(let committed, let report):
            var object = committed.wire(disclosesPrivate: disclosesPrivate)
            object["status"] = "accepted"
            object["report"] = report.wire
            return .object(object)
        case .refused(let committed, let refusal, let report):
            var object = committed.wire(disclosesPrivate: disclosesPrivate)
            object["status"] = "refused"
            object["refusal"] = refusal.wire
            object["report"] = report.wire
            return .object(object)
        case .pending(let awaiting, let refusal, let report):
            var object: JSON.Object = [
                "awaiting": JSON(awaiting), "report": report.wire, "status": "pending",
            ]
            object["refusal"] = refusal?.wire
            return .object(object)
        case .notPending: return ["status": "not-pending"]
        }
    }

    /// Reasons for which one document waits.
    private static let maximumAwaiting = 1000

    /// - Throws: `WIRE_MALFORMED`, and as `Record.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        func report() throws(VaultError) -> ValidationReport { try ValidationReport(wire: try reader.value("report")) }
        switch try reader.text("status") {
        case "accepted": self = .accepted(try CommittedRecord(wire: json), report: try report())
        case "refused":
            self = .refused(
                try CommittedRecord(wire: json), try Refusal(wire: try reader.value("refusal")), report: try report())
        case "pending":
            self = .pending(
                awaiting: try reader.words("awaiting", limit: Self.maximumAwaiting) { $0 },
                try reader.optional("refusal", Refusal.init(wire:)), report: try report())
        case "not-pending": self = .notPending
        default: throw WireReader.malformed("status")
        }
    }
}
