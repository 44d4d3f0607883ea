import HTTPTypes
import VaultCore

/// Documents, by their random names.
enum DocumentRoute: Hashable, Sendable {
    case deposit
    case find, identify, list, search
    case standing(DocumentID), history(DocumentID), outline(DocumentID), ownName(DocumentID)
    case withdraw(DocumentID), expire(DocumentID), revalidate(DocumentID)
    /// A file of a version, by its place in it.
    case file(DocumentID, version: Int, number: Int)
    case copy(DocumentID, version: Int)
    case receipt(DocumentID, version: Int, disclosesPrivate: Bool)

    init?(_ parts: [Substring]) {
        guard parts.first == "documents" else { return nil }
        switch parts.count {
        case 1: self = .deposit
        case 2: self.init(asking: parts[1])
        case 3: self.init(parts[1], parts[2])
        case 4: self.init(parts[1], version: parts[2], parts[3])
        case 5:
            guard parts[3] == "files", let id = DocumentID(String(parts[1])), let version = PathNumber(parts[2])?.value,
                let number = PathNumber(parts[4])?.value, version > 0
            else { return nil }
            self = .file(id, version: version, number: number)
        default: return nil
        }
    }

    private init?(asking word: Substring) {
        switch word {
        case "find": self = .find
        case "identify": self = .identify
        case "list": self = .list
        case "search": self = .search
        default: return nil
        }
    }

    private init?(_ name: Substring, _ word: Substring) {
        guard let id = DocumentID(String(name)) else { return nil }
        switch word {
        case "standing": self = .standing(id)
        case "history": self = .history(id)
        case "outline": self = .outline(id)
        case "own-name": self = .ownName(id)
        case "withdraw": self = .withdraw(id)
        case "expire": self = .expire(id)
        case "revalidate": self = .revalidate(id)
        default: return nil
        }
    }

    private init?(_ name: Substring, version: Substring, _ word: Substring) {
        guard let id = DocumentID(String(name)), let version = PathNumber(version)?.value, version > 0 else {
            return nil
        }
        switch word {
        case "copy": self = .copy(id, version: version)
        case "receipt": self = .receipt(id, version: version, disclosesPrivate: false)
        case "receipt-with-private": self = .receipt(id, version: version, disclosesPrivate: true)
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .deposit, .find, .identify, .list, .search, .withdraw, .expire, .revalidate: [.post]
        case .standing, .history, .outline, .ownName, .copy, .receipt: [.get]
        case .file: [.get, .head]
        }
    }

    var kind: String {
        switch self {
        case .deposit: "deposit"
        case .find: "find"
        case .identify: "identify"
        case .list: "list"
        case .search: "search"
        case .standing: "standing"
        case .history: "history"
        case .outline: "outline"
        case .ownName: "own-name"
        case .withdraw: "withdraw"
        case .expire: "expire"
        case .revalidate: "revalidate"
        case .file: "file"
        case .copy: "copy"
        case .receipt: "receipt"
        }
    }
}
