import PKI
import Testing

@testable import Signatures
@testable import VaultCore

@Suite("The match of a certificate with an owner")
struct SignerMatchTests {
    /// What a certificate with these values of UID says of its signer.
    private static func match(_ uids: [String], _ owner: String) throws -> SignerMatch {
        SignerMatch(Subject(uids.map { .init(.userID, $0) }).signer, owner: try Owner(owner))
    }

    private static let an = "CCCD:038093015572"
    private static let branch = "MST:0100686209-199"

    @Test("the shapes that CAs write")
    func realShapes() throws {
        #expect(try Self.match([Self.an], Self.an) == .owner)
        #expect(try Self.match(["CMND:038093015"], "CMND:038093015") == .owner)
        #expect(try Self.match(["MST:0102182292-998"], "MST:0102182292-998") == .organisationSeal)
        for order in [[Self.branch, "CCCD:025199009534"], ["CCCD:025199009534", Self.branch]] {
            #expect(try Self.match(order, Self.branch) == .employeeOfOwner)
            #expect(try Self.match(order, "CCCD:025199009534") == .ownerForOrganisation)
            #expect(try Self.match(order, Self.an) == .anotherPerson)
        }
        for owner in ["MST:0400260612", "MNS:1047665"] {
            #expect(try Self.match(["MST:0400260612", "MNS:1047665"], owner) == .organisationSeal)
        }
        #expect(try Self.match(["HC:C1234567"], "HC:C1234567") == .owner)
    }

    @Test("a branch and its head office are different taxpayers")
    func branches() throws {
        #expect(try Self.match(["MST:0102182292-998"], "MST:0102182292") == .anotherPerson)
        #expect(try Self.match(["MST:0102182292"], "MST:0102182292-998") == .anotherPerson)
        #expect(try Self.match(["MST:0102182292-998", Self.an], "MST:0102182292") == .anotherPerson)
        #expect(try Self.match(["MST:0102182292", "MST:0102182292-998"], "MST:0102182292") == .unknown)
    }

    @Test("a former number is not compared with a present one, not even the same digits under another scheme")
    func otherSchemes() throws {
        #expect(try Self.match(["CMND:038093015"], Self.an) == .unknown)
        #expect(try Self.match([Self.an], "CMND:038093015") == .unknown)
        #expect(try Self.match(["MST:038093015572"], Self.an) == .anotherPerson)
        #expect(try Self.match([Self.an], "MST:038093015572") == .anotherPerson)
        #expect(try Self.match(["PID:038093015572"], Self.an) == .unknown)
        #expect(try Self.match(["MNS:1047665"], "MST:0400260612") == .unknown)
    }

    @Test("two numbers of one person are one person, two of one scheme are nobody")
    func severalNumbers() throws {
        #expect(try Self.match([Self.an, "CMND:038093015"], Self.an) == .owner)
        #expect(try Self.match([Self.an, "CMND:038093015"], "CMND:038093015") == .owner)
        #expect(try Self.match([Self.an, Self.an], Self.an) == .owner)
        for owner in [Self.an, "CCCD:001099000001", Self.branch] {
            #expect(try Self.match([Self.an, "CCCD:001099000001"], owner) == .unknown)
            #expect(try Self.match([Self.branch, Self.an, "CCCD:001099000001"], owner) == .unknown)
            #expect(try Self.match([Self.branch, "MST:0101234567", Self.an], owner) == .unknown)
        }
    }

    @Test(
        "one value that is not in the one spelling spoils the subject, also beside a good one",
        arguments: [
            "CCCD:038093015572 ", " CCCD:038093015572", "CCCD: 038093015572", "cccd:038093015572", "Cccd:038093015572",
            "ＣＣＣＤ:038093015572", "CCCD：038093015572", "CCCD:０３８０９３０１５５７２", "CCCD038093015572", "CCCD-038093015572",
            "CCCD:038093015572\u{0}", "C\u{301}CCD:038093015572", "CCCD:038093015572\u{301}",
            "CC\u{200b}CD:038093015572",
            "CCCD\u{a0}:038093015572", "CCCD:", "CCCD", "CCCD:1:2", "CCCD:03809301557", "CMND:038093015572", "mst:1",
            "MST:0100686209 - 199", "MST:0100686209-19", "HC:c1234567", "CCCD:\u{fffd}",
        ])
    func misspelt(_ value: String) throws {
        #expect(try Self.match([value], Self.an) == .unknown)
        #expect(try Self.match([Self.an, value], Self.an) == .unknown)
        #expect(try Self.match([value, Self.branch], Self.branch) == .unknown)
    }

    @Test("what is no number of a scheme names nobody, and spoils nothing")
    func otherValues() throws {
        let owner = try Owner(Self.an)
        let harmless: [CertificateTemplate.NameAttribute] = [
            .init(.serialNumber, "038093015572"), .init(.serialNumber, "001099000001"), .init(.userID, "an.nguyen"),
            .init(.userID, "XYZ:001099000001"), .init(.commonName, "CCCD:001099000001"),
            .init(.organizationName, "MST:0102182292"), .init("1.2.840.113549.1.9.1", "CCCD:001099000001"),
            .init(.userID, "HCM 001099000001"), .init(.userID, "СССD:001099000001"),
        ]
        #expect(SignerMatch(Subject(harmless).signer, owner: owner) == .unknown)
        for attribute in harmless {
            #expect(SignerMatch(Subject([attribute]).signer, owner: owner) == .unknown)
            #expect(SignerMatch(Subject([attribute, .init(.userID, Self.an)]).signer, owner: owner) == .owner)
        }
        #expect(SignerMatch(Subject([.init(.serialNumber, Self.an)]).signer, owner: owner) == .owner)
    }

    @Test("only three of the results open an owner's space")
    func isOwners() {
        #expect(SignerMatch.allCases.filter(\.isOwners) == [.owner, .organisationSeal, .employeeOfOwner])
    }

    @Test("an owner of a scheme that nobody knows any more is matched by nobody")
    func unknownOwner() throws {
        let signer = Subject([.init(.userID, Self.an)]).signer
        #expect(SignerMatch(signer, owner: try Owner(recorded: "XYZ:038093015572")) == .unknown)
    }
}
