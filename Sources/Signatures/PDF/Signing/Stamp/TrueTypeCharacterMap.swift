/// From characters to glyphs: the table `cmap` (ISO/IEC 14496-22 clause 5.2.1), in the two forms that fonts with
/// Vietnamese letters have.
struct TrueTypeCharacterMap {
    private enum Form {
        /// Format 4: segments of the Basic Multilingual Plane.
        case segments
        /// Format 12: groups of all of Unicode.
        case groups
    }

    private let bytes: [UInt8]
    private let start: Int
    private let form: Form

    init(_ bytes: [UInt8]) throws(FontError) {
        var best: (start: Int, form: Form)?
        for index in 0..<(try bytes.unsigned16(2)) {
            let entry = 4 + 8 * index
            let (platform, encoding) = (try bytes.unsigned16(entry), try bytes.unsigned16(entry + 2))
            // Unicode by its own name, or as Windows has it.
            guard platform == 0 || platform == 3 && (encoding == 1 || encoding == 10) else { continue }
            let start = try bytes.unsigned32(entry + 4)
            switch try bytes.unsigned16(start) {
            case 12: best = (start, .groups)
            case 4 where best?.form != .groups: best = (start, .segments)
            default: break
            }
        }
        guard let best else { throw .unreadable }
        (self.bytes, start, form) = (bytes, best.start, best.form)
    }

    /// 0 where there is none.
    func glyph(_ scalar: Unicode.Scalar) throws(FontError) -> Int {
        let code = Int(scalar.value)
        switch form {
        case .segments: return code <= 0xffff ? try segment(code) : 0
        case .groups: return try group(code)
        }
    }

    private func segment(_ code: Int) throws(FontError) -> Int {
        let double = try bytes.unsigned16(start + 6)
        for index in 0..<double / 2 {
            let end = start + 14 + 2 * index
            guard try bytes.unsigned16(end) >= code else { continue }
            let first = try bytes.unsigned16(end + double + 2)
            guard first <= code else { return 0 }
            let delta = try bytes.unsigned16(end + 2 * double + 2)
            let place = end + 3 * double + 2
            let offset = try bytes.unsigned16(place)
            if offset == 0 { return (code + delta) & 0xffff }
            let glyph = try bytes.unsigned16(place + offset + 2 * (code - first))
            return glyph == 0 ? 0 : (glyph + delta) & 0xffff
        }
        return 0
    }

    private func group(_ code: Int) throws(FontError) -> Int {
        var low = 0
        var high = try bytes.unsigned32(start + 12)
        while low < high {
            let middle = (low + high) / 2
            let entry = start + 16 + 12 * middle
            if try bytes.unsigned32(entry + 4) < code {
                low = middle + 1
            } else if try bytes.unsigned32(entry) > code {
                high = middle
            } else {
                return try bytes.unsigned32(entry + 8) + code - bytes.unsigned32(entry)
            }
        }
        return 0
    }
}
