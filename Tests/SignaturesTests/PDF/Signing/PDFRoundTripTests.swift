import PKI
import Signatures
import TestSupport
import Testing

/// What kho signs, as kho itself validates it: certified, stamped, timestamped, three times over.
@Suite("PDF signatures there and back")
struct PDFRoundTripTests {
    @Test("three signatures of every kind are all good, and none is called a suspicious change of another")
    func roundTrip() throws {
        let desk = try PDFDesk()
        let font = try desk.original(PDFStampTests.fontPath)
        var file = try desk.sign(try desk.original()) { $0.isTimestamped = true }
        file = try desk.sign(file) {
            $0.stamp = PDFStamp(page: .number(1), corner: .topRight, lines: ["Ký bởi: Nguyễn Văn An"], font: font)
        }
        file = try desk.sign(file) { $0.reason = "Đồng ý" }
        let validator = SignatureValidator(trust: desk.pki.trust(crls: try desk.pki.lists()))
        let report = try validator.validate(MemorySource(file), at: MintedPKI.now)
        #expect(report.indication == .totalPassed, "\(report.signatures.map(\.reasons))")
        #expect(report.signatures.count == 3)
        #expect(report.signatures.map(\.level).contains("PAdES-BASELINE-T"))
    }

    @Test("a certification is good, and stays so under a signature that it allows")
    func certified() throws {
        let desk = try PDFDesk()
        let validator = SignatureValidator(trust: desk.pki.trust(crls: try desk.pki.lists()))
        for level in PDFSigningRequest.Certification.allCases {
            var file = try desk.sign(try desk.original()) { $0.certification = level }
            if level != .noChanges { file = try desk.sign(file) }
            let report = try validator.validate(MemorySource(file), at: MintedPKI.now)
            #expect(report.indication == .totalPassed, "\(level): \(report.signatures.map(\.reasons))")
        }
    }
}
