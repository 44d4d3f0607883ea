import CanonicalJSON
import Messages
import PKI
import VaultCore

extension Console {
    /// What was entered about a consent.
    func showEntry(_ code: MessageCode, _ id: ConsentID, _ committed: CommittedRecord) {
        let index = committed.record.index
        if isJSON {
            var object: JSON.Object = [
                "schema": "kho.consent-entry/1", "consent": .string(id.text), "index": .integer(Int64(index)),
                "time": .string(committed.record.leaf.time.description), "event": "granted",
            ]
            if case .consentEvent(let event) = committed.record.shared.content {
                object["event"] = .string(event.kind.rawValue)
            }
            print(.object(object))
            return
        }
        var facts = ["consent": id.text, "index": String(index)]
        if case .consentEvent(let event) = committed.record.shared.content { facts["step"] = event.kind.rawValue }
        print(Message(code: code, facts: facts))
    }

    /// A consent on a line; whole: with its terms and what became of it.
    func show(_ consent: ConsentStanding, at now: Instant, _ calendar: WorkingCalendar, isWhole: Bool = false) {
        if isJSON {
            print(ConsentDocument(consent, at: now, calendar).json)
            return
        }
        let terms = consent.terms
        let documents =
            terms.documents.map { text("CONSENT_DOCUMENTS", ["count": String($0.count)]) } ?? text("CONSENT_ALL")
        print(
            [
                terms.id.text, text("CONSENT_STATE", ["consentState": consent.state(at: now).rawValue]),
                SafeText.escaped(terms.owner.description), "→ \(terms.agency)", "\(terms.purpose)",
                "\(terms.from)..\(terms.until)", documents,
            ].joined(separator: "  "))
        for due in consent.due(at: now, calendar) { print("    " + text(due)) }
        guard isWhole else { return }
        for document in terms.documents ?? [] { print("    \(document)") }
        print("    \(consent.granted.index)  \(consent.granted.leaf.time.localText)  " + text("CONSENT_STEP_GRANTED"))
        for record in consent.events {
            guard case .consentEvent(let event) = record.shared.content else { continue }
            var what = word(for: event.kind.rawValue, of: "step")
            switch event.content {
            case .withdrawn(let withdrawal):
                if case .reason(let reason) = withdrawal.ground { what += ": \(reason)" }
                what += "  " + text("CONSENT_RECEIVED", ["day": withdrawal.received.text])
            case .extended(let days): what += ": \(days)"
            case .acknowledged, .fulfilled: break
            }
            print("    \(record.index)  \(record.leaf.time.localText)  \(what)")
        }
    }

    /// What is to be done by when.
    func text(_ due: ConsentStanding.Due) -> String {
        let line = text(
            due.isOverdue ? "CONSENT_OVERDUE" : "CONSENT_DUE", ["todo": due.step.rawValue, "day": due.day.text])
        return due.isOverdue ? emphasised(line, .red) : line
    }
}

/// A consent as `kho consent list` and `show` give it to programs.
struct ConsentDocument {
    let json: JSON

    init(_ consent: ConsentStanding, at now: Instant, _ calendar: WorkingCalendar) {
        var object: JSON.Object = [
            "schema": "kho.consent-status/1", "consent": .string(consent.terms.id.text), "terms": consent.terms.json,
            "state": .string(consent.state(at: now).rawValue), "index": .integer(Int64(consent.granted.index)),
            "time": .string(consent.granted.leaf.time.description),
            "due": .array(
                consent.due(at: now, calendar).map {
                    ["step": .string($0.step.rawValue), "day": .string($0.day.text), "overdue": .bool($0.isOverdue)]
                }),
            "events": .array(
                consent.events.compactMap { record in
                    guard case .consentEvent(let event) = record.shared.content else { return nil }
                    var entry: JSON.Object = [
                        "index": .integer(Int64(record.index)), "time": .string(record.leaf.time.description),
                        "event": .string(event.kind.rawValue),
                    ]
                    switch event.content {
                    case .withdrawn(let withdrawal):
                        entry["received"] = .string(withdrawal.received.text)
                        entry["thirdParty"] = .bool(withdrawal.thirdParty)
                        switch withdrawal.ground {
                        case .reason(let reason): entry["reason"] = .string(reason.text)
                        case .request: entry["signed"] = true
                        }
                    case .extended(let days): entry["days"] = .integer(Int64(days))
                    case .acknowledged, .fulfilled: break
                    }
                    return .object(entry)
                }),
        ]
        if let deadlines = consent.deadlines(calendar) {
            object["deadlines"] = [
                "acknowledge": .string(deadlines.acknowledge.text), "fulfil": .string(deadlines.fulfil.text),
            ]
        }
        json = .object(object)
    }
}
