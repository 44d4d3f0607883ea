import GRDB
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Search in the catalogue")
struct SearchTests {
    /// Who may see what, and what is asked, over records as they are: told again without any index.
    private struct Told {
        let records: [VaultCore.Record]

        func found(_ query: SearchQuery) -> [UInt64] {
            var found: [UInt64] = []
            for record in records.reversed() {
                guard let document = record.shared.document, isShown(document, query.owner) else { continue }
                let ends = records.filter { other in
                    guard case .event(let event) = other.shared.content else { return false }
                    return event.document == document.document && other.index > record.index
                }
                var end: DocumentEvent.Kind?
                if case .event(let event) = ends.last?.shared.content { end = event.kind }
                if fits(document, end, query) { found.append(record.index) }
            }
            return found
        }

        private func isShown(_ document: DocumentDescription, _ owner: OwnerIdentity?) -> Bool {
            if let owner {
                guard owner.identifiers.contains(document.owner) else { return false }
            } else {
                guard document.status == .accepted else { return false }
            }
            return !records.compactMap(\.shared.document).contains {
                $0.document == document.document && $0.version > document.version
                    && ($0.status == .accepted || $0.status == document.status)
            }
        }

        private func fits(_ document: DocumentDescription, _ end: DocumentEvent.Kind?, _ query: SearchQuery) -> Bool {
            let details = document.details
            let texts = [document.name, details.notation, details.issuer, details.paperType].map { text in
                text.map { FoldedText($0) }
            }
            let words = texts.flatMap { $0?.words ?? [] }
            guard query.terms?.words.allSatisfy({ words.contains($0) }) ?? true,
                query.terms?.phrases.allSatisfy({ phrase in texts.contains { holds($0, phrase) } }) ?? true,
                query.issuer.map({ holds(texts[2], $0.phrase) }) ?? true,
                query.paperType.map({ holds(texts[3], $0.phrase) }) ?? true,
                query.category.map({ document.category == $0 }) ?? true,
                query.issuedFrom.map({ from in details.issued.map { $0 >= from } ?? false }) ?? true,
                query.issuedTo.map({ to in details.issued.map { $0 <= to } ?? false }) ?? true
            else { return false }
            switch query.code {
            case .exactly(let code): guard document.code?.value == code else { return false }
            case .beginning(let code): guard document.code?.value.hasPrefix(code) ?? false else { return false }
            case nil: break
            }
            return switch query.status {
            case .current: document.status == .accepted && end == nil
            case .pending: document.status == .pending && end == nil
            case .expired: end == .expired
            case .withdrawn: end == .withdrawn
            case .refused: end == .refused
            case nil: true
            }
        }

        private func holds(_ text: FoldedText?, _ phrase: String) -> Bool {
            let asked = phrase.split(separator: " ").map(String.init)
            let words = text?.words ?? []
            return words.indices.contains { words[$0...].starts(with: asked) }
        }
    }

    private static let owners = ["CCCD:038093015572", "CMND:012345678", "MST:0100109106"]
    private static let names = [
        "Giấy khai sinh", "GIẤY phép xây dựng", "Hợp đồng thuê nhà", "Đơn đề nghị", "Giấy hoà giải",
    ]
    private static let issuers = ["UBND xã Hòa Bình", "UBND xã Hoà An", "Sở Xây dựng", nil]
    private static let types = ["KQ.G15.000031", "KQ.G15.000032", "Giấy phép", nil]

    /// Random documents, versions, ends; some pending.
    private func vault(_ numbers: inout SeededNumbers) async throws -> MintedVault {
        let vault = try MintedVault()
        for number in 0..<40 {
            let owner = Self.owners.randomElement(using: &numbers) ?? Self.owners[0]
            var validator = PresetValidator(identifiers: [owner])
            if number % 5 == 4 {
                validator.indication = .indeterminate
                validator.subIndication = .tryLater
            }
            let folder = try await vault.open(validator)
            var request = try MintedVault.request(number, owner: owner)
            request.name = (Self.names.randomElement(using: &numbers) ?? "") + " số \(number % 7)"
            if number % 2 == 0 { request.code = try DocumentCode("H37-\(number % 4)-é-\(number)") }
            request.details = DocumentDetails(
                paperType: Self.types.randomElement(using: &numbers) ?? nil,
                notation: number % 3 == 0 ? "\(number % 4)/2026/GKS" : nil,
                issuer: Self.issuers.randomElement(using: &numbers) ?? nil,
                issued: number % 4 == 0 ? nil : DocumentDay("2026-0\(number % 9 + 1)-15"))
            let known = try await folder.vault.list(DocumentQuery(owner: OwnerIdentity(try Owner(owner))))
            if number % 6 == 5, let other = known.randomElement(using: &numbers), other.end == nil {
                request.replaces = try DocumentReference(other.description.document.text)
                request.code = nil
            }
            let outcome = try await folder.vault.deposit(request)
            if number % 4 == 1, case .kept(let committed, _) = outcome, let document = KeptDocument(committed.record) {
                // Only what was never let in is refused later.
                let id = document.description.document
                let isLetIn = try await folder.vault.standing(of: id)?.acceptedVersion != nil
                let wanted = DocumentEvent.Kind.allCases[number / 4 % 3]
                let kind = wanted == .refused && isLetIn ? .expired : wanted
                _ = try await folder.vault.enter(kind, of: document, reason: "", uploader: "test", entrance: "test")
            }
            try await folder.close()
        }
        return vault
    }

