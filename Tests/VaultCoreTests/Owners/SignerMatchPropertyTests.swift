import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@testable import VaultCore

/// KHO_SUBJECTS sets how many subjects are made; `make soak` makes a million.
@Suite("No wrong match among many subjects")
struct SignerMatchPropertyTests {
    private static let count = ProcessInfo.processInfo.environment["KHO_SUBJECTS"].flatMap { Int($0) } ?? 200_000
    private static let lanes = 8

    @Test("each generated subject against an owner, by what the subject was made to say", arguments: 0..<lanes)
    func generated(_ lane: Int) throws {
        var random = SeededNumbers(seed: UInt64(1000 + lane))
        let owners = try GeneratedSubject.owners.map { try Owner($0) }
        var seen: [SignerMatch: Int] = [:]
        for number in 0..<(Self.count / Self.lanes) {
            let made = GeneratedSubject(using: &random)
            // Half of the owners are ones that the subject numbers, however badly spelt.
            let named = owners.filter { made.numbers.contains($0.description) }
            let pool = number % 2 == 0 && !named.isEmpty ? named : owners
            let owner = pool[Int.random(in: 0..<pool.count, using: &random)]
            let match = SignerMatch(made.subject.signer, owner: owner)
            seen[match, default: 0] += 1
            if match != made.expected(owner.description) {
                Issue.record("\(owner) and \(made.subject.attributes): \(match)")
                return
            }
            // Whatever the oracle says: nobody is let in whom the subject does not number, or beside whom it numbers another.
            if match.isOwners, !made.numbers.contains(owner.description) || made.isSpoilt {
                Issue.record("\(owner) is let in by \(made.subject.attributes)")
                return
            }
        }
        for match in SignerMatch.allCases { #expect(seen[match, default: 0] > 0, "\(match) was never met") }
    }

    @Test("the order of a subject's attributes never changes the result")
    func order() throws {
        var random = SeededNumbers(seed: 2)
        let owners = try GeneratedSubject.owners.map { try Owner($0) }
        for _ in 0..<5_000 {
            let made = GeneratedSubject(using: &random)
            var shuffled = made.subject
            shuffled.attributes.shuffle(using: &random)
            let owner = owners[Int.random(in: 0..<owners.count, using: &random)]
            #expect(
                SignerMatch(shuffled.signer, owner: owner) == SignerMatch(made.subject.signer, owner: owner))
        }
    }

    @Test("a subject opens at most one person's space, and at most one organisation's by each scheme")
    func atMostOne() throws {
        var random = SeededNumbers(seed: 3)
        let owners = try GeneratedSubject.owners.map { try Owner($0) }
        for _ in 0..<5_000 {
            let signer = GeneratedSubject(using: &random).subject.signer
            let opened = owners.filter { SignerMatch(signer, owner: $0).isOwners }
            let schemes = opened.map(\.scheme)
            #expect(Set(schemes).count == schemes.count, "\(signer.identifiers) opens \(opened)")
            #expect(Set(opened.map { $0.known?.isPersonal }).count <= 1, "\(signer.identifiers) opens \(opened)")
        }
    }

    @Test(
        "an owner with several linked numbers is met by any of them, and never beside another's", arguments: 0..<lanes)
    func linked(_ lane: Int) throws {
        var random = SeededNumbers(seed: UInt64(2000 + lane))
        var met = 0
        for _ in 0..<(Self.count / Self.lanes / 4) {
            let pool = Bool.random(using: &random) ? GeneratedSubject.people : GeneratedSubject.organisations
            let names = pool.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random))
            let owners = try names.map { try Owner($0) }
            let identity = OwnerIdentity(owners[0], linked: owners)
            let made = GeneratedSubject(using: &random)
            let match = SignerMatch(made.subject.signer, owner: identity)
            guard match.isOwners else { continue }
            met += 1
            let numbers = made.numbers.filter { pool.contains($0) }
            let schemes = Set(names.map { $0.prefix { $0 != ":" } })
            let strangers = numbers.filter { number in
                !names.contains(number) && schemes.contains(number.prefix { $0 != ":" })
            }
            let isRight = numbers.contains(where: names.contains) && strangers.isEmpty && !made.isSpoilt
            if !isRight {
                Issue.record("\(names) is met by \(made.subject.attributes)")
                return
            }
        }
        #expect(met > 0)
    }
}
