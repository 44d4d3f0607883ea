extension Catalogue {
    /// Replicas of other vaults: `kho sync` (docs/sync.md).
    static let replicas: [Entry] = [
        .sentence(
            "REPLICA_PULLED",
            vi:
                "Đã nhận {manifests} bản kê với {count} mục từ {origin}; bản sao đến bản kê số {sequence}, "
                + "bao trùm nhật ký đến trước {to}, có hiệu lực đến {time}.",
            en:
                "Taken from {origin}: manifests {manifests}, entries {count}. The replica is at manifest "
                + "{sequence}, covers the log up to, not including, {to}, and is fresh until {time}."),
        .sentence(
            "REPLICA_CURRENT",
            vi:
                "Không có gì mới từ {origin}: bản sao ở bản kê số {sequence}, bao trùm nhật ký đến trước "
                + "{to}, có hiệu lực đến {time}.",
            en:
                "Nothing new of {origin}: the replica is at manifest {sequence}, covers the log up to, not "
                + "including, {to}, and is fresh until {time}."),
        .sentence(
            "REPLICA_ERASED",
            vi: "Đã xóa {count} mục theo lệnh xóa của kho.",
            en: "Erased {count} entries, as the vault's erasures say."),
        .sentence(
            "REPLICA_FILES",
            vi: "Đã nhận {count} tệp của tài liệu.",
            en: "Files of documents taken: {count}."),
        .sentence(
            "REPLICA_UNPROVEN",
            vi: "{count} mục được nói là đã xóa, nhưng nhật ký chưa có lệnh xóa nào nhắc tới.",
            en: "{count} entries are said to be erased, and no erasure in the log tells of them yet."),
        .sentence(
            "REPLICA_STATUS",
            vi: "Bản sao của {origin} ở bản kê số {sequence}, bao trùm nhật ký đến trước {to}, có hiệu lực đến {time}.",
            en:
                "The replica of {origin} is at manifest {sequence}, covers the log up to, not including, "
                + "{to}, and is fresh until {time}."),
        .sentence(
            "REPLICA_STATUS_BEHIND",
            vi: "Bản sao của {origin} ở bản kê số {sequence}, còn kho đã có đến bản kê số {last}.",
            en: "The replica of {origin} is at manifest {sequence}, and the vault told of manifests up to {last}."),
        .sentence(
            "REPLICA_STATUS_BEHIND.NEXT",
            vi: "Hãy chạy `kho sync pull` để cập nhật.",
            en: "Run `kho sync pull` to bring it up to date."),
        .sentence(
            "REPLICA_STATUS_STALE",
            vi:
                "Bản sao của {origin} ở bản kê số {sequence}, bao trùm nhật ký đến trước {to}, và đã quá "
                + "hạn từ {time}.",
            en:
                "The replica of {origin} is at manifest {sequence}, covers the log up to, not including, "
                + "{to}, and is stale since {time}."),
        .sentence(
            "REPLICA_STATUS_STALE.NEXT",
            vi: "Hãy chạy `kho sync pull` để cập nhật.",
            en: "Run `kho sync pull` to bring it up to date."),
        .sentence(
            "REPLICA_EVIDENCE",
            vi: "Có {count} lần từ chối với bằng chứng của cả hai bên trong {folder}/evidence.",
            en: "There are {count} refusals with the evidence of both sides in {folder}/evidence."),
        .sentence(
            "REPLICA_IDENTITY_REFUSED",
            vi: "vault.json mà máy chủ đưa ra không phải của kho đã ghim ({reason}).",
            en: "The vault.json that the server gives is not the pinned vault's ({reason})."),
        .sentence(
            "REPLICA_OTHER_VAULT",
            vi: "Máy chủ nay là của một kho khác ({vault}).",
            en: "Another vault answers there now ({vault})."),
        .sentence(
            "REPLICA_KEY_OUT_OF_RANGE",
            vi: "Điểm kiểm của nhật ký không được ký bằng khóa dành cho kích thước đó.",
            en: "The log's checkpoint is not by the key whose tree sizes it lies in."),
        .sentence(
            "REPLICA_LOG_DIFFERS",
            vi: "Các tệp nhật ký không dẫn tới điểm kiểm mà kho đã ký ({part}).",
            en: "The log's files do not lead to the checkpoint that the vault signed ({part})."),
        .sentence(
            "REPLICA_LEAF_DIFFERS",
            vi: "Mục {index} của bản kê không phải là điều mà nhật ký ghi ở đó.",
            en: "Entry {index} of the manifest is not what the log says there."),
        .sentence(
            "REPLICA_BODY_MISSING",
            vi: "Nội dung của một mục trong bản kê số {sequence} bị bỏ ra ngoài.",
            en: "The body of an entry of manifest {sequence} was left out."),
        .sentence(
            "REPLICA_BODY_UNEXPECTED",
            vi: "Bên cạnh bản kê số {sequence} có nhiều hơn các mục của nó.",
            en: "More came beside manifest {sequence} than its entries."),
        .sentence(
            "REPLICA_ERASED_UNPROVEN",
            vi: "Mục {index} được nói là đã xóa, nhưng nhật ký không có lệnh xóa nào nhắc tới: nó bị giữ lại.",
            en: "Entry {index} is said to be erased, and no erasure in the log tells of it: it is withheld."),
        .sentence(
            "REPLICA_CONTENT_DIFFERS",
            vi: "Tệp {file} của mục {index} không phải là tệp mà hồ sơ ghi nhận.",
            en: "File {file} of entry {index} is not the one of its record."),
        .sentence(
            "REPLICA_PUSHED",
            vi:
                "Đã đẩy {manifests} bản kê với {count} mục tới {host}; nơi nhận ở bản kê số {sequence}, bao trùm "
                + "nhật ký đến trước {to}.",
            en:
                "Pushed {manifests} manifests with {count} entries to {host}; the receiver is at manifest "
                + "{sequence}, and covers the log up to, not including, {to}."),
        .sentence(
            "REPLICAS_FOLDER_MISSING",
            vi: "Không có thư mục {folder} để nhận bản kê.",
            en: "There is no folder {folder} to take manifests into."),
        .sentence(
            "REPLICAS_FOLDER_MISSING.NEXT",
            vi: "Hãy tạo thư mục đó với tệp `senders`, mỗi dòng một DỊCH-VỤ và mã kho mà nó được đẩy.",
            en: "Make it, with a file `senders` in it: in each line a SERVICE and the id of a vault that it may push."),
        .sentence(
            "REPLICA_SENDERS_MALFORMED",
            vi: "Dòng {line} của tệp `senders` không hiểu được.",
            en: "Line {line} of the file `senders` cannot be understood."),
        .sentence(
            "REPLICA_PARCEL_MALFORMED",
            vi: "Điều được đẩy tới không phải là một gói.",
            en: "What was pushed is no parcel."),
        .sentence(
            "REPLICA_ANSWER_MALFORMED",
            vi: "Nơi nhận trả lời không đúng dạng về bản sao của nó.",
            en: "What the receiver says of its replica is none of it."),
        .sentence(
            "REPLICA_ANSWER_UNPROVEN",
            vi:
                "Điều nơi nhận nói là đã thấy không khớp với kho này ({reason}), còn điểm kiểm của nó thì khớp: hoặc bản sao "
                + "ở nơi nhận bị hỏng, hoặc các bản kê của kho này đã bị thay đổi.",
            en:
                "What the receiver says it has seen does not fit this vault ({reason}), and its checkpoint does: either "
                + "its replica is damaged, or this vault's manifests were changed."),
        .sentence(
            "REPLICA_ANSWER_UNPROVEN.NEXT",
            vi: "Hãy chạy `kho check` ở đây, và nhờ nơi nhận xem lại bản sao của họ.",
            en: "Run `kho check` here, and ask the receiver to look at its replica."),
        .sentence(
            "REPLICA_KEY_NOT_PINNED",
            vi: "Kho {vault} dùng một khóa của chính nó mà ở đây chưa ghim, hoặc không còn ghim.",
            en: "The vault {vault} uses a key of its own that is not pinned here, not yet or not any more."),
        .sentence(
            "REPLICA_KEY_NOT_PINNED.NEXT",
            vi:
                "Nếu kho đã đổi khóa, hãy chạy `kho trust update-vault vault.json`. Khóa cũ cần giữ lại chừng nào còn phải "
                + "kiểm tra các bản kê từ thời của nó.",
            en:
                "Where the vault changed its keys, run `kho trust update-vault vault.json`. An old key has to stay for as "
                + "long as manifests of its time are to be verified."),
        .sentence(
            "REPLICA_PUSH_INCOMPLETE",
            vi: "Gói đẩy tới thiếu một phần cần thiết.",
            en: "Something that is needed is missing in what was pushed."),
        .sentence(
            "REPLICA_ANSWER_TOO_LARGE",
            vi: "Câu trả lời của máy chủ lớn hơn mức có thể có.",
            en: "The server's answer is larger than what was asked for can be."),
        .sentence(
            "REPLICA_CONTENT_WITHHELD",
            vi: "Máy chủ không đưa ra {count} tệp của tài liệu.",
            en: "The server did not give {count} files of documents."),
        .sentence(
            "REPLICA_DENIED",
            vi: "Máy chủ không đưa nội dung các mục cho bạn.",
            en: "The server does not give you the entries' bodies."),
        .sentence(
            "REPLICA_DENIED.NEXT",
            vi: "Hãy dùng chứng thư máy khách của một dịch vụ được phép: `--client-cert`, `--client-key`.",
            en: "Use the client certificate of a service that may: `--client-cert`, `--client-key`."),
        .sentence(
            "REPLICA_CHAIN_MISSING",
            vi: "Kho không có chuỗi bản kê {chain}.",
            en: "The vault has no chain of manifests {chain}."),
        .sentence(
            "REPLICA_VAULT_NOT_PINNED",
            vi: "Kho {vault} chưa được ghim, nên không kiểm tra được gì.",
            en: "The vault {vault} is not pinned, so nothing can be verified."),
        .sentence(
            "REPLICA_VAULT_NOT_PINNED.NEXT",
            vi:
                "Lấy vault.json và dấu vân tay con dấu từ người vận hành kho, rồi chạy `kho trust add-vault "
                + "vault.json`.",
            en:
                "Get vault.json and the seal's fingerprint from the vault's operator, then run `kho trust "
                + "add-vault vault.json`."),
        .sentence(
            "REPLICA_OTHER_CHAIN",
            vi: "Thư mục {folder} là bản sao của chuỗi {chain}.",
            en: "The folder {folder} is a replica of the chain {chain}."),
        .sentence(
            "REPLICA_NOT_FOUND",
            vi: "{folder} không phải là bản sao.",
            en: "{folder} is no replica."),
        .sentence(
            "REPLICA_DAMAGED",
            vi: "Tệp {file} của bản sao không còn như khi được ghi.",
            en: "The replica's file {file} is not what was written."),
    ]
}