    private func query(_ numbers: inout SeededNumbers) throws -> SearchQuery {
        var query = SearchQuery(limit: Int.random(in: 1...6, using: &numbers))
        func isChosen(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &numbers) == 0 }
        if isChosen(2) {
            let words = ["giay", "GIẤY khai", "hoà", "2/2026/gks", "so 3", "đồng", "không-có", "hoa binh", "kq.g15"]
            query.terms = try SearchTerms(words.randomElement(using: &numbers) ?? "giay")
        }
        if isChosen(6) { query.code = .beginning(["H37-", "H37-2", "h"].randomElement(using: &numbers) ?? "") }
        if isChosen(8) { query.code = .exactly("H37-2-e\u{301}-6") }
        let issuer = ["hoa", "UBND xã", "xây dựng"].randomElement(using: &numbers)
        if isChosen(5) { query.issuer = issuer.map { FoldedText($0) } }
        let type = ["KQ.G15", "KQ.G15.000031"].randomElement(using: &numbers)
        if isChosen(5) { query.paperType = type.map { FoldedText($0) } }
        if isChosen(5) { query.issuedFrom = DocumentDay("2026-03-15") }
        if isChosen(5) { query.issuedTo = DocumentDay("2026-06-15") }
        if isChosen(8) { query.category = isChosen(2) ? .ownFile : .result }
        if isChosen(3) { query.status = SearchQuery.Status.allCases.randomElement(using: &numbers) }
        if isChosen(2) {
            let owners = try Self.owners.filter { _ in isChosen(2) }.map { try Owner($0) }
            if let first = owners.first { query.owner = OwnerIdentity(first, linked: owners) }
        }
        return query
    }

    @Test("finds exactly what the records say, newest first, whatever the page and its bounded work")
    func likeTheRecords() async throws {
        var numbers = SeededNumbers(seed: 11)
        let vault = try await vault(&numbers)
        let told = Told(records: try await vault.records())
        let database = try CatalogueDatabase(reading: "\(vault.path)/catalogue.sqlite")
        var hits = 0
        for _ in 0..<600 {
            var query = try query(&numbers)
            let expected = told.found(query)
            let window = Int.random(in: 1...12, using: &numbers)
            let sample = Int.random(in: 1...12, using: &numbers)
            var found: [UInt64] = []
            var pages = 0
            while true {
                let page = try database.read { try CatalogueSearch(query).run($0, window: window, sample: sample) }
                #expect(page.records.count <= query.limit)
                found += page.records.map(UInt64.init(bitPattern:))
                pages += 1
                guard let next = page.next, pages < 1000 else { break }
                query.before = UInt64(bitPattern: next)
            }
            #expect(found == expected, "\(query)")
            hits += found.count
        }
        #expect(hits > 500)
        #expect(try await vault.check().findings == [])
    }

    @Test("a page says what its records say, and where to go on")
    func pages() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(3)
        let folder = try await vault.open()
        var query = SearchQuery(limit: 2)
        query.terms = try SearchTerms("hợp đồng")
        let first = try await folder.vault.search(query)
        #expect(first.listings.map(\.index) == [2, 1] && first.next == 1)
        #expect(first.listings.map(\.description) == [records[2], records[1]].compactMap(\.shared.document))
        query.before = first.next
        let second = try await folder.vault.search(query)
        #expect(second.listings.map(\.index) == [0] && second.next == nil)
        query.before = UInt64.max
        #expect(try await folder.vault.search(query).listings.count == 2)
        try await folder.close()
    }

    @Test("what is pending is found by its owner alone, by whatever is asked")
    func pending() async throws {
        let vault = try MintedVault()
        var validator = PresetValidator()
        validator.indication = .indeterminate
        validator.subIndication = .tryLater
        let folder = try await vault.open(validator)
        var request = try MintedVault.request(1)
        request.name = "Giấy bí mật"
        request.code = try DocumentCode("H37-1")
        _ = try await folder.vault.deposit(request)
        var queries = [SearchQuery(), SearchQuery(), SearchQuery(), SearchQuery()]
        queries[1].terms = try SearchTerms("giay")
        queries[2].code = .exactly("H37-1")
        queries[3].status = .pending
        for var query in queries {
            #expect(try await folder.vault.search(query).listings.isEmpty)
            query.owner = OwnerIdentity(try Owner("CCCD:001200000001"))
            #expect(try await folder.vault.search(query).listings.isEmpty)
            query.owner = OwnerIdentity(try Owner(MintedVault.owner))
            #expect(try await folder.vault.search(query).listings.count == 1)
        }
        try await folder.close()
    }
}
