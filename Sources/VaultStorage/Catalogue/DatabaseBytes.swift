import Foundation
import GRDB

/// Bytes as SQLite's binding wants them.
extension [UInt8] {
    var databaseBytes: Data { Data(self) }
}

extension Row {
    /// The bytes of a BLOB column; none for NULL.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data? = self[column]
        return data.map { [UInt8]($0) } ?? []
    }
}
