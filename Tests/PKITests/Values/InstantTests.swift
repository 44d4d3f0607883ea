import PKI
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(
        "RFC 3339 is read in all its forms",
        arguments: [
            ("1970-01-01T00:00:00Z", Int64(0)), ("2026-06-01T00:00:00Z", 1_780_272_000_000_000),
            ("2026-06-01t07:00:00+07:00", 1_780_272_000_000_000), ("2026-05-31 23:30:00-00:30", 1_780_272_000_000_000),
            ("1969-12-31T23:59:59.999999Z", -1), ("2024-02-29T00:00:00.5z", 1_709_164_800_500_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
        ])
    func parsed(text: String, microseconds: Int64) { #expect(Instant(text)?.microseconds == microseconds) }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2026", "2026-06", "2026-6-1", "2026-02-29", "2026-00-01", "2026-13-01", "2026-06-31", "2026-06-01T",
            "2026-06-01T00:00Z",
            "2026-06-01T24:00:00Z", "2026-06-01T00:60:00Z", "2026-06-01T23:59:60Z", "2026-06-01T00:00:00",
            "2026-06-01T00:00:00.Z",
            "2026-06-01T00:00:00.1234567Z", "2026-06-01T00:00:00+7:00", "2026-06-01T00:00:00+0700",
            "2026-06-01T00:00:00+24:00",
            "2026-06-01T00:00:00Z ", " 2026-06-01", "+2026-06-01T00:00:00Z", "２026-06-01T00:00:00Z", "20260601T000000Z",
            "-001-06-01",
        ])
    func refused(_ text: String) { #expect(Instant(text) == nil) }

    @Test(
        "what is written is read again",
        arguments: [0, 1, -1, 1_780_272_000_000_000, -62_167_219_200_000_000, 253_402_300_799_999_999])
    func roundTrip(_ microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(Instant(instant.description) == instant)
        #expect(Instant(instant.textWithMicroseconds) == instant)
    }

    @Test("the fraction is written where there is one, and always with microseconds")
    func fraction() {
        #expect(Instant(microseconds: 5).description == "1970-01-01T00:00:00.000005Z")
        #expect(Instant(microseconds: 0).textWithMicroseconds == "1970-01-01T00:00:00.000000Z")
        #expect(Instant(microseconds: -1).seconds == -1)
        #expect(Instant(microseconds: -1_000_000).seconds == -1)
    }

    // A certificate whose notAfter cannot be read ends at the farthest time; printing it trapped.
    @Test("the farthest times can be printed", arguments: [Int64.min, Int64.max])
    func extremes(_ microseconds: Int64) {
        #expect(Instant(microseconds: microseconds).description.hasSuffix("Z"))
        #expect(Instant(microseconds: microseconds).textWithMicroseconds.hasSuffix("Z"))
    }
}
