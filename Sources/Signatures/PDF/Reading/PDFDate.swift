import PKI

/// A date string of a PDF (ISO 32000-2 clause 7.9.4): `D:20260601153000+07'00'`.
enum PDFDate {
    /// - Returns: nil for what is no full date with a time; a missing zone counts as UTC.
    static func instant(_ string: [UInt8]?) -> Instant? {
        guard var rest = string?[...], rest.starts(with: "D:".utf8) else { return nil }
        rest = rest.dropFirst(2)
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.count == 14 else { return nil }
        let zone = rest.dropFirst(14).filter { $0 != UInt8(ascii: "'") }
        let text = String(decoding: digits, as: UTF8.self)
        func part(_ start: Int, _ count: Int) -> Substring { text.dropFirst(start).prefix(count) }
        let day = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))"
        guard let sign = zone.first, sign != UInt8(ascii: "Z") else { return Instant(day + "Z") }
        let offset = String(decoding: zone.dropFirst(), as: UTF8.self)
        guard offset.utf8.count == 4 || offset.utf8.count == 2 else { return nil }
        let minutes = offset.utf8.count == 4 ? offset.suffix(2) : "00"
        return Instant("\(day)\(Character(Unicode.Scalar(sign)))\(offset.prefix(2)):\(minutes)")
    }
}
