extension Catalogue {
    /// Other keys for a vault, and taking them in (docs/rotation.md).
    static let rotation: [Entry] = [
        .sentence(
            "ROTATED_LOG", vi: "Nhật ký có khóa mới từ cỡ {size} (mục {index}); khóa ở dòng sau.",
            en: "The log has another key from size {size} on (entry {index}); it is on the next line."),
        .sentence(
            "ROTATED_LOG.NEXT",
            vi: "Đưa khóa này cho các nhân chứng, và đưa vault.json cùng vault.json.p7s cho người nhận.",
            en: "Give this key to the witnesses, and vault.json with vault.json.p7s to receivers."),
        .sentence(
            "ROTATED_SEAL", vi: "Kho có con dấu mới (mục {index}); dấu vân tay SHA-256 ở dòng sau.",
            en: "The vault has another seal (entry {index}); its SHA-256 fingerprint is on the next line."),
        .sentence(
            "ROTATED_SEAL.NEXT", vi: "Đưa vault.json cùng vault.json.p7s cho người nhận.",
            en: "Give vault.json with vault.json.p7s to receivers."),
        .sentence(
            "ROTATION_STATEMENT_NEEDED",
            vi: "Người nhận cần tuyên bố về khóa bị lộ: chạy `kho rotate statement -o TỆP` và gửi cho họ.",
            en: "Receivers need the statement of the compromised key: run `kho rotate statement -o FILE`."),
        .sentence(
            "ROTATION_STATEMENT_WRITTEN", vi: "Đã ghi tuyên bố về khóa bị lộ vào {file}.",
            en: "The statement of compromised keys was written to {file}."),
        .sentence(
            "ROTATION_NOTHING_COMPROMISED", vi: "Kho này không có khóa nào được báo là bị lộ.",
            en: "No key of this vault was said to be compromised."),
        .sentence(
            "ROTATION_LAST_GOOD", vi: "Cỡ {size} không thuộc khóa hiện tại, khóa này ký từ {from} đến {until}.",
            en: "Size {size} is none of the present key's, which signs from {from} to {until}."),
        .sentence(
            "ROTATION_TOO_MANY", vi: "Kho đã đổi khóa quá nhiều lần.",
            en: "The vault has changed its keys too many times."),
        .sentence(
            "ROTATION_SEAL_PERIOD",
            vi: "Chứng thư của con dấu mới chỉ có hiệu lực từ {notBefore} đến {notAfter}; không có gì thay đổi.",
            en: "The new seal's certificate counts from {notBefore} to {notAfter} only; nothing was changed."),
        .sentence(
            "ROTATION_UNFINISHED",
            vi: "Việc đổi khóa đã ghi, nhưng còn tệp chưa đặt xong; lần mở kho để ghi sẽ làm tiếp.",
            en: "A change of keys is committed and files of it are not in place; the next opening puts them there."),
        .sentence(
            "VAULT_KEYS_CHANGED", vi: "Kho vừa đổi khóa. Hãy làm lại.",
            en: "The vault's keys were changed just now. Try again."),
        .sentence(
            "COMPROMISE_STATEMENT_MALFORMED", vi: "Tuyên bố về khóa bị lộ không đúng dạng.",
            en: "The statement of compromised keys is not in its form."),
        .sentence(
            "VAULT_UPDATE_REFUSED", vi: "vault.json này không nối tiếp bản đã ghim ({reason}); không có gì thay đổi.",
            en: "This vault.json does not continue the one that is pinned ({reason}); nothing was changed."),
        .sentence(
            "VAULT_UPDATE_REFUSED.NEXT",
            vi:
                "Hãy hỏi người vận hành kho; nếu đã bỏ lỡ một lần đổi, hãy nhận các bản trong thư mục identities trước.",
            en: "Ask the vault's operator; where a change was missed, take in those of its folder identities first."),
        .sentence(
            "VAULT_UPDATE_COMPROMISE", vi: "Kho báo rằng một khóa nhật ký bị lộ; cần tuyên bố của kho.",
            en: "The vault says that a log key was compromised; its statement is needed."),
        .sentence(
            "VAULT_UPDATE_COMPROMISE.NEXT",
            vi: "Lấy tuyên bố từ người vận hành kho, rồi chạy lại với --statement TỆP.",
            en: "Get the statement from the vault's operator, and run this again with --statement FILE."),
        .sentence("VAULT_UPDATED", vi: "Đã nhận khóa mới của kho {vault}.", en: "The vault {vault} has new keys here."),
        .sentence(
            "VAULT_UNCHANGED", vi: "Khóa của kho {vault} không thay đổi.",
            en: "The keys of the vault {vault} are the ones that are pinned."),
        .sentence(
            "CHECK_IDENTITY_MISSING", vi: "Thiếu một bản vault.json trước khi đổi khóa.",
            en: "A vault.json of before a change of keys is missing."),
        .sentence(
            "CHECK_IDENTITY_HISTORY", vi: "Lịch sử khóa của kho không khớp với nhật ký.",
            en: "The history of the vault's keys is not what the log says."),
        .phrase(
            "FACT.reason.update-seal-not-pinned", vi: "không có con dấu đã ghim", en: "no pinned seal vouches for it"),
        .phrase("FACT.reason.update-new-seal", vi: "thiếu chữ ký của con dấu mới", en: "the new seal did not sign"),
        .phrase("FACT.reason.update-seal", vi: "con dấu không đúng", en: "its seal is not right"),
        .phrase("FACT.reason.update-vault", vi: "của kho khác", en: "it is another vault's"),
        .phrase("FACT.reason.update-origin", vi: "nhật ký khác", en: "another log"),
        .phrase("FACT.reason.update-ranges", vi: "phạm vi khóa nhật ký", en: "ranges of log keys"),
        .phrase(
            "FACT.reason.update-policy", vi: "log.policy không nhận được khóa", en: "log.policy cannot take its keys"),
        .phrase("FACT.reason.update-time", vi: "không mới hơn", en: "not newer"),
        .phrase("FACT.reason.update-seals", vi: "danh sách con dấu", en: "list of seals"),
        .phrase("FACT.reason.update-keys", vi: "thiếu khóa cũ", en: "earlier keys are missing"),
        .phrase("FACT.reason.update-statement", vi: "tuyên bố không khớp", en: "the statement is about something else"),
        .phrase("FACT.reason.update-statement-seal", vi: "con dấu của tuyên bố", en: "the seal of the statement"),
    ]
}
