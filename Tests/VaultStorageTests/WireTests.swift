import CanonicalJSON
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// What travels between a server and its clients: the same after a round trip, and never half-understood.
@Suite("What travels as JSON")
struct WireTests {
    /// A form with its reader, which answers with the form again.
    private struct Form: Sendable {
        let name: String
        let json: JSON
        let read: @Sendable (JSON) throws -> JSON

        init(_ name: String, _ json: JSON, _ read: @escaping @Sendable (JSON) throws -> JSON) {
            self.name = name
            self.json = json
            self.read = read
        }
    }

    private static let owner = "CCCD:038093015572"
    private static let id = "0123456789abcdef0123456789abcdef"

    private static func questions() throws -> [Form] {
        let owner = try Owner(owner)
        let identity = OwnerIdentity(owner, linked: [try Owner("CMND:012345678"), try Owner("MST:0100109106")])
        var list = DocumentQuery(owner: identity, category: .result, status: .accepted, after: 7, limit: 12)
        list.dueBefore = DocumentDay("2027-01-31")
        list.isAwaiting = true
        var search = SearchQuery(limit: 3)
        search.terms = try SearchTerms("Giấy khai sinh 12/2026/GKS")
        search.code = .beginning("H37")
        search.category = .digitised
        search.paperType = FoldedText("Giấy khai sinh")
        search.issuer = FoldedText("UBND xã Hòa Bình")
        search.issuedFrom = DocumentDay("2026-01-01")
        search.issuedTo = DocumentDay("2026-12-31")
        search.status = .current
        search.owner = identity
        search.before = 99
        var consents = ConsentQuery(owner: identity, agency: try AgencyCode("H37.01"), prefix: "abcdef")
        consents.isDue = true
        consents.after = 5
        var accesses = AccessQuery()
        accesses.since = Instant("2026-11-25T05:00:00Z")
        accesses.before = 12
        let reference = try DocumentReference("\(id)@2")
        let submission = ConsentSubmission(
            signature: try MintedVault.source("dong-y.p7s", [1, 2, 3]),
            statement: try MintedVault.source("dong-y.json", Array("{}".utf8)))
        return [
            Form("list", list.wire) { try DocumentQuery(wire: $0).wire },
            Form("list, empty", DocumentQuery().wire) { try DocumentQuery(wire: $0).wire },
            Form("search", search.wire) { try SearchQuery(wire: $0).wire },
            Form("owner", owner.wire) { try Owner(wire: $0).wire },
            Form("find", FindForm(reference, for: .content).wire) { try FindForm(wire: $0).wire },
            Form("event", EventForm(reason: "sai", version: 2).wire) { try EventForm(wire: $0).wire },
            Form("deposit", try deposit().wire) { try DepositForm(wire: $0).wire },
            Form(
                "link",
                OwnerLinkForm(one: owner, other: try Owner("CMND:012345678"), evidence: reference, reason: "").wire
            ) { try OwnerLinkForm(wire: $0).wire },
            Form(
                "codes",
                CodeRequestForm(series: try .results(of: "H37.01-261124-0001"), count: 3, purpose: "hồ sơ").wire
            ) { try CodeRequestForm(wire: $0).wire },
            Form("consent", try submission.wire()) { try ConsentSubmission(wire: $0).wire() },
            Form(
                "withdrawal",
                try ConsentWithdrawal(
                    ground: .reason(AccessPurpose("paper-request")), received: DocumentDay("2026-11-25"),
                    thirdParty: true
                ).wire()
            ) { try ConsentWithdrawal(wire: $0).wire() },
            Form("withdrawal, signed", try ConsentWithdrawal(ground: .request(submission)).wire()) {
                try ConsentWithdrawal(wire: $0).wire()
            },
            Form("answer", ConsentAnswer.extend(days: 15).wire) { try ConsentAnswer(wire: $0).wire },
            Form("consents", consents.wire) { try ConsentQuery(wire: $0).wire },
            Form("accesses", AccessesForm(owner: identity, document: reference, query: accesses).wire) {
                try AccessesForm(wire: $0).wire
            },
            Form(
                "erasure draft",
                ErasureDraftForm(target: .owner(owner), reason: try ErasureReason("owner-request")).wire
            ) { try ErasureDraftForm(wire: $0).wire },
            Form("erasure request", try erasureRequest().wire) { try ErasureRequestForm(wire: $0).wire },
            Form("erasure approval", ErasureApprovalForm(signed: [1, 2]).wire) {
                try ErasureApprovalForm(wire: $0).wire
            },
        ]
    }

