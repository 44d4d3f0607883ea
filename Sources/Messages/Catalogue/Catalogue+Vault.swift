extension Catalogue {
    /// The vault and what is in it.
    static let vault: [Entry] = [
        .sentence("VAULT_NOT_FOUND", vi: "Không có kho nào ở {folder}.", en: "There is no vault in {folder}."),
        .sentence(
            "VAULT_NOT_FOUND.NEXT",
            vi: "Hãy chỉ ra kho bằng `--vault THƯ-MỤC`, hoặc tạo kho mới bằng `kho init`.",
            en: "Name the vault with `--vault DIR`, or make a new one with `kho init`."),
        .sentence(
            "VAULT_LOCKED",
            vi: "Một chương trình khác đang dùng kho {folder}.",
            en: "Another program is using the vault {folder}."),
        .sentence(
            "VAULT_LOCKED.NEXT",
            vi: "Hãy đợi chương trình kia xong, rồi chạy lại.",
            en: "Wait until it has finished, and run this again."),
        .sentence(
            "NO_SUCH_DOCUMENT",
            vi: "Kho không có tài liệu nào ứng với {reference}.",
            en: "The vault has no document for {reference}."),
        .sentence(
            "NO_SUCH_DOCUMENT.NEXT",
            vi: "Hãy chạy `kho list` để xem các tài liệu đang có.",
            en: "Run `kho list` to see what is there."),
        .sentence(
            "AMBIGUOUS_REFERENCE",
            vi: "{reference} ứng với {count} tài liệu; cần chỉ rõ hơn.",
            en: "{reference} stands for {count} documents; say more precisely which."),
        .sentence(
            "AMBIGUOUS_REFERENCE.NEXT",
            vi: "Hãy dùng mã đầy đủ mà `kho list` in ra.",
            en: "Use the full id that `kho list` prints."),
    ]
}
