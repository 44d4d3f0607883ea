import PKI
import VaultCore

/// Reads every object that a record rests on, and compares it with its name.
struct ObjectCheck {
    private let layout: VaultLayout
    /// Objects read.
    private(set) var count = 0
    /// Evidence is shared by many records and is read once.
    private var shared: Set<Digest> = []

    init(layout: VaultLayout) { self.layout = layout }

    mutating func check(_ record: Record) throws -> [Finding] {
        var findings: [Finding] = []
        for object in record.objects where object.space != .shared || shared.insert(object.digest).inserted {
            count += 1
            guard try difference(object) != nil, let code = try difference(object) else { continue }
            findings.append(
                Finding(
                    code, ["file": VaultLayout.objectName(object)], document: record.shared.subject))
        }
        return findings
    }

    private func difference(_ object: ObjectReference) throws -> Finding.Code? {
        let path = layout.object(object)
        guard Folder.exists(path) else { return .objectMissing }
        do {
            return try FileSource(path: path).digest(.sha256) == object.digest ? nil : .objectChanged
        } catch is ByteSourceError {
            return .objectChanged
        }
    }
}
