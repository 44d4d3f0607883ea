extension Catalogue {
    /// `kho serve`, and what it answers.
    static let server: [Entry] = [
        .sentence("SERVING", vi: "Kho {folder} đang phục vụ tại {url}.", en: "The vault {folder} is served at {url}."),
        .sentence("SERVING.NEXT", vi: "Nhấn Ctrl-C để dừng.", en: "Press Ctrl-C to stop."),
        .sentence("SERVING_ENDED", vi: "Máy chủ đã dừng.", en: "The server has stopped."),
        .sentence(
            "TLS_REQUIRED",
            vi: "Không phục vụ ở {host} nếu không có TLS: chỉ máy này mới được dùng HTTP không mã hóa.",
            en: "Not serving at {host} without TLS: plain HTTP is for this machine alone."),
        .sentence(
            "TLS_REQUIRED.NEXT",
            vi: "Hãy thêm `--tls-cert TỆP --tls-key TỆP`, hoặc dùng `--host 127.0.0.1`.",
            en: "Add `--tls-cert FILE --tls-key FILE`, or use `--host 127.0.0.1`."),
        .sentence(
            "TLS_CERTIFICATE_MALFORMED",
            vi: "Tệp chứng thư TLS bị hỏng hoặc không phải dạng PEM.",
            en: "The TLS certificate file is damaged or not PEM."),
        .sentence(
            "TLS_KEY_MALFORMED",
            vi: "Tệp khóa TLS bị hỏng, được mã hóa hoặc không phải dạng PEM.",
            en: "The TLS key file is damaged, encrypted or not PEM."),
        .sentence(
            "TLS_PAIR_MISMATCH",
            vi: "Khóa TLS và chứng thư TLS không thuộc về nhau.",
            en: "The TLS key and the TLS certificate do not belong together."),
        .sentence(
            "CLIENT_CA_MALFORMED",
            vi: "Tệp chứng thư của nơi cấp cho máy khách bị hỏng hoặc không phải dạng PEM.",
            en: "The file of the clients' authorities is damaged or not PEM."),
        .sentence(
            "LISTEN_ADDRESS_MALFORMED",
            vi: "{host}, cổng {port} không phải là một địa chỉ số và cổng dùng được.",
            en: "{host}, port {port} is no numeric address and port."),
        .sentence(
            "LISTEN_ADDRESS_MALFORMED.NEXT",
            vi: "Ví dụ: `--host 127.0.0.1 --port 8443`.",
            en: "For example: `--host 127.0.0.1 --port 8443`."),
        .sentence(
            "CANNOT_LISTEN",
            vi: "Không mở được {host}, cổng {port} ({cause}).",
            en: "Cannot listen at {host}, port {port} ({cause})."),
        .sentence(
            "CANNOT_LISTEN.NEXT",
            vi: "Có thể một chương trình khác đang dùng cổng này; hãy chọn cổng khác bằng `--port`.",
            en: "Another program may use that port; choose another with `--port`."),
        .sentence("RESOURCE_NOT_FOUND", vi: "Ở địa chỉ này không có gì.", en: "There is nothing at this address."),
        .sentence("METHOD_NOT_ALLOWED", vi: "Địa chỉ này chỉ để đọc.", en: "This address is for reading only."),
        .sentence(
            "NOT_PUBLISHED_YET",
            vi: "Phần này của nhật ký sắp được công bố; hãy hỏi lại sau một giây.",
            en: "This part of the log is about to be published; ask again in a second."),
        .sentence(
            "MISDIRECTED_REQUEST",
            vi: "Yêu cầu gọi một tên máy không phải của máy này.",
            en: "The request names a host that is not this one."),
        .sentence(
            "CLIENT_CERTIFICATE_NEEDED",
            vi: "Dữ liệu này chỉ dành cho máy khách có chứng thư.",
            en: "This is for clients with a certificate only."),
        .sentence(
            "SERVER_FAILURE",
            vi: "Máy chủ không đọc được dữ liệu; người vận hành tìm thấy lý do trong nhật ký máy chủ.",
            en: "The server could not read its data; its operator finds the reason in the server's log."),
    ]
}
