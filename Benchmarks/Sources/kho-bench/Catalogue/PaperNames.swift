import VaultCore

/// Names, numbers, issuers and types of papers as they are met, from numbers that are the same in each run.
struct PaperNames {
    private var numbers = SeededWords(state: 4)

    private static let kinds = [
        "Giấy khai sinh", "Giấy phép xây dựng", "Quyết định về việc công nhận", "Hợp đồng lao động",
        "Đơn đề nghị cấp lại", "Giấy chứng nhận quyền sử dụng đất", "Biên bản họp", "Giấy phép kinh doanh",
        "Bản sao trích lục khai tử", "Văn bằng tốt nghiệp", "Giấy xác nhận tình trạng hôn nhân", "Tờ khai thuế",
    ]
    private static let families = [
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    ]
    private static let middles = ["Văn", "Thị", "Đức", "Hữu", "Minh", "Ngọc", "Thanh", "Quang"]
    private static let given = [
        "An", "Bình", "Cường", "Dũng", "Hòa", "Lan", "Mai", "Nam", "Phương", "Quý", "Sơn", "Thảo", "Uyên", "Yến",
    ]
    private static let issuers = ["Sở Xây dựng", "Sở Tư pháp", "Cục Thuế", "Phòng Công chứng số"]
    private static let wards = ["Hòa Bình", "Thủy Xuân", "Đống Đa", "Bến Nghé", "An Lạc", "Tân Định"]

    /// Stands in the name of one document alone.
    static let rareWord = "Quỳnh-Lưu-Độc-Nhất"

    /// The next paper: the document's name and details.
    mutating func next(_ number: Int) -> (name: String, details: DocumentDetails) {
        var name = "\(pick(Self.kinds)) \(pick(Self.families)) \(pick(Self.middles)) \(pick(Self.given))"
        if number == 777 { name += " " + Self.rareWord }
        let issuer =
            numbers.below(2) == 0 ? "UBND phường \(pick(Self.wards))" : "\(pick(Self.issuers)) \(numbers.below(63) + 1)"
        let details = DocumentDetails(
            paperType: "KQ.G15.\(padded(numbers.below(200), 6))",
            notation: "\(numbers.below(5000) + 1)/\(2019 + numbers.below(8))/GKS", issuer: issuer,
            issued: DocumentDay("\(2019 + numbers.below(7))-\(padded(numbers.below(12) + 1, 2))-15"))
        return (name, details)
    }

    /// Every document has a code; this is the one of so many.
    static func code(_ number: Int) -> String { "H\(10 + number % 60)-\(padded(number, 9))-KQ1" }

    static func owner(_ number: Int) -> String { "CCCD:0380\(padded(number % 100_000, 8))" }

    private mutating func pick(_ list: [String]) -> String { list[numbers.below(list.count)] }
}

/// A number with zeros before it.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Knuth's linear congruences: the same in each run, which is all that is asked.
private struct SeededWords {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
