extension Catalogue {
    /// Who is who: identifiers that are linked, and parted again.
    static let owners: [Entry] = [
        .sentence(
            "OWNER_LINK_UNFIT",
            vi: "Chỉ liên kết được hai số khác nhau, cùng của một người hoặc cùng của một tổ chức.",
            en: "Only two different numbers can be linked: both of a person, or both of an organisation."),
        .sentence(
            "OWNER_LINK_EVIDENCE",
            vi:
                "Tài liệu chứng minh phải đã được kho nhận, còn hiệu lực, thuộc một trong hai chủ sở hữu, và do chính người đó hoặc cơ quan, người chứng thực có thẩm quyền ký.",
            en:
                "The proof must be a document that the vault let in, that is in force, of one of the two, and signed by that one, or by an agency or a certifier."
        ),
        .sentence(
            "OWNER_LINK_EVIDENCE.NEXT",
            vi: "Hãy nộp giấy xác nhận (có chữ ký số của cơ quan cấp) bằng `kho put`, rồi chạy lại với mã của nó.",
            en: "Deposit the confirmation, signed by the agency that issued it, with `kho put`, and name its id here."),
        .sentence(
            "OWNER_LINK_CONTRADICTS",
            vi:
                "Hai số này không thể là của cùng một người hoặc tổ chức: liên kết sẽ cho họ hai số căn cước, bảo hiểm hoặc mã số thuế.",
            en: "The two cannot be one: together they would have two citizen's, insurance or tax numbers."),
        .sentence(
            "OWNER_LINK_UNCHANGED", vi: "Hai số này vốn đã như vậy; không có gì được ghi.",
            en: "The two stand so already; nothing was entered."),
        .sentence(
            "OWNER_LINK_UNCHANGED.NEXT",
            vi: "Xem các liên kết bằng `kho owner show`; hai số liên kết qua một số thứ ba thì phải tách khỏi số đó.",
            en: "See `kho owner show`: two that are linked through a third number are parted from that one."),
        .sentence(
            "OWNER_LINKED", vi: "{owner} và {other} từ nay là của cùng một chủ sở hữu.",
            en: "{owner} and {other} are one owner's from now on."),
        .sentence(
            "OWNER_UNLINKED", vi: "{owner} và {other} từ nay là hai chủ sở hữu.",
            en: "{owner} and {other} are two owners from now on."),
        .sentence(
            "OWNER_HAS_NO_LINKS", vi: "{owner} không được liên kết với số nào.", en: "{owner} is linked with no other."),
        .phrase("OWNER_LINK_ENTRY", vi: "{link}: {owner} và {other}", en: "{link}: {owner} and {other}"),
        .phrase("FACT.link.true", vi: "liên kết", en: "linked"),
        .phrase("FACT.link.false", vi: "tách ra", en: "parted"),
    ]
}
