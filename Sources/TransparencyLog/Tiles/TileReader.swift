/// Gives the bytes of a log's tiles and entry bundles.
public protocol TileReader {
    /// The bytes of a tile or bundle (see `TileCoordinate.path`).
    ///
    /// Where a partial tile is gone because the log has grown, the wider or full tile of the same level and index will
    /// do: it begins with the same hashes, and what is beyond the asked width is not used. Throws where there is none.
    func bytes(of tile: TileCoordinate) throws -> [UInt8]
}

/// A tile or an entry bundle to be written, as a log grows.
public struct TileWrite: Sendable, Hashable, CustomStringConvertible {
    public let coordinate: TileCoordinate
    /// The whole content of the file.
    public let bytes: [UInt8]

    public init(coordinate: TileCoordinate, bytes: [UInt8]) {
        self.coordinate = coordinate
        self.bytes = bytes
    }

    /// Path and size; never the content.
    public var description: String { "\(coordinate.path) (\(bytes.count) bytes)" }
}
