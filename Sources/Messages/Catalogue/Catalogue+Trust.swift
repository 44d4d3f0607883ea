extension Catalogue {
    /// Roots: which there are, which are missing.
    static let trust: [Entry] = [
        .sentence(
            "NO_TRUST_ANCHORS",
            vi: "Chưa có chứng thư gốc nào được tin cậy, nên không thể nhận ra người ký nào.",
            en: "No trusted root is installed, so no signer can be recognised."),
        .sentence(
            "NO_TRUST_ANCHORS.NEXT",
            vi: "Hãy tải chứng thư gốc từ trang chính thức của nơi cấp, chạy `kho trust add TỆP --for signers`, "
                + "rồi kiểm tra lại.",
            en: "Get the root from the issuer's official site, run `kho trust add FILE --for signers`, "
                + "and check again."),
        .sentence(
            "ANCHOR_NOT_TRUSTED_THEN",
            vi: "Chứng thư gốc này được tin cậy từ {from} đến {until}, không phải vào thời điểm được xét là {time}.",
            en: "This root is trusted from {from} until {until}, not at the time that is judged, {time}."),
        .phrase(
            "CONFIRM_TRUST",
            vi: "Tin cậy chứng thư này? Hãy so dấu vân tay ở trên với trang chính thức. Gõ \"có\" để đồng ý: ",
            en: "Trust this certificate? Compare the fingerprint above with the official site. Type \"yes\" to agree: "),
        .sentence(
            "NOT_CONFIRMED",
            vi: "Bạn chưa đồng ý, nên không có gì thay đổi.",
            en: "You did not agree, so nothing was changed."),
        .phrase(
            "FACT.from.-",
            vi: "đầu",
            en: "the beginning"),
        .phrase(
            "FACT.until.-",
            vi: "hiện nay",
            en: "now"),
    ]
}
