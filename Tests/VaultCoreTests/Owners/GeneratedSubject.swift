import PKI
import Signatures
import TestSupport

@testable import VaultCore

/// A random subject with what it truly says, known from its making and not from reading it.
///
/// Numbers come from a small pool of near misses, so that owners and signers meet often: digits that differ in one place,
/// a branch and its head office, the same digits under several schemes.
struct GeneratedSubject {
    /// Whom the subject numbers, as a person reads it, also where the spelling is bad.
    private(set) var numbers: [String] = []
    /// Some number is not in the spelling or form that counts.
    private(set) var isSpoilt = false
    private(set) var subject = Subject([])

    static let people = [
        "CCCD:038093015572", "CCCD:038093015573", "CCCD:025199009534", "CMND:038093015", "CMND:093015572",
        "CMND:038093016", "HC:038093015", "HC:C1234567", "BHXH:0380930155", "PID:038093015572", "PPID:038093015572",
    ]
    static let organisations = [
        "MST:0100686209", "MST:0100686209-199", "MST:0100686209-198", "MST:0102182292-998", "MST:038093015572",
        "MNS:1047665", "TIN:0100686209",
    ]
    static let owners = people + organisations

    init(using random: inout SeededNumbers) {
        let shape = Int.random(in: 0..<100, using: &random)
        switch shape {
        case 0..<30: add(Self.people, using: &random)
        case 30..<45: add(Self.organisations, using: &random)
        case 45..<70:
            add(Self.people, using: &random)
            add(Self.organisations, using: &random)
        case 70..<95: for _ in 0..<Int.random(in: 2...4, using: &random) { add(Self.owners, using: &random) }
        default: break
        }
        for _ in 0..<Int.random(in: 0...3, using: &random) { addHarmless(using: &random) }
        subject.attributes.shuffle(using: &random)
    }

    private mutating func add(_ pool: [String], using random: inout SeededNumbers) {
        let number = pool[Int.random(in: 0..<pool.count, using: &random)]
        numbers.append(number)
        var value = number
        if Int.random(in: 0..<10, using: &random) == 0 {
            value = Self.spoil(number, using: &random)
            isSpoilt = true
        }
        subject.attributes.append(.init(Int.random(in: 0..<5, using: &random) == 0 ? .serialNumber : .userID, value))
    }

    /// Text that names nobody, often with an owner's very digits in it.
    private mutating func addHarmless(using random: inout SeededNumbers) {
        let number = Self.owners[Int.random(in: 0..<Self.owners.count, using: &random)]
        let digits = String(number.drop { $0 != ":" }.dropFirst())
        let choices: [CertificateTemplate.NameAttribute] = [
            .init(.commonName, number), .init(.organizationName, "Công ty \(number)"), .init(.serialNumber, digits),
            .init(.userID, digits), .init(.userID, "ID:\(digits)"), .init(.commonName, "Nguyễn Văn An"),
            .init(.userID, "nguyen.van.an"), .init("2.5.4.12", number), .init("2.5.4.20", digits),
        ]
        subject.attributes.append(choices[Int.random(in: 0..<choices.count, using: &random)])
    }

    private static func spoil(_ number: String, using random: inout SeededNumbers) -> String {
        let colon = number.firstIndex(of: ":") ?? number.startIndex
        let prefix = String(number[..<colon])
        let digits = String(number[number.index(after: colon)...])
        let wide = String(
            String.UnicodeScalarView(digits.unicodeScalars.map { Unicode.Scalar($0.value + 0xfee0) ?? $0 }))
        // `HC` and `C1234567` in one word are a word of their own.
        let glued = digits.first?.isNumber == true ? prefix + digits : prefix + "#" + digits
        let choices = [
            number + " ", " " + number, prefix + ": " + digits, prefix.lowercased() + ":" + digits,
            prefix.prefix(1) + prefix.dropFirst().lowercased() + ":" + digits, prefix + ":" + wide, glued,
            prefix + "." + digits,
            number + "\u{301}", number + "\u{0}", prefix + "\u{ff1a}" + digits, prefix + ":" + digits + ":1",
            "\u{200b}" + number, number + "\u{200b}", prefix + "\u{a0}:" + digits, prefix + ":",
        ]
        return choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    /// What the comparator must say, told from the making of the subject.
    func expected(_ owner: String) -> SignerMatch {
        func scheme(_ number: String) -> Substring { number.prefix { $0 != ":" } }
        let distinct = Set(numbers)
        let isContradictory = Set(distinct.map(scheme)).count < distinct.count
        if isSpoilt || isContradictory || distinct.isEmpty { return .unknown }
        let isPersonal = Self.people.contains(owner)
        let alike = distinct.intersection(isPersonal ? Self.people : Self.organisations)
        let others = distinct.subtracting(alike)
        if alike.isEmpty { return .anotherPerson }
        if distinct.contains(owner) {
            if isPersonal { return others.isEmpty ? .owner : .ownerForOrganisation }
            return others.isEmpty ? .organisationSeal : .employeeOfOwner
        }
        return alike.map(scheme).contains(scheme(owner)) ? .anotherPerson : .unknown
    }
}
