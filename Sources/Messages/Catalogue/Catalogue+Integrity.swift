extension Catalogue {
    /// What a vault cannot do, and what `kho check` finds.
    static let integrity: [Entry] = [
        .sentence(
            "OWNER_MALFORMED", vi: "Chủ sở hữu phải có dạng LOẠI:SỐ, ví dụ CCCD:038093015572.",
            en: "The owner must read SCHEME:ID, for example CCCD:038093015572."),
        .sentence(
            "OWNER_SCHEME_UNKNOWN",
            vi: "Loại định danh của chủ sở hữu phải là CCCD, CMND, HC, BHXH, PID, PPID, MST, TIN hoặc MNS.",
            en: "An owner's scheme is CCCD, CMND, HC, BHXH, PID, PPID, MST, TIN or MNS."),
        .sentence(
            "OWNER_NUMBER_MALFORMED",
            vi: "Số sau {scheme} phải là {form}, viết liền, không có dấu cách.",
            en: "What follows {scheme} must be {form}, without blanks."),
        .phrase("FACT.form.nine-digits", vi: "đúng 9 chữ số", en: "exactly 9 digits"),
        .phrase("FACT.form.twelve-digits", vi: "đúng 12 chữ số", en: "exactly 12 digits"),
        .phrase(
            "FACT.form.tax-code", vi: "10 chữ số (chi nhánh thêm -NNN) hoặc 12 chữ số",
            en: "10 digits (with -NNN for a branch) or 12 digits"),
        .phrase(
            "FACT.form.letters-and-digits", vi: "chữ cái in hoa không dấu, chữ số và dấu nối, tối đa 32 ký tự",
            en: "capital letters, digits and hyphens, 32 at most"),
        .sentence(
            "CATEGORY_UNKNOWN", vi: "Không có loại dữ liệu {category}; có bảy loại, từ 1 đến 7.",
            en: "There is no category {category}; there are seven, 1 to 7."),
        .sentence(
            "CODE_MALFORMED", vi: "Mã giấy tờ trống, quá dài hoặc có ký tự điều khiển.",
            en: "The code is empty, too long, or holds control characters."),
        .sentence(
            "FILE_NAME_MALFORMED", vi: "Tên tệp không dùng được: trống, quá dài hoặc có ký tự điều khiển.",
            en: "The file's name cannot be used: empty, too long, or with control characters."),
        .sentence(
            "FILE_NAME_TWICE", vi: "Có hai tệp cùng tên {file} trong một lần gửi.",
            en: "Two files of one deposit have the name {file}."),
        .sentence(
            "TOO_MANY_FILES", vi: "Một lần gửi có nhiều hơn {limit} tệp.",
            en: "One deposit holds more than {limit} files."),
        .sentence(
            "TEXT_TOO_LONG", vi: "Tên hoặc ghi chú dài hơn {limit} byte.",
            en: "A name or note is longer than {limit} bytes."),
        .sentence(
            "POLICY_MALFORMED", vi: "Tệp policy của kho sai ở dòng {line}; kho không nhận gì cho đến khi sửa xong.",
            en: "The vault's file policy is wrong in line {line}; nothing is taken until it is mended."),
        .sentence(
            "ROLES_MALFORMED", vi: "Tệp roles của kho sai ở dòng {line}; kho không nhận gì cho đến khi sửa xong.",
            en: "The vault's file roles is wrong in line {line}; nothing is taken until it is mended."),
        .sentence(
            "SCOPES_MALFORMED",
            vi: "Tệp scopes của kho sai ở dòng {line}; không phạm vi nào được dùng cho đến khi sửa xong.",
            en: "The vault's file scopes is wrong in line {line}; no scope is used until it is mended."),
        .sentence(
            "SCOPE_UNKNOWN", vi: "Tệp scopes của kho không có phạm vi {scope}.",
            en: "The vault's file scopes has no scope {scope}."),
        .sentence(
            "SCOPE_CHANGED",
            vi: "Phạm vi {scope} phiên bản {version} nay mang nghĩa khác với các bản kê đã phát hành theo nó.",
            en: "The scope {scope}, version {version}, means something else than the manifests issued by it."),
        .sentence(
            "SCOPE_CHANGED.NEXT",
            vi: "Hãy tăng số phiên bản của phạm vi trong tệp scopes: một chuỗi bản kê mới sẽ bắt đầu.",
            en: "Raise the scope's version in the file scopes: that begins a new chain of manifests."),
        .sentence(
            "DOC_METADATA_MALFORMED",
            vi: "Trường {field} của siêu dữ liệu thiếu, quá dài hoặc không đúng dạng.",
            en: "The metadata's field {field} is missing, too long or not in its form."),
        .sentence(
            "SERVICE_WITHOUT_CHAIN",
            vi: "Dịch vụ {service} không có chuỗi bản kê: tên chỉ được gồm chữ thường không dấu, chữ số và gạch nối.",
            en: "The service {service} has no chain of manifests: a name has small ASCII letters, digits and hyphens."),
        .sentence(
            "ORIGIN_MALFORMED",
            vi: "Tên nhật ký không dùng được; hãy dùng một tên miền và đường dẫn, ví dụ kho.example.vn/log.",
            en: "The log's name cannot be used; take a domain and a path, for example kho.example.vn/log."),
        .sentence(
            "PART_MALFORMED", vi: "Một phần của hồ sơ trong kho không còn đúng dạng.",
            en: "A part of a record is not in its form."),
        .sentence(
            "LEAF_MALFORMED", vi: "Một mục nhật ký không còn đúng dạng.", en: "An entry of the log is not in its form."),
        .sentence(
            "VAULT_IDENTITY_MALFORMED", vi: "Tệp vault.json không đúng dạng.",
            en: "The file vault.json is not in its form."),
        .sentence("DOCUMENT_NOT_FOUND", vi: "Kho không có tài liệu đó.", en: "The vault has no such document."),
        .sentence(
            "REFERENCE_AMBIGUOUS", vi: "Có {count} tài liệu ứng với cách gọi đó.", en: "{count} documents match."),
        .sentence(
            "REFERENCE_MALFORMED", vi: "Không thể gọi tài liệu bằng chuỗi đó.", en: "That cannot name a document."),
        .sentence("FILE_NOT_IN_DOCUMENT", vi: "Tài liệu không có tệp đó.", en: "The document has no such file."),
        .sentence(
            "CODE_TAKEN", vi: "Mã giấy tờ này đã có trong kho.", en: "The vault has a document with this code already."),
        .sentence(
            "CATALOGUE_OF_EARLIER_VERSION",
            vi: "Tệp catalogue.sqlite của {folder} do một phiên bản kho trước tạo ra và chưa được nâng cấp.",
            en: "The catalogue.sqlite of {folder} was made by an earlier version of kho, and is not brought up to date."
        ),
        .sentence(
            "CATALOGUE_OF_EARLIER_VERSION.NEXT",
            vi: "Hãy chạy `kho list` một lần ở nơi kho ghi được (hoặc trên một bản sao), rồi thử lại.",
            en: "Run `kho list` once where the vault can be written to, or on a copy of it, and try again."),
        .sentence(
            "VAULT_OPENED_FOR_READING", vi: "Kho đang được mở chỉ để đọc.", en: "The vault is opened for reading alone."
        ),
        .sentence(
            "FOLDER_NOT_EMPTY", vi: "Thư mục {folder} không trống, nên không tạo gì ở đó.",
            en: "The folder {folder} is not empty, so nothing was made in it."),
        .sentence(
            "KEY_NOT_OF_THIS_VAULT", vi: "Khóa trong thư mục keys không phải của kho này.",
            en: "The key in the folder keys is not this vault's."),
        .sentence(
            "LOG_CONFLICT", vi: "Một chương trình khác vừa ghi vào nhật ký; hãy chạy lại.",
            en: "Another program has just written to the log; run this again."),
        .sentence(
            "COMMITTED_NOT_PUBLISHED",
            vi: "Tài liệu đã được ghi nhận, nhưng nhật ký chưa công bố xong; lần chạy sau sẽ hoàn tất.",
            en: "The document is committed, but the log is not published yet; the next run completes it."),
        .sentence(
            "LOG_ROLLBACK",
            vi: "Nhật ký đã công bố mới hơn dữ liệu trong kho: có thể ai đó đã khôi phục một bản sao cũ.",
            en: "The published log is newer than the vault's data: an old backup may have been restored."),
        .sentence(
            "LOG_ROLLBACK.NEXT", vi: "Hãy dừng gửi tài liệu, giữ nguyên thư mục và báo người vận hành.",
            en: "Stop depositing, keep the folder as it is, and tell the operator."),
        .sentence(
            "LOG_FORK", vi: "Nhật ký không khớp với bản đã công bố: có hai lịch sử khác nhau.",
            en: "The log does not continue what was published: there are two histories."),
        .sentence(
            "LOG_FORK.NEXT", vi: "Hãy dừng gửi tài liệu, giữ nguyên thư mục và báo người vận hành.",
            en: "Stop depositing, keep the folder as it is, and tell the operator."),
        .sentence(
            "INTEGRITY_FAILURE", vi: "Dữ liệu trong kho không còn như khi ghi nhận.",
            en: "The vault's data is not what was recorded."),
        .sentence(
            "INTEGRITY_FAILURE.NEXT",
            vi: "Hãy chạy `kho check` để biết tệp nào đã thay đổi, rồi khôi phục từ bản sao lưu.",
            en: "Run `kho check` to see which file changed, then restore it from a backup."),
        .sentence(
            "INPUT_OUTPUT", vi: "Thiết bị lưu trữ báo lỗi khi làm việc với {folder}.",
            en: "The storage failed while {folder} was worked on."),
        .sentence("NOT_PERMITTED", vi: "Bạn không có quyền trên {folder}.", en: "You have no permission for {folder}."),
        .sentence(
            "RECEIPT_MEMBER", vi: "Biên nhận thiếu một phần hoặc phần đó sai dạng.",
            en: "A part of the receipt is missing or not in its form."),
        .sentence(
            "RECEIPT_COMMITMENT_DIFFERS", vi: "Biên nhận không khớp với mục nhật ký của nó.",
            en: "The receipt does not match its entry of the log."),
        .sentence(
            "RECEIPT_PROOF", vi: "Bằng chứng trong biên nhận không dẫn tới nhật ký mà bạn tin cậy.",
            en: "The receipt's proof does not lead to a log that you trust."),
        .sentence(
            "RECEIPT_IDENTITY", vi: "Biên nhận không do kho mà bạn đã ghim cấp.",
            en: "The receipt is not from the vault that you pinned."),

        .sentence(
            "CHECK_SOUND", vi: "Kho nguyên vẹn: {records} mục nhật ký, {objects} tệp đã đọc lại từng byte.",
            en: "The vault is sound: {records} log entries, {objects} objects read byte by byte."),
        .sentence(
            "CHECK_ROLLBACK_UNSEEN",
            vi: "Nếu cả thư mục bị thay bằng một bản cũ thì không thể thấy được khi không có `--since`.",
            en: "A rollback of the whole folder cannot be seen without `--since`."),
        .phrase("CHECK_DOCUMENT", vi: "(tài liệu {document})", en: "(document {document})"),
        .sentence("CHECK_IDENTITY_CHANGED", vi: "vault.json đã bị thay đổi.", en: "vault.json was changed."),
        .sentence(
            "CHECK_IDENTITY_SEAL", vi: "Con dấu của vault.json không còn đúng.",
            en: "The seal of vault.json is not right any more."),
        .sentence("CHECK_KEY_MISSING", vi: "Thiếu một khóa của kho.", en: "A key of the vault is missing."),
        .sentence(
            "CHECK_KEY_FOREIGN", vi: "Một khóa trong kho không phải của kho này.",
            en: "A key in the vault is not this vault's."),
        .sentence("CHECK_CHECKPOINT_MISSING", vi: "Thiếu log/checkpoint.", en: "log/checkpoint is missing."),
        .sentence(
            "CHECK_CHECKPOINT_BEHIND",
            vi: "log/checkpoint đã bị thay bằng một bản cũ hơn: {published} mục thay vì {committed}.",
            en: "log/checkpoint was put back to an older one: {published} entries instead of {committed}."),
        .sentence(
            "CHECK_RULES_UNREADABLE", vi: "Tệp {file} thiếu hoặc có dòng không hiểu được.",
            en: "The file {file} is missing, or has a line that cannot be understood."),
        .sentence(
            "CHECK_UNFINISHED",
            vi:
                "Một chương trình bị ngắt giữa chừng: {unpublished} mục chưa được công bố, {unwritten} mục chưa có trong records; lần `kho put` tới sẽ hoàn tất.",
            en:
                "A program was cut off: {unpublished} entries are not published yet and {unwritten} not yet in records; the next `kho put` completes them."
        ),
        .sentence(
            "CHECK_CHECKPOINT_INVALID", vi: "log/checkpoint đã bị thay đổi hoặc không do khóa của kho ký.",
            en: "log/checkpoint was changed, or was not signed by the vault's key."),
        .sentence(
            "CHECK_ROLLBACK", vi: "Nhật ký ngắn hơn bản đã biết từ bên ngoài.",
            en: "The log is shorter than what is known outside."),
        .sentence(
            "CHECK_FORK", vi: "Nhật ký không tiếp nối bản đã biết từ bên ngoài.",
            en: "The log does not continue what is known outside."),
        .sentence(
            "CHECK_LOG_STATE_CHANGED", vi: "Trạng thái nhật ký trong cơ sở dữ liệu đã bị thay đổi.",
            en: "The log's state in the database was changed."),
        .sentence("CHECK_TILE_MISSING", vi: "Thiếu một tệp của nhật ký.", en: "A file of the log is missing."),
        .sentence(
            "CHECK_TILE_CHANGED", vi: "Một tệp của nhật ký đã bị thay đổi.", en: "A file of the log was changed."),
        .sentence(
            "CHECK_RECORD_CHANGED", vi: "Một hồ sơ không còn khớp với mục nhật ký của nó.",
            en: "A record does not match its entry of the log any more."),
        .sentence(
            "CHECK_RECORD_MISSING", vi: "Thiếu một hồ sơ mà nhật ký đã ghi.",
            en: "A record that the log has is missing."),
        .sentence(
            "CHECK_RECORD_FILE_MISSING", vi: "Thiếu một tệp hồ sơ trong records.", en: "A file in records is missing."),
        .sentence(
            "CHECK_RECORD_FILE_CHANGED", vi: "Một tệp hồ sơ trong records đã bị thay đổi.",
            en: "A file in records was changed."),
        .sentence("CHECK_OBJECT_MISSING", vi: "Thiếu một tệp trong objects.", en: "A file in objects is missing."),
        .sentence(
            "CHECK_OBJECT_CHANGED", vi: "Một tệp trong objects đã bị thay đổi.", en: "A file in objects was changed."),
        .sentence(
            "CHECK_MANIFEST_MISSING", vi: "Thiếu một bản kê đã phát hành hoặc con dấu của nó.",
            en: "A manifest that was issued, or its seal, is missing."),
        .sentence(
            "CHECK_MANIFEST_CHANGED", vi: "Một bản kê hoặc con dấu của nó đã bị thay đổi.",
            en: "A manifest or its seal was changed."),
        .sentence(
            "CHECK_MANIFEST_CONTRADICTS",
            vi: "Một bản kê có con dấu đúng của kho nhưng không khớp với nhật ký hoặc với bản kê trước nó.",
            en: "A manifest has the vault's right seal, but does not fit the log or the manifest before it."),
        .sentence(
            "CHECK_HEAD_MISSING", vi: "Thiếu head.json của các bản kê hoặc con dấu của nó.",
            en: "The manifests' head.json, or its seal, is missing."),
        .sentence(
            "CHECK_HEAD_CHANGED", vi: "head.json của các bản kê hoặc con dấu của nó đã bị thay đổi.",
            en: "The manifests' head.json or its seal was changed."),
        .sentence(
            "CHECK_EXTRA_FILE", vi: "Có một tệp mà không hồ sơ nào nhắc tới.",
            en: "There is a file that no record refers to."),
        .sentence("CHECK_CATALOGUE_ROW_MISSING", vi: "Cơ sở dữ liệu thiếu một dòng.", en: "The catalogue lacks a row."),
        .sentence(
            "CHECK_CATALOGUE_ROW_CHANGED", vi: "Một dòng của cơ sở dữ liệu đã bị thay đổi.",
            en: "A row of the catalogue was changed."),
        .sentence(
            "CHECK_CATALOGUE_ROW_EXTRA", vi: "Cơ sở dữ liệu có một dòng thừa.", en: "The catalogue has a row too many."),
        .sentence("CHECK_CATALOGUE_DAMAGED", vi: "Tệp cơ sở dữ liệu bị hỏng.", en: "The database file is damaged."),
        .sentence(
            "CHECK_NEXT_RESTORE_FILE", vi: "Hãy khôi phục tệp này từ bản sao lưu, rồi chạy lại `kho check`.",
            en: "Put the file back from a backup, and run `kho check` again."),
        .sentence(
            "CHECK_NEXT_ISSUE_HEAD",
            vi: "Hãy chạy `kho manifest` để phát hành head.json mới, rồi chạy lại `kho check`.",
            en: "Run `kho manifest`, which issues a new head, and `kho check` again."),
        .sentence(
            "CHECK_NEXT_REBUILD_CATALOGUE",
            vi: "Hồ sơ và nhật ký còn nguyên; hãy khôi phục catalogue.sqlite từ bản sao lưu.",
            en: "Records and log are sound; put catalogue.sqlite back from a backup."),
        .sentence(
            "CHECK_NEXT_REMOVE_FILE", vi: "Hãy xem tệp đó là gì, rồi chuyển nó ra khỏi kho.",
            en: "See what the file is, and take it out of the vault."),
        .sentence(
            "CHECK_NEXT_STOP_AND_KEEP", vi: "Hãy dừng gửi tài liệu, giữ nguyên thư mục và báo người vận hành.",
            en: "Stop depositing, keep the folder as it is, and tell the operator."),
    ]
}
