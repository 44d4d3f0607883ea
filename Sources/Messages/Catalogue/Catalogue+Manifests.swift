extension Catalogue {
    /// Manifests and heads: issuing them, and why a receiver refuses one (docs/design.md).
    static let manifests: [Entry] = [
        .sentence(
            "MANIFEST_ISSUED",
            vi: "Bản kê số {sequence} bao trùm các mục nhật ký từ {from} đến trước {to}, với {count} tài liệu.",
            en: "Manifest {sequence} covers the log from {from} up to, not including, {to}: {count} documents."),
        .sentence(
            "MANIFEST_HEAD",
            vi: "Bản đầu mới có hiệu lực đến {time}.",
            en: "The new head is fresh until {time}."),
        .sentence(
            "MANIFEST_NOTHING",
            vi: "Nhật ký còn trống, nên chưa có bản kê nào.",
            en: "The log is empty, so there is no manifest yet."),
        .sentence(
            "MANIFEST_NOTHING_IN_SCOPE",
            vi: "Chưa có gì thuộc phạm vi này, nên chưa có bản kê nào; bản đầu cho biết đã xem đến đâu.",
            en: "Nothing in this scope came yet, so there is no manifest; the head says how far was looked."),
        .sentence(
            "MANIFESTS_NOT_ISSUED",
            vi: "Kho không có khóa con dấu ở đây, nên máy chủ chỉ phục vụ các bản kê đã có và không phát hành bản mới.",
            en: "The vault has no seal key here, so the server serves the manifests that are there and issues none."),
        .sentence(
            "MANIFESTS_DENIED",
            vi: "Tài khoản của máy chủ không được phát hành bản kê ở kho này, nên không có bản kê nào được phát hành.",
            en: "The server's account may issue no manifests of this vault, so that none are issued."),
        .sentence(
            "MANIFESTS_DENIED.NEXT",
            vi: "Cho tài khoản đó vai trò operator trong tệp roles của kho và chạy `kho serve --as operator`.",
            en: "Give it the role operator in the vault's file roles, and run `kho serve --as operator`."),
        .sentence(
            "SEAL_MALFORMED", vi: "Con dấu không đọc được.", en: "The seal cannot be read."),
        .sentence(
            "SEAL_NOT_PINNED",
            vi: "Con dấu không phải của kho mà bạn đã ghim.",
            en: "The seal is not one of the vault that you pinned."),
        .sentence(
            "SEAL_NOT_YET_VALID",
            vi: "Con dấu chưa có hiệu lực vào lúc kiểm tra.",
            en: "The seal was not valid yet at the time of the check."),
        .sentence(
            "SEAL_EXPIRED",
            vi: "Con dấu đã hết hạn, và không có dấu thời gian nào chứng minh bản sao có từ trước đó.",
            en: "The seal has expired, and no timestamp proves that the copy was made before."),
        .sentence(
            "MANIFEST_MALFORMED",
            vi: "Bản kê không đúng dạng ở phần {field}.",
            en: "The manifest is not in its form at {field}."),
        .sentence(
            "MANIFEST_NOT_CANONICAL",
            vi: "Bản kê không ở dạng chuẩn, nên không ai ký đúng các byte này.",
            en: "The manifest is not in its canonical form, so these are not the bytes that count."),
        .sentence(
            "MANIFEST_UNKNOWN_KEY",
            vi: "Bản kê được ký bằng một khóa không được ghim cho kho này.",
            en: "The manifest is signed by a key that is not pinned for this vault."),
        .sentence(
            "MANIFEST_BAD_SIGNATURE",
            vi: "Chữ ký của kho không thuộc về bản kê này.",
            en: "The vault's signature does not belong to this manifest."),
        .sentence(
            "MANIFEST_SEAL_EXPIRED", vi: "Con dấu của kho đã hết hạn.", en: "The vault's seal has expired."),
        .sentence("MANIFEST_WRONG_VAULT", vi: "Bản kê là của một kho khác.", en: "The manifest is another vault's."),
        .sentence(
            "MANIFEST_WRONG_AUDIENCE",
            vi: "Bản kê được lập cho một nơi nhận khác.",
            en: "The manifest was made for another audience."),
        .sentence(
            "MANIFEST_WRONG_SCOPE",
            vi: "Bản kê có phạm vi khác.",
            en: "The manifest has another scope."),
        .sentence(
            "MANIFEST_NOT_WITNESSED",
            vi: "Bản kê chưa có đủ nhân chứng mà chính sách yêu cầu.",
            en: "The manifest lacks the witnesses that the policy asks for."),
        .sentence(
            "MANIFEST_ROLLBACK",
            vi: "Bản kê cũ hơn bản đã thấy trước đó.",
            en: "The manifest is older than what was seen before."),
        .sentence(
            "MANIFEST_GAP",
            vi: "Giữa bản kê này và bản đã thấy trước đó còn thiếu một bản.",
            en: "Something between this manifest and the one seen before is missing."),
        .sentence(
            "MANIFEST_FORK",
            vi: "Bản kê mâu thuẫn với những gì đã thấy trước đó.",
            en: "The manifest tells another story than what was seen before."),
        .sentence(
            "MANIFEST_STALE_HEAD",
            vi: "Bản đầu đã quá hạn: có thể ai đó đang giấu các bản mới.",
            en: "The head is stale: somebody may be withholding newer ones."),
        .sentence(
            "MANIFEST_HEAD_FROM_THE_FUTURE",
            vi: "Bản đầu được lập sau thời điểm hiện tại: một trong hai đồng hồ bị sai.",
            en: "The head was made after now: one of the two clocks is wrong."),
        .sentence(
            "MANIFEST_UNKNOWN_INDEX",
            vi: "Bản kê không nhắc tới mục này.",
            en: "The manifest does not name this entry."),
        .sentence(
            "MANIFEST_BAD_COMMITMENT",
            vi: "Nội dung của mục không phải là nội dung mà kho đã cam kết.",
            en: "The entry's body is not the one that the vault committed to."),
    ]
}
