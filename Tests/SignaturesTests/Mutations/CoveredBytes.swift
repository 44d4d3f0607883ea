import PKI

/// Where the bytes lie that a CMS's signers cover: for changing them one by one.
///
/// Everything counts whose change no signer could have meant: content, signed attributes, signature values. The
/// headers around them count too; a change there makes another structure, or none.
struct CoveredBytes {
    /// Ranges in the file, one after another.
    let ranges: [Range<Int>]
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    init(_ file: [UInt8]) throws {
        let source = MemorySource(file)
        let message = try SignedData(source)
        var ranges = message.contentPieces ?? []
        let infos = try Self.signerInfos(file)
        for element in infos {
            var fields = try element.reader()
            _ = try fields.next()  // version
            _ = try fields.next()  // sid
            _ = try fields.next()  // digestAlgorithm
            if let attributes = try fields.optional(ASN1Tag.context(0)) { ranges.append(attributes.contentRange) }
            _ = try fields.next()  // signatureAlgorithm
            if let signature = try fields.next() { ranges.append(signature.contentRange) }
        }
        self.ranges = ranges.filter { !$0.isEmpty }
    }

    /// The SignerInfos, as views into the whole file.
    private static func signerInfos(_ file: [UInt8]) throws -> [ASN1Element] {
        var contentInfo = try ASN1Reader.single(file).reader()
        _ = try contentInfo.next(ASN1Tag.objectIdentifier)
        var explicit = try contentInfo.next(ASN1Tag.context(0)).reader()
        let body = try explicit.next(ASN1Tag.sequence).children()
        return try body.last?.children() ?? []
    }

    /// The position in the file of the covered byte at `index`.
    func position(_ index: Int) -> Int {
        var rest = index
        for range in ranges {
            if rest < range.count { return range.lowerBound + rest }
            rest -= range.count
        }
        return ranges.last?.lowerBound ?? 0
    }
}

/// SplitMix64: the same mutations in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
