extension Catalogue {
    /// References to a document of a vault, for others to cite.
    static let references: [Entry] = [
        .sentence(
            "VAULT_REFERENCE",
            vi: "Dẫn nguồn từ Kho {vault}: tài liệu {document}, bản hiện hành ({reference}).",
            en: "Source in the vault {vault}: document {document}, as it is now ({reference})."),
        .sentence(
            "VAULT_REFERENCE_VERSION",
            vi: "Dẫn nguồn từ Kho {vault}: tài liệu {document}, phiên bản {version} ({reference}).",
            en: "Source in the vault {vault}: document {document}, version {version} ({reference})."),
        .sentence(
            "VAULT_REFERENCE_PINNED",
            vi: "Dẫn nguồn từ Kho {vault}: tài liệu {document}, đúng nội dung của phiên bản {version} ({reference}).",
            en: "Source in the vault {vault}: document {document}, the very bytes of version {version} ({reference})."),
        .sentence(
            "VAULT_REFERENCE_MALFORMED",
            vi: "Dẫn nguồn từ Kho này không đầy đủ hoặc sai dạng; hãy chép lại hoặc quét lại cả dòng.",
            en: "That reference to a vault is incomplete or misspelt; copy or scan the whole line again."),
        .sentence(
            "REFERENCE_OF_OTHER_VAULT", vi: "Dẫn nguồn này thuộc kho khác, có mã {vault}.",
            en: "That reference is to another vault, {vault}."),
        .sentence(
            "REFERENCE_OF_OTHER_VAULT.NEXT", vi: "Hãy mở kho đó (--vault) rồi tra lại.",
            en: "Open that vault (--vault) and ask again."),
        .sentence(
            "VERSION_NOT_FOUND", vi: "Tài liệu không có phiên bản {version}.",
            en: "The document has no version {version}."),
        .sentence(
            "REFERENCE_CONTENT_DIFFERS",
            vi: "Kho có phiên bản đó, nhưng nội dung khác với nội dung mà dẫn nguồn đã ghi.",
            en: "The vault has that version, but its content is not what the reference was made of."),
    ]
}
