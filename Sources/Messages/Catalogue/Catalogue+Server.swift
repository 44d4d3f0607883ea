extension Catalogue {
    /// `kho serve`, and what it answers.
    static let server: [Entry] = [
        .sentence("SERVING", vi: "Kho {folder} đang phục vụ tại {url}.", en: "The vault {folder} is served at {url}."),
        .sentence("SERVING.NEXT", vi: "Nhấn Ctrl-C để dừng.", en: "Press Ctrl-C to stop."),
        .sentence(
            "SERVING_FOR_READING", vi: "Kho {folder} đang được phục vụ chỉ để đọc tại {url}.",
            en: "What the vault {folder} publishes is served at {url}, for reading."),
        .sentence(
            "SERVING_FOR_READING.NEXT", vi: "Nhấn Ctrl-C để dừng.", en: "Press Ctrl-C to stop."),
        .sentence(
            "SERVING_FIGURES", vi: "Số liệu cho Prometheus: {url}.", en: "Figures for Prometheus: {url}."),
        .sentence(
            "SERVE_NOT_WRITABLE",
            vi: "Từ đây không ghi được vào kho {folder}: thiếu khóa nhật ký hoặc thiếu quyền ghi.",
            en: "The vault {folder} cannot be written to from here: its log key or the permission is missing."),
        .sentence(
            "SERVE_NOT_WRITABLE.NEXT",
            vi: "Hãy chạy bằng tài khoản của kho, hoặc thêm `--read-only` để chỉ phục vụ những gì kho công bố.",
            en: "Run it under the vault's account, or add `--read-only` to serve only what the vault publishes."),
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
        .sentence(
            "METHOD_NOT_ALLOWED", vi: "Địa chỉ này không nhận phương thức đó.",
            en: "This address does not take that method."),
        .sentence(
            "NOT_PUBLISHED_YET",
            vi: "Phần này của nhật ký sắp được công bố; hãy hỏi lại sau một giây.",
            en: "This part of the log is about to be published; ask again in a second."),
        .sentence(
            "MISDIRECTED_REQUEST",
            vi: "Yêu cầu gọi một tên máy không phải của máy này.",
            en: "The request names a host that is not this one."),
        .sentence(
            "SERVER_FAILURE",
            vi: "Máy chủ không đọc được dữ liệu; người vận hành tìm thấy lý do trong nhật ký máy chủ.",
            en: "The server could not read its data; its operator finds the reason in the server's log."),
        .sentence(
            "SERVICE_CA_MALFORMED",
            vi: "Tệp chứng thư của nơi cấp cho các dịch vụ bị hỏng, không phải dạng PEM, hoặc không phải của nơi cấp.",
            en: "The file of the services' authorities is damaged, not PEM, or no authority's."),
        .sentence(
            "SERVICE_CRL_MALFORMED",
            vi: "Tệp danh sách thu hồi của các dịch vụ bị hỏng hoặc không phải danh sách thu hồi.",
            en: "The file of the services' revocation lists is damaged or no revocation list."),
        .sentence(
            "REQUEST_MALFORMED", vi: "Máy chủ không hiểu yêu cầu này ({part}).",
            en: "The server does not understand this request ({part})."),
        .sentence(
            "MEDIA_TYPE_UNSUPPORTED", vi: "Nội dung yêu cầu phải có kiểu {type}.",
            en: "The request's body must be of type {type}."),
        .sentence(
            "REQUEST_TOO_LARGE", vi: "Yêu cầu quá lớn: nhiều nhất {limit} byte.",
            en: "The request is too large: at most {limit} bytes."),
        .sentence(
            "REQUEST_TOO_SLOW", vi: "Yêu cầu đến quá chậm.", en: "The request comes too slowly."),
        .sentence(
            "RATE_EXCEEDED", vi: "Quá nhiều yêu cầu trong thời gian ngắn; hãy thử lại sau.",
            en: "Too many requests in a short time; try again later."),
        .sentence(
            "SERVER_BUSY", vi: "Máy chủ đang bận; hãy thử lại sau giây lát.",
            en: "The server is busy; try again in a moment."),
        .sentence("SERVER_BUSY.NEXT", vi: "Hãy thử lại sau ít phút.", en: "Try again in a few minutes."),
        .sentence(
            "SERVER_ENDING", vi: "Máy chủ đang dừng; hãy thử lại sau.", en: "The server is ending; try again later."),
        .sentence(
            "SERVER_NOT_READY", vi: "Kho chưa sẵn sàng.", en: "The vault is not ready."),
        .sentence(
            "REQUEST_TIME_PASSED",
            vi: "Máy chủ chưa làm xong trong thời gian cho phép; có thể việc vẫn đang được hoàn tất, hãy hỏi lại.",
            en: "The server was not done in the time allowed; it may still be completing it: ask again."),
        .sentence("SIGN_IN_NEEDED", vi: "Hãy đăng nhập.", en: "Sign in first."),
        .sentence(
            "RANGE_OUTSIDE", vi: "Tệp không có những byte được hỏi.", en: "The file has none of the bytes asked for."),
        .sentence(
            "TWO_IDENTITIES", vi: "Yêu cầu mang cả chứng thư của một dịch vụ lẫn một phiên đăng nhập.",
            en: "The request carries a service's certificate and a session as well."),
        .sentence(
            "SERVICE_CERTIFICATE_REFUSED", vi: "Chứng thư của dịch vụ bị từ chối: {reason}.",
            en: "The service's certificate was refused: {reason}."),
        .phrase("FACT.reason.service-malformed", vi: "bị hỏng", en: "it is damaged"),
        .phrase("FACT.reason.service-untrusted", vi: "nơi cấp không được tin cậy", en: "its authority is not trusted"),
        .phrase(
            "FACT.reason.service-period", vi: "đã hết hạn hoặc chưa có hiệu lực", en: "it is expired or not valid yet"),
        .phrase("FACT.reason.service-usage", vi: "không dành cho máy khách", en: "it is not for clients"),
        .phrase("FACT.reason.service-revoked", vi: "đã bị thu hồi", en: "it is revoked"),
        .phrase(
            "FACT.reason.service-status-unknown", vi: "không có danh sách thu hồi còn hiệu lực",
            en: "there is no revocation list in force"),
        .phrase("FACT.part.body", vi: "nội dung", en: "body"),
        .phrase("FACT.part.headers", vi: "các trường đầu", en: "header fields"),
    ]
}
