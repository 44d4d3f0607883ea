import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Really signed deposits of people, employees and organisations, into their own and into others' spaces.
@Suite("Whose space a signed file may enter")
struct OwnerDepositTests {
    private typealias Name = [CertificateTemplate.NameAttribute]

    private static let company = "MST:0100686209-199"
    private static let employee: Name = [
        .init(.userID, company), .init(.userID, MintedVault.owner), .init(.commonName, "Nguyễn Văn An"),
        .init(.organizationName, "Công ty Ví Dụ"),
    ]
    private static let agency: Name = [
        .init("1.2.840.113549.1.9.1", "so@example.vn"), .init(.userID, "MST:0400260612"), .init(.userID, "MNS:1047665"),
        .init(.commonName, "Sở Y tế"), .init(.organizationName, "UBND TP"),
    ]

    private func matches(_ desk: SignedDesk) async throws -> [SignerMatch?] {
        let folder = try await VaultFolder.open(desk.vault.path, for: .reading)
        return try await folder.vault.list(DocumentQuery()).map(\.description.verdict?.signerMatch)
    }

    @Test("an employee's file is the organisation's: not the employee's, the head office's or another branch's")
    func employees() async throws {
        let desk = try SignedDesk()
        let signature = try SignedDesk.signature(by: desk.citizens.signer(Self.employee))
        #expect(try await desk.deposit(signature) == .refused(.signedForOrganisation))
        for other in ["MST:0100686209", "MST:0100686209-198", "CCCD:001200000001", "CMND:038093015"] {
            #expect(try await desk.deposit(signature, owner: other) == .refused(.ownerMismatch), "\(other)")
        }
        #expect(try await desk.deposit(signature, owner: Self.company) == .accepted)
        #expect(try await matches(desk) == [.employeeOfOwner])
    }

    @Test("a seal opens its organisation's space, by any of its numbers, and nobody else's")
    func seals() async throws {
        let desk = try SignedDesk()
        let seal = try SignedDesk.signature(by: desk.citizens.signer([.init(.userID, Self.company)]))
        #expect(try await desk.deposit(seal, owner: Self.company) == .accepted)
        #expect(try await desk.deposit(seal) == .refused(.ownerMismatch))
        let agency = try SignedDesk.signature(by: desk.authorities.signer(Self.agency))
        for number in ["MST:0400260612", "MNS:1047665"] {
            #expect(try await desk.deposit(agency, owner: number) == .accepted)
        }
        #expect(try await desk.deposit(agency, owner: Self.company) == .refused(.ownerMismatch))
        #expect(try await matches(desk) == [.organisationSeal, .organisationSeal, .organisationSeal])
    }

    @Test("two people in one certificate, and a number in a doubtful spelling, open no space")
    func ambiguous() async throws {
        let desk = try SignedDesk()
        let subjects: [Name] = [
            [.init(.userID, MintedVault.owner), .init(.userID, "CCCD:001200000001")],
            [.init(.userID, MintedVault.owner), .init(.serialNumber, "CCCD:001200000001")],
            [.init(.userID, MintedVault.owner), .init(.userID, "CCCD:001200000001 ")],
            [.init(.userID, "cccd:038093015572")], [.init(.userID, "CCCD:０３８０９３０１５５７２")],
            [.init(.serialNumber, "038093015572")], [.init(.userID, "038093015572")],
        ]
        for subject in subjects {
            let signature = try SignedDesk.signature(
                by: desk.citizens.signer(subject + [.init(.commonName, "Nguyễn Văn An")]))
            for owner in [MintedVault.owner, "CCCD:001200000001"] {
                #expect(
                    try await desk.deposit(signature, owner: owner) == .refused(.ownerMismatch),
                    "\(subject.map(\.value))")
            }
        }
    }

    @Test("the record says how the signer stands to the owner, in every category, and the log's leaf does not")
    func recorded() async throws {
        let desk = try SignedDesk()
        let own = try SignedDesk.signature(by: desk.citizens.signer())
        #expect(try await desk.deposit(own) == .accepted)
        #expect(try await desk.deposit(own, owner: "CCCD:001200000001", category: .dossier) == .accepted)
        #expect(try await matches(desk) == [.owner, .anotherPerson])
        let folder = try await VaultFolder.open(desk.vault.path, for: .reading)
        for listing in try await folder.vault.list(DocumentQuery()) {
            let record = try await folder.vault.show(DocumentReference(listing.description.document.text)).record
            #expect(try SharedPart(bytes: record.shared.bytes).document == record.shared.document)
            let leaf = String(decoding: record.leaf.bytes, as: UTF8.self)
            #expect(!leaf.contains("owner") && !leaf.contains("person"))
        }
    }
}
