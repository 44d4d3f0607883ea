import PKI
import TestSupport
import Testing

@testable import VaultCore

@Suite("References are read as they are written")
struct VaultReferencePropertyTests {
    static func generated(using random: inout SeededNumbers) throws -> VaultReference {
        func digits(_ count: Int) -> String {
            let alphabet = Array("0123456789abcdef")
            return String((0..<count).map { _ in alphabet[Int.random(in: 0..<16, using: &random)] })
        }
        let ceilings = [1, 9, 10, 99_999, 999_999_999]
        let document = try #require(DocumentID(digits(32)))
        let shape = Int.random(in: 0..<3, using: &random)
        let version = Int.random(in: 1...ceilings[Int.random(in: 0..<5, using: &random)], using: &random)
        return try VaultReference(
            vault: digits(32), document: document, version: shape > 0 ? version : nil,
            pin: shape > 1 ? digits(Int.random(in: 16...64, using: &random)) : nil)
    }

    @Test("line and QR payload give the same reference back; no two references share a line")
    func roundTrip() throws {
        var random = SeededNumbers(seed: 61)
        var lines: [String: VaultReference] = [:]
        for _ in 0..<20_000 {
            let reference = try Self.generated(using: &random)
            #expect(try VaultReference(reference.text) == reference)
            #expect(try VaultReference(reference.qrPayload) == reference)
            #expect(reference.text.utf8.count <= VaultReference.maximumLength)
            #expect(lines.updateValue(reference, forKey: reference.text).map { $0 == reference } ?? true)
        }
    }

    @Test("a line with one character changed, added or left out is refused, or is another reference's very line")
    func changes() throws {
        var random = SeededNumbers(seed: 62)
        let others = Array("0123456789abcdefghijkoxzABCDEFGKHOZ:/.@-+% \n\u{301}đ".unicodeScalars)
        var refused = 0
        for _ in 0..<20_000 {
            let reference = try Self.generated(using: &random)
            let isQR = Bool.random(using: &random)
            var scalars = Array((isQR ? reference.qrPayload : reference.text).unicodeScalars)
            let at = Int.random(in: 0..<scalars.count, using: &random)
            let other = others[Int.random(in: 0..<others.count, using: &random)]
            switch Int.random(in: 0..<3, using: &random) {
            case 0: scalars[at] = other
            case 1: scalars.insert(other, at: at)
            default: scalars.remove(at: at)
            }
            let line = String(String.UnicodeScalarView(scalars))
            guard let read = try? VaultReference(line) else {
                refused += 1
                continue
            }
            #expect(line.utf8.elementsEqual((isQR ? read.qrPayload : read.text).utf8))
        }
        #expect(refused > 10_000)
    }
}
