extension Catalogue {
    /// Working with a vault behind a server.
    static let client: [Entry] = [
        .sentence(
            "SERVER_UNREACHABLE", vi: "Không kết nối được với máy chủ {host}.", en: "Cannot reach the server {host}."),
        .sentence(
            "SERVER_UNREACHABLE.NEXT",
            vi: "Hãy kiểm tra mạng và địa chỉ; những gì đã được xác nhận thì không mất.",
            en: "Check the network and the address; nothing that was acknowledged is lost."),
        .sentence(
            "SERVER_TIMED_OUT", vi: "Máy chủ {host} không trả lời kịp.", en: "The server {host} did not answer in time."
        ),
        .sentence(
            "SERVER_NOT_TRUSTED",
            vi: "Chứng thư của máy chủ {host} không đáng tin cậy hoặc không phải của máy này.",
            en: "The certificate of the server {host} is not trusted, or not this server's."),
        .sentence(
            "SERVER_NOT_TRUSTED.NEXT",
            vi: "Nếu máy chủ dùng nơi cấp chứng thư riêng, hãy thêm `--server-ca TỆP`.",
            en: "Where the server has an authority of its own, add `--server-ca FILE`."),
        .sentence(
            "SERVER_WITHOUT_TLS",
            vi: "Không kết nối với {host} nếu không có TLS: chỉ máy này mới được dùng http://.",
            en: "Not connecting to {host} without TLS: http:// is for this machine alone."),
        .sentence(
            "SERVER_CA_MALFORMED",
            vi: "Tệp chứng thư của nơi cấp cho máy chủ bị hỏng hoặc không phải dạng PEM.",
            en: "The file of the server's authorities is damaged or not PEM."),
        .sentence(
            "CLIENT_CERTIFICATE_MALFORMED",
            vi: "Chứng thư máy khách hoặc khóa của nó không dùng được ({file}): cần dạng PEM, không mã hóa.",
            en: "The client's certificate or its key does not do ({file}): PEM is needed, not encrypted."),
        .sentence("SERVER_HAS_NOT", vi: "Máy chủ {host} không có điều được hỏi.", en: "{host} has no such thing."),
        .sentence(
            "SERVER_DENIES",
            vi: "Máy chủ {host} không đưa điều được hỏi cho bạn.", en: "{host} does not give you what was asked for."),
        .sentence(
            "SERVER_DENIES.NEXT",
            vi: "Hãy dùng chứng thư máy khách của một dịch vụ được phép: `--client-cert`, `--client-key`.",
            en: "Use the client certificate of a service that may: `--client-cert`, `--client-key`."),
        .sentence(
            "SERVER_ANSWER_MALFORMED",
            vi: "Máy chủ {host} trả lời không đúng dạng.",
            en: "What the server {host} answered is no answer to what was asked."),
        .sentence(
            "SERVER_ANSWER_TOO_LARGE",
            vi: "Máy chủ {host} gửi nhiều dữ liệu hơn mức cho phép.",
            en: "The server {host} sends more than is taken."),
        .sentence(
            "SERVER_CONTENT_DIFFERS",
            vi: "Máy chủ {host} gửi dữ liệu khác với hồ sơ của kho; không có gì được ghi.",
            en: "The server {host} sent other data than the vault's record says; nothing was written."),
        .sentence(
            "SERVER_OF_OTHER_VAULT",
            vi: "Tại {host} là một kho khác ({vault}) với kho đã biết trước đây.",
            en: "At {host} there is another vault ({vault}) than the one known from before."),
        .sentence(
            "SERVER_OF_OTHER_VAULT.NEXT",
            vi: "Hãy hỏi người vận hành; nếu kho được thay thật, chạy `kho logout --forget`.",
            en: "Ask its operator; where the vault was really replaced, run `kho logout --forget`."),
        .sentence(
            "SERVER_IDENTITY_REFUSED",
            vi:
                "Máy chủ {host} không chứng minh được mình là kho {vault}: con dấu hoặc khóa nhật ký không phải của kho đã ghim hay đã biết.",
            en:
                "The server {host} does not prove to be the vault {vault}: seal or log key are not those that are pinned or known from before."
        ),
        .sentence(
            "SERVER_IDENTITY_REFUSED.NEXT",
            vi:
                "Đừng gửi gì; hãy hỏi người vận hành kho. Nếu khóa được thay thật, nhận khóa mới bằng `kho trust update-vault vault.json`, hoặc ghim lại kho trong `certs/vaults` và chạy `kho logout --forget`.",
            en:
                "Send nothing and ask its operator; where keys were really replaced, take them in with `kho trust update-vault vault.json`, or pin the vault anew in `certs/vaults` and run `kho logout --forget`."
        ),
        .sentence(
            "SERVER_KEYS_CHANGED",
            vi: "Kho {vault} tại {host} có khóa nhật ký chưa được ghim; con dấu đã ghim bảo đảm cho khóa đó.",
            en: "The vault {vault} at {host} has log keys that are not pinned; a pinned seal vouches for them."),
        .sentence(
            "SERVER_KEYS_CHANGED.NEXT",
            vi:
                "Lấy vault.json và vault.json.p7s từ máy chủ, rồi chạy `kho trust update-vault vault.json`; nếu có khóa bị lộ, hỏi người vận hành tuyên bố của kho và thêm `--statement TỆP`.",
            en:
                "Get vault.json and vault.json.p7s from the server and run `kho trust update-vault vault.json`; where a key was compromised, ask the operator for the vault's statement and add `--statement FILE`."
        ),
        .sentence("NOT_SIGNED_IN", vi: "Bạn chưa đăng nhập.", en: "You are not signed in."),
        .sentence(
            "NOT_SIGNED_IN.NEXT",
            vi: "Hãy chạy `kho login --login-key TỆP --login-as LOẠI:SỐ`.",
            en: "Run `kho login --login-key FILE --login-as SCHEME:ID`."),
        .sentence(
            "SERVER_REFUSED",
            vi: "Máy chủ {host} từ chối: {reason} (mã {status}).",
            en: "The server {host} refused: {reason} (status {status})."),
        .sentence(
            "NOT_WITH_A_SERVER",
            vi: "Việc này chỉ làm được với kho trong một thư mục, không qua máy chủ.",
            en: "This works on a vault in a folder, and not with a server."),
        .sentence(
            "NOT_WITH_A_SERVER.NEXT",
            vi: "Hãy bỏ KHO_SERVER và dùng `--vault THƯ MỤC` trên máy giữ kho.",
            en: "Leave out KHO_SERVER, and use `--vault FOLDER` on the machine that keeps it."),
        .sentence(
            "SERVER_INTERRUPTED", vi: "Đã ngắt khi đang chờ máy chủ {host}.",
            en: "Interrupted while waiting for {host}."),
        .sentence(
            "VAULT_OR_SERVER",
            vi: "Chỉ nêu một trong hai: `--vault` hoặc `--server`.", en: "Give either `--vault` or `--server`."),
        .sentence(
            "TRUST_OF_SERVER",
            vi: "Kho sau máy chủ kiểm tra chữ ký theo các chứng thư mà chính nó tin cậy, không theo {folder}.",
            en: "A vault behind a server validates by its own trust, and not by {folder}."),
        .sentence(
            "TRUST_OF_SERVER.NEXT", vi: "Hãy bỏ `--trust`.", en: "Leave out `--trust`."),
        .sentence(
            "SIGNED_IN",
            vi: "Đã đăng nhập {host} với tư cách {user}, đến {time}.",
            en: "Signed in at {host} as {user}, until {time}."),
        .sentence("SIGNED_OUT", vi: "Đã đăng xuất khỏi {host}.", en: "Signed out of {host}."),
        .sentence(
            "WILL_SIGN_IN",
            vi: "Sẽ ký lời đăng nhập sau đây, chỉ dùng được cho {host}.",
            en: "What follows is about to be signed to sign in; it is good for {host} alone."),
        .sentence(
            "LOGIN_KEY_MISSING",
            vi: "Chưa nêu khóa ký để đăng nhập.", en: "No signing key to sign in with was named."),
        .sentence(
            "LOGIN_KEY_MISSING.NEXT",
            vi: "Hãy thêm `--login-key TỆP` (hoặc KHO_LOGIN_KEY).",
            en: "Add `--login-key FILE` (or KHO_LOGIN_KEY)."),
        .sentence(
            "LOGIN_AS_MISSING",
            vi: "Chưa nêu đăng nhập với số nào.", en: "It was not said as whom to sign in."),
        .sentence(
            "LOGIN_AS_MISSING.NEXT",
            vi: "Hãy thêm `--login-as CCCD:SỐ` (hoặc KHO_LOGIN_AS).",
            en: "Add `--login-as CCCD:NUMBER` (or KHO_LOGIN_AS)."),
        .sentence(
            "SERVER_MISSING",
            vi: "Chưa nêu máy chủ.", en: "No server was named."),
        .sentence(
            "SERVER_MISSING.NEXT",
            vi: "Hãy thêm `--server https://MÁY` (hoặc KHO_SERVER).",
            en: "Add `--server https://HOST` (or KHO_SERVER)."),
    ]
}
