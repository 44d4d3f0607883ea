internal import COpenSSL

#if canImport(Glibc)
    internal import Glibc
#endif

/// ASN.1's two forms of time.
enum ASN1Time {
    /// UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSS[.f…]Z` (RFC 5280 section 4.1.2.5, RFC 3161
    /// section 2.4.2); nil for any other form.
    static func instant(tag: UInt8, content: ArraySlice<UInt8>) -> Instant? {
        var reader = CalendarReader(content)
        let year: Int64
        switch tag {
        case ASN1Tag.utcTime:
            guard let short = reader.number(2) else { return nil }
            year = short < 50 ? 2000 + short : 1900 + short
        case ASN1Tag.generalizedTime:
            guard let full = reader.number(4) else { return nil }
            year = full
        default: return nil
        }
        guard let month = reader.number(2), let day = reader.number(2), let hour = reader.number(2), hour < 24,
            let minute = reader.number(2), minute < 60, let second = reader.number(2), second < 60,
            let days = CalendarTime.days(year: year, month: month, day: day)
        else { return nil }
        var fraction: Int64 = 0
        if tag == ASN1Tag.generalizedTime, reader.skip(".") {
            guard let digits = reader.digits(upTo: 6) else { return nil }
            fraction = digits
        }
        guard reader.skip("Z"), reader.isAtEnd else { return nil }
        return Instant(microseconds: (days * 86400 + hour * 3600 + minute * 60 + second) * 1_000_000 + fraction)
    }

    /// OpenSSL's ASN1_TIME; nil where it is absent or no valid time.
    static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        guard let time else { return nil }
        var calendar = tm()
        guard ASN1_TIME_to_tm(time, &calendar) == 1 else { return nil }
        return Instant(seconds: Int64(timegm(&calendar)))
    }

    /// The DER of a time as certificates, CRLs and CMS write it: UTCTime up to 2049, GeneralizedTime after.
    static func der(_ instant: Instant) -> [UInt8] {
        let text = instant.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let digits = Array(text.prefix(14))
        let year = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        if (1950..<2050).contains(year) {
            return DER.element(ASN1Tag.utcTime, digits.dropFirst(2) + [UInt8(ascii: "Z")])
        }
        return DER.element(ASN1Tag.generalizedTime, digits + [UInt8(ascii: "Z")])
    }
}
