extension Catalogue {
    /// Signing in at a server.
    static let login: [Entry] = [
        .sentence(
            "SERVER_ORIGIN_MALFORMED",
            vi: "Địa chỉ máy chủ phải có dạng https://ten-may hoặc https://ten-may:cong, không có đường dẫn.",
            en: "A server's address has the form https://host or https://host:port, without a path."),
        .sentence(
            "LOGIN_NOT_A_DOCUMENT",
            vi: "Tệp này được ký để đăng nhập vào một máy chủ, không phải để ký một tài liệu.",
            en: "This was signed to sign in at a server, and not to sign a document."),
        .sentence(
            "LOGIN_NOT_A_DOCUMENT.NEXT",
            vi: "Đừng đưa nó cho ai; để ký một tài liệu, hãy dùng `kho sign`.",
            en: "Give it to nobody; to sign a document, use `kho sign`."),
        .sentence(
            "LOGIN_MALFORMED", vi: "Đây không phải là một lượt đăng nhập mà kho đọc được.",
            en: "This is no sign-in that kho can read."),
        .sentence(
            "LOGIN_MALFORMED.NEXT", vi: "Dạng của một lượt đăng nhập: docs/access.md.",
            en: "What a sign-in must look like: docs/access.md."),
        .sentence(
            "LOGIN_REFUSED", vi: "Không đăng nhập được: {reason}.", en: "Signing in was refused: {reason}."),
        .phrase(
            "FACT.reason.login-challenge", vi: "lời thách đã hết hạn hoặc đã được dùng; hãy thử lại",
            en: "the challenge is too old, or was used already; try again"),
        .phrase(
            "FACT.reason.login-origin", vi: "chữ ký này dành cho một máy chủ khác",
            en: "it was signed for another server"),
        .phrase(
            "FACT.reason.login-time", vi: "đồng hồ của máy này lệch so với máy chủ",
            en: "this machine's clock is not the server's"),
        .phrase(
            "FACT.reason.login-signature", vi: "chữ ký sai, hoặc dùng thuật toán quá yếu",
            en: "the signature is wrong, or uses too weak an algorithm"),
        .phrase(
            "FACT.reason.login-untrusted", vi: "chứng thư không thuộc nơi cấp nào mà kho này tin cậy",
            en: "the certificate comes from no authority that this vault trusts"),
        .phrase(
            "FACT.reason.login-certificate", vi: "chứng thư đã bị thu hồi, tạm dừng, hết hạn hoặc chưa có hiệu lực",
            en: "the certificate is revoked, on hold, expired or not valid yet"),
        .phrase(
            "FACT.reason.login-status", vi: "kho này chưa có danh sách thu hồi mới của nơi cấp chứng thư",
            en: "this vault has no recent revocation list of the certificate's issuer"),
        .phrase(
            "FACT.reason.login-nobody", vi: "chứng thư không cho biết chắc chắn là của ai",
            en: "the certificate does not say beyond doubt whose it is"),
        .phrase(
            "FACT.reason.login-user", vi: "chứng thư không phải của người mà lượt đăng nhập này nêu",
            en: "the certificate is not that of the person named"),
    ]
}
