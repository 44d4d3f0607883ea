import Foundation
import TestSupport
import Testing

@testable import VaultCore

@Suite("No two inputs give one code")
struct CodePropertyTests {
    private static let count = 60_000
    private static let lanes = 4

    @Test("different parts, numbers or versions never have one text, and each text is read back as its parts")
    func injective() {
        var random = SeededNumbers(seed: 41)
        // By what the catalogue counts as one code: the composed spelling.
        var made: [String: GeneratedCode] = [:]
        var byScheme: [CodeScheme: Int] = [:]
        for _ in 0..<(Self.count * 4) {
            let input = GeneratedCode(using: &random)
            guard let minted = input.minted else { continue }
            let key = "\(input.scheme.rawValue)|\(minted.code.value.precomposedStringWithCanonicalMapping)"
            if let other = made.updateValue(input, forKey: key) {
                #expect(other == input, "\(other.prefix) and \(input.prefix) give \(minted.code.value)")
            } else {
                byScheme[input.scheme, default: 0] += 1
            }
            #expect((try? MintedCode(reading: minted.code)) == minted)
            #expect(minted.series.prefix.elementsEqual(input.prefix) { $0.utf8.elementsEqual($1.utf8) })
        }
        for scheme in CodeScheme.allCases {
            #expect(byScheme[scheme, default: 0] > 20, "\(scheme): only \(byScheme[scheme, default: 0]) codes")
        }
    }

    @Test("whatever is read, is written again as the very same bytes", arguments: 0..<lanes)
    func canonical(_ lane: Int) throws {
        var random = SeededNumbers(seed: UInt64(50 + lane))
        var read = 0
        for _ in 0..<(Self.count / Self.lanes) {
            let input = GeneratedCode(using: &random)
            // Also what kho would not make: parts put together without asking.
            var text = CodeText.text(input.scheme, prefix: input.prefix, serial: input.serial, version: input.version)
            if Bool.random(using: &random) { text = Self.damaged(text, using: &random) }
            guard let code = try? DocumentCode(text, scheme: input.scheme.rawValue),
                let minted = try? MintedCode(reading: code)
            else { continue }
            read += 1
            #expect(minted.code.value.utf8.elementsEqual(text.utf8))
            #expect(try MintedCode(minted.series, serial: minted.serial, version: minted.version) == minted)
        }
        #expect(read > 100)
    }

    @Test("a series gives each of its numbers another code")
    func serials() throws {
        for scheme in CodeScheme.allCases {
            let series = try GeneratedCode.series(of: scheme)
            let last = min(9_999, scheme.greatestSerial)
            let codes = try (1...last).map { try MintedCode(series, serial: $0).code.value }
            #expect(Set(codes).count == last)
        }
    }

    private static func damaged(_ text: String, using random: inout SeededNumbers) -> String {
        var scalars = Array(text.unicodeScalars)
        let at = Int.random(in: 0..<scalars.count, using: &random)
        let others: [Unicode.Scalar] = ["0", "1", "A", ".", "-", "_", "(", ")", "V", "\u{301}", "đ"]
        let other = others[Int.random(in: 0..<others.count, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: scalars[at] = other
        case 1: scalars.insert(other, at: at)
        default: scalars.remove(at: at)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
