import PKI

extension Instant {
    /// The time as a PDF's date string, in the local zone (ISO 32000-2 clause 7.9.4): `D:20261123195514+07'00'`.
    var pdfDate: [UInt8] {
        // 2026-11-23T19:55:14+07:00
        let text = Array(localText.utf8)
        let digits = text.prefix(19).filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let zone = text.dropFirst(19)
        return Array("D:".utf8) + digits + zone.prefix(3) + Array("'".utf8) + zone.suffix(2) + Array("'".utf8)
    }
}