    private static func erasureRequest() throws -> ErasureRequestForm {
        ErasureRequestForm(
            statement: ErasureStatement(
                vault: id, request: try #require(DocumentID(id)),
                scope: .documents([try #require(DocumentID(id))]), records: [3, 7],
                reason: try ErasureReason("owner-request"), logSize: 12,
                time: try #require(Instant("2026-11-25T05:00:00Z"))), signed: [1, 2, 3])
    }

    private static func deposit(upload: String = id) throws -> DepositForm {
        var request = DepositRequest(
            owner: try Owner(owner), category: .certifiedCopy, file: nil, uploader: "", entrance: "")
        request.links = [try LinkedContent(address: "https://example.vn/kq", digest: .sha256(of: [1]), size: 1)]
        request.secrecy = .secret
        request.code = try DocumentCode("H37-1", scheme: "test")
        request.name = "Giấy khai sinh"
        request.replaces = try DocumentReference(id)
        request.sensitivity = .restricted
        request.details = DocumentDetails(paperType: "KQ.G15.000031", issued: DocumentDay("2026-11-24"))
        request.certification = Certification(
            kind: .fromRegister, number: "7", book: "01/2026-SCT/BS", time: "2026-06-01T08:00:00+07:00", certifier: nil,
            authority: .init(name: "UBND xã Hòa Bình", identifier: try Owner("MST:0100109106")), pages: 1,
            original: .init(name: "Giấy khai sinh"), scan: .init(digest: .sha256(of: [1]), size: 1))
        request.metadata = ["a": ["b": 1]]
        request.notes = "ghi chú"
        request.isRehearsal = true
        let file = DepositForm.File(
            name: try FileName("a.p7s"), upload: try #require(UploadID(upload)), digest: .sha256(of: [2]))
        return DepositForm(request, file: file, contents: [file], beside: file)
    }

    /// What a vault with everything in it answers.
    private static func answers() async throws -> [Form] {
        let sample = try await SampleVault()
        let copy = try sample.copy()
        let folder = try await VaultFolder.open(copy.path, for: .reading)
        let vault = folder.vault
        var forms: [Form] = []
        for record in sample.records {
            for isWhole in [true, false] {
                forms.append(
                    Form("record \(record.index)", record.wire(disclosesPrivate: isWhole)) {
                        try Record(wire: $0).wire(disclosesPrivate: isWhole)
                    })
            }
        }
        let listings = try await vault.list(DocumentQuery(owner: OwnerIdentity(try Owner(owner))))
        #expect(listings.count > 2)
        forms.append(Form("listings", DocumentPage(listings).wire) { try DocumentPage(wire: $0).wire })
        forms.append(
            Form("page", SearchPage(listings: listings, next: 3).wire) { try SearchPage(wire: $0).wire })
        for listing in listings {
            let standing = try #require(try await vault.standing(of: listing.description.document))
            forms.append(Form("standing", standing.wire) { try DocumentStanding(wire: $0).wire })
        }
        let consents = try await vault.consents(ConsentQuery())
        #expect(!consents.isEmpty)
        forms.append(
            Form("consents", ConsentPage(consents).wire(disclosesPrivate: true)) {
                try ConsentPage(wire: $0).wire(disclosesPrivate: true)
            })
        let (waiting, done) = try await vault.erasures()
        #expect(!waiting.isEmpty && !done.isEmpty)
        forms.append(
            Form("erasures", ErasuresAnswer(waiting: waiting, done: done).wire(disclosesPrivate: true)) {
                try ErasuresAnswer(wire: $0).wire(disclosesPrivate: true)
            })
        let accesses = try await vault.accesses(of: nil, nil, AccessQuery())
        #expect(accesses.count > 2)
        forms.append(
            Form("accesses", AccessPage(accesses).wire(isWhole: true)) { try AccessPage(wire: $0).wire(isWhole: true) })
        let links = try await vault.links(of: try Owner(owner))
        forms.append(
            Form(
                "links",
                OwnerLinksAnswer(identity: links.identity, entries: links.entries).wire(disclosesPrivate: false)
            ) { try OwnerLinksAnswer(wire: $0).wire(disclosesPrivate: false) })
        forms.append(Form("sealed", try await vault.minutes(of: done[0]).wire) { try SealedDocument(wire: $0).wire })
        let calendar = try WorkingCalendar(parsing: "holiday 2027-02-05..2027-02-11\nwork 2027-02-20\n")
        forms.append(Form("calendar", calendar.wire) { try WorkingCalendar(wire: $0).wire })
        let actor = Actor(
            role: .officer, person: try Owner(owner), agency: try AgencyCode("H37.01"), entrance: "http")
        forms.append(Form("actor", actor.wire) { try Actor(wire: $0).wire })
        forms.append(
            Form(
                "outline",
                DocumentOutline([
                    OutlineEntry(
                        index: 3, time: Instant(seconds: 5), content: .version(1, .deposit, .pending, .indeterminate)),
                    OutlineEntry(
                        index: 4, time: Instant(seconds: 6), content: .version(2, .replacement, .accepted, nil)),
                    OutlineEntry(index: 7, time: Instant(seconds: 9), content: .event(.withdrawn, version: 2)),
                    OutlineEntry(index: 8, time: Instant(seconds: 9), content: .other),
                ]).wire
            ) { try DocumentOutline(wire: $0).wire })
        return forms + [try await outcome(copy)]
    }

    private static func outcome(_ copy: VaultCopy) async throws -> Form {
        let folder = try await VaultFolder.open(
            copy.path, for: .depositing(PresetValidator(identifiers: [owner])))
        let outcome = try await folder.vault.deposit(MintedVault.request(99))
        try await folder.close()
        return Form("outcome", try #require(outcome.wire(disclosesPrivate: true))) {
            try #require(try DepositOutcome(wire: $0).wire(disclosesPrivate: true))
        }
    }

    @Test("a document is asked for to do something with it, and not for what is done without one")
    func errands() throws {
        for action in AccessAction.allCases {
            let wire: JSON = ["for": .string(action.rawValue), "reference": "3fa9c1"]
            guard !action.isOfDocument else {
                #expect(try FindForm(wire: wire).action == action)
                continue
            }
            #expect(throws: VaultError(.wireMalformed, ["field": "for"])) { try FindForm(wire: wire) }
        }
    }

    @Test("every question and every answer reads back as it was written")
    func roundTrips() async throws {
        for form in try await Self.questions() + Self.answers() {
            let parsed = try JSON(parsing: form.json.canonicalBytes)
            #expect(try form.read(parsed) == form.json, "\(form.name)")
        }
    }

    @Test("what was changed on its way is refused, or reads as exactly what stands there")
    func mutations() async throws {
        var numbers = SeededNumbers(seed: 11)
        var refused = 0
        var count = 0
        for form in try await Self.questions() + Self.answers() {
            for _ in 0..<40 {
                let mutated = Self.mutated(form.json, &numbers)
                guard mutated != form.json else { continue }
                count += 1
                do {
                    let again = try form.read(mutated)
                    // What is not known is passed over in answers, and what may be absent has its usual value.
                    #expect(try form.read(again) == again, "\(form.name): \(mutated.text.prefix(300))")
                } catch {
                    refused += 1
                }
            }
        }
        #expect(count > 1000)
        #expect(refused > count / 2)
    }

    /// One place is changed: gone, another kind, another text, another number, something more.
    private static func mutated(_ json: JSON, _ numbers: inout SeededNumbers) -> JSON {
        switch json {
        case .object(var object) where !object.isEmpty:
            let member = object.members.randomElement(using: &numbers)!
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: object[member.key] = nil
            case 1: object["z" + member.key] = member.value
            default: object[member.key] = mutated(member.value, &numbers)
            }
            return .object(object)
        case .array(var values) where !values.isEmpty && Bool.random(using: &numbers):
            let place = values.indices.randomElement(using: &numbers)!
            values[place] = mutated(values[place], &numbers)
            return .array(values)
        case .string(let text) where !text.isEmpty && Int.random(in: 0..<3, using: &numbers) > 0:
            var scalars = Array(text.unicodeScalars)
            let place = scalars.indices.randomElement(using: &numbers)!
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert("\u{1}", at: place)
            default: scalars[place] = scalars[place] == "0" ? "1" : "0"
            }
            return .string(String(String.UnicodeScalarView(scalars)))
        case .integer(let number):
            return [.integer(-number - 1), .integer(number + 1), .string(String(number))].randomElement(
                using: &numbers)!
        default:
            let others: [JSON] = [
                .null, true, 0, -1, "", "x", [], [:], ["a": 1], .string(String(repeating: "x", count: 40_000)),
            ]
            return others.randomElement(using: &numbers)!
        }
    }

    @Test("a field that is misspelt in a question is refused, and one that is new in an answer passed over")
    func unknownFields() async throws {
        for form in try Self.questions() {
            guard case .object(var object) = form.json else { continue }
            object["colour"] = "red"
            #expect(throws: VaultError(.wireMalformed, ["field": "colour"]), "\(form.name)") {
                try form.read(.object(object))
            }
        }
        for form in try await Self.answers() {
            guard case .object(var object) = form.json else { continue }
            object["colour"] = "red"
            #expect(try form.read(.object(object)) == form.json, "\(form.name)")
        }
    }

    @Test("a record whose leaf commits to something else is refused")
    func commitment() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(2)
        guard case .object(var object) = records[0].wire(disclosesPrivate: true) else { return }
        object["shared"] = records[1].wire(disclosesPrivate: true)["shared"]
        #expect(throws: VaultError(.integrity, ["part": "record", "index": "0"])) { try Record(wire: .object(object)) }
        guard case .object(var hidden) = records[0].wire(disclosesPrivate: false) else { return }
        #expect(try !Record(wire: .object(hidden)).isWhole)
        hidden["private"] = .string(Digest.sha256(of: [1]).description)
        #expect(throws: VaultError(.integrity, ["part": "record", "index": "0"])) { try Record(wire: .object(hidden)) }
    }

    @Test("a deposit is the same by whatever upload its files came, and another by other bytes")
    func content() throws {
        let one = try Self.deposit()
        let other = try Self.deposit(upload: "fedcba9876543210fedcba9876543210")
        #expect(one.wire != other.wire)
        #expect(one.content == other.content)
        let plain = DepositRequest(
            owner: try Owner(Self.owner), category: .ownFile, file: try MintedVault.source("a", [1]), uploader: "",
            entrance: "")
        let changed = DepositRequest(
            owner: try Owner(Self.owner), category: .ownFile, file: try MintedVault.source("a", [2]), uploader: "",
            entrance: "")
        #expect(try DepositForm.content(of: plain) != DepositForm.content(of: changed))
        #expect(try DepositForm.content(of: plain) == DepositForm.content(of: plain))
    }

    @Test("what went wrong comes back as the error that it was")
    func problems() throws {
        let errors: [any Error & Equatable] = [
            VaultError(.codeTaken), VaultError(.ambiguous, ["count": "3"]), SignedFileError(.malformed, "x", at: 7),
            Refusal(.ownerMismatch, ["a": "b"]),
        ]
        for error in errors {
            let problem = try #require(WireProblem(error))
            #expect("\(try WireProblem(wire: problem.wire).error)" == "\(error)")
        }
        #expect(WireProblem(CancellationError()) == nil)
        let refused = DepositOutcome.refused(Refusal(.ownerMismatch), report: nil)
        #expect(refused.wire(disclosesPrivate: true) == nil)
        guard case .refused(let refusal, nil) = try DepositOutcome(problem: WireProblem(Refusal(.ownerMismatch))!.wire)
        else { throw NotAsExpected() }
        #expect(refusal == Refusal(.ownerMismatch))
    }

    @Test("an official's number reaches nobody whole but an auditor")
    func masked() async throws {
        let entry = AccessEntry(
            actor: Actor(role: .officer, person: try Owner("CCCD:001088012345"), entrance: "http"), action: .content)
        let page = AccessPage([AccessRecord(sequence: 1, time: .now(), entry: entry)])
        #expect(page.wire(isWhole: true).text.contains("001088012345"))
        #expect(!page.wire(isWhole: false).text.contains("001088012345"))
        let read = try AccessPage(wire: page.wire(isWhole: false)).records
        #expect(read.first?.entry.actor.person?.description == "CCCD:********2345")
    }

    struct NotAsExpected: Error {}
}
