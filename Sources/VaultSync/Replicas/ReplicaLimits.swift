import TransparencyLog

/// What a receiver takes before it gives up on a source.
enum ReplicaLimits {
    /// `vault.json` with every certificate and key that a vault ever had.
    static let identity = 1 << 20
    /// A head with the lines of 256 witnesses.
    static let head = 1 << 20
    /// As much JSON as is read at all (`JSON.Limits`).
    static let manifest = 16 << 20
    /// A CMS with a long chain and revocation lists.
    static let seal = 1 << 20
    /// One body: a shared part has at most some ten KiB, written as text in text.
    static let body = 1 << 20
    static let tile = TileCoordinate.fullWidth * MerkleHash.byteCount
    static let bundle = TileCoordinate.fullWidth * (2 + EntryBundle.maximumEntryByteCount)
    /// Tiles that are kept for the next proof: 8 MiB.
    static let tiles = 1024
    /// A proof needs two tiles at each of eight levels.
    static let tileRounds = 64
    /// Bundles that are asked for at once.
    static let bundlesAtOnce = 16
    /// A document and its seal that do not fit may have been read while they were replaced: asked so often in all.
    static let pairAttempts = 3
    static let pairPause = Duration.milliseconds(200)
    /// Bodies called erased of which no erasure told yet: as many as `state.json` holds and is still read again
    /// (`JSON.Limits`, three values and some fifty bytes each).
    static let unproven = 200_000
    /// Manifests of whose documents files are missing, beside those in `state.json`; behind so many, later ones wait.
    static let withheld = 50_000
    /// What heads named while their manifests did not come: a server that gives none for so many heads is seen to do so.
    static let named = 1000
    /// Manifests whose digests are followed at once from one with an expired seal up to the head: 32 MB.
    static let vouched: UInt64 = 1_000_000
    /// Of a file that is not the one of its record, and of the log's files that do not fit, so much is kept as evidence.
    static let evidence = 16 << 20
}
