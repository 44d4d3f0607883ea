import Foundation
import PKI

/// The file `certs/periods`: since and until when anchors are trusted, where that is not "always".
///
/// One line for each: `purpose sha256 from until`, times in RFC 3339, `-` for an open end. Removing a root writes its
/// end here, so that what was proven before it stays good.
struct TrustPeriods {
    struct Period: Hashable {
        var from: Instant?
        var until: Instant?
    }

    static let file = "periods"
    private var periods: [String: Period] = [:]

    /// - Throws: `TrustFolder.Unusable` for a line that cannot be understood: to skip one would be to trust for ever.
    init(folder: TrustFolder) throws(TrustFolder.Unusable) {
        guard FileManager.default.fileExists(atPath: folder.path + "/" + Self.file) else { return }
        guard let bytes = try? folder.read(Self.file) else {
            throw TrustFolder.Unusable(file: Self.file, what: "not readable")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !words.isEmpty else { continue }
            let times = words.dropFirst(2).map { $0 == "-" ? Instant?.none : Instant($0) }
            let valid = zip(words.dropFirst(2), times).allSatisfy { $0 == "-" || $1 != nil }
            guard words.count == 4, valid, TrustPurpose(rawValue: words[0]) != nil,
                Digest("sha256:" + words[1]) != nil
            else { throw TrustFolder.Unusable(file: Self.file, what: "line \(number + 1)") }
            periods[words[0] + " " + words[1]] = Period(from: times[0], until: times[1])
        }
    }

    private static func key(_ sha256: Digest, _ purpose: TrustPurpose) -> String {
        purpose.rawValue + " " + sha256.hexadecimal
    }

    func period(of sha256: Digest, for purpose: TrustPurpose) -> Period? { periods[Self.key(sha256, purpose)] }

    mutating func set(_ period: Period?, of sha256: Digest, for purpose: TrustPurpose) {
        periods[Self.key(sha256, purpose)] = period
    }

    var bytes: [UInt8] {
        let lines = periods.sorted { $0.key < $1.key }.map { key, period in
            "\(key) \(period.from?.description ?? "-") \(period.until?.description ?? "-")\n"
        }
        return Array(("# purpose sha256 trusted-from trusted-until\n" + lines.joined()).utf8)
    }
}
