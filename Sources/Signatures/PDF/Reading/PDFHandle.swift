internal import CQPDF
import PKI

/// qpdf's reader of one revision: the C handle and the medium behind it. One thread at a time.
final class PDFHandle {
    private let handle: OpaquePointer
    private let medium: Medium
    private let budget: PDFBudget

    /// Keeps the source while qpdf reads from it, and what it threw.
    private final class Medium {
        let source: any ByteSource
        var failure: ByteSourceError?

        init(_ source: any ByteSource) { self.source = source }
    }

    /// Opens the first `size` bytes of a source as a whole file.
    /// - Parameters:
    ///   - sections: the cross-reference sections of these bytes.
    ///   - ignoresHybrid: as readers older than PDF 1.5 see a file with hybrid references.
    /// - Throws: `PDFError`; `ByteSourceError` where the medium fails.
    init(
        _ source: any ByteSource, size: Int, sections: ArraySlice<PDFSection>, budget: PDFBudget,
        ignoresHybrid: Bool = false
    ) throws {
        medium = Medium(source)
        self.budget = budget
        var opened: OpaquePointer?
        let status = kho_pdf_open(
            Unmanaged.passUnretained(medium).toOpaque(), readMedium, UInt64(size), budget.pointer,
            UInt64(sections.reduce(0) { $0 + $1.entries }), UInt64(sections.reduce(0) { $0 + $1.tokens }),
            ignoresHybrid, &opened)
        guard let opened else { throw PDFError(.tooLarge, "no memory") }
        handle = opened
        try check(status)
    }

    deinit { kho_pdf_close(handle) }

    private func check(_ status: kho_pdf_status) throws {
        let detail = { String(cString: kho_pdf_message(self.handle)) }
        switch status {
        case KHO_PDF_OK: return
        case KHO_PDF_TOO_LARGE: throw PDFError(.tooLarge, detail())
        case KHO_PDF_MEMORY: throw PDFError(.tooLarge, "no memory")
        case KHO_PDF_PASSWORD: throw PDFError(.encrypted)
        case KHO_PDF_READ: throw medium.failure ?? ByteSourceError(errno: 0)
        default: throw PDFError(.malformed, detail())
        }
    }

    var isEncrypted: Bool { kho_pdf_is_encrypted(handle) }

    /// Every object in use.
    func locations() throws -> [PDFReference: PDFLocation] {
        var count = 0
        guard let first = kho_pdf_locations(handle, &count) else { return [:] }
        var found: [PDFReference: PDFLocation] = [:]
        found.reserveCapacity(count)
        for entry in UnsafeBufferPointer(start: first, count: count) {
            found[PDFReference(Int(entry.number), Int(entry.generation))] =
                entry.container == 0
                ? .offset(Int(entry.offset)) : .stream(container: Int(entry.container), index: Int(entry.index))
        }
        return found
    }

    func trailer() throws -> PDFDictionary {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        try check(kho_pdf_trailer(handle, &bytes, &count))
        let object = PDFValueDecoder.object(UnsafeBufferPointer(start: bytes, count: count))
        guard let dictionary = object.dictionary else { throw PDFError(.malformed, "trailer") }
        return dictionary
    }

    /// An object as it was read.
    struct ReadObject {
        let object: PDFObject
        /// Whether it could be read without guessing.
        let isClean: Bool
        /// Nothing from there on was looked at for it; nil where that is not known.
        let end: Int?
    }

    func object(_ reference: PDFReference) throws -> ReadObject {
        guard let number = Int32(exactly: reference.number), let generation = Int32(exactly: reference.generation)
        else { return ReadObject(object: .null, isClean: true, end: nil) }
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        var isClean = false
        var end: UInt64 = 0
        try check(kho_pdf_object(handle, number, generation, &bytes, &count, &isClean, &end))
        return ReadObject(
            object: PDFValueDecoder.object(UnsafeBufferPointer(start: bytes, count: count)), isClean: isClean,
            end: Int(exactly: end))
    }

    /// Adds the numbers that an object refers to, where it is spelled so plainly that this can be told without reading it.
    /// - Returns: whether it is; then it can be read without guessing.
    func addPlainTargets(of reference: PDFReference, to targets: inout [Int32]) throws -> Bool {
        guard let number = Int32(exactly: reference.number), let generation = Int32(exactly: reference.generation)
        else { return false }
        var first: UnsafePointer<Int32>?
        var count = 0
        var isPlain = false
        try check(kho_pdf_plain_targets(handle, number, generation, &first, &count, &isPlain))
        if isPlain { targets.append(contentsOf: UnsafeBufferPointer(start: first, count: count)) }
        return isPlain
    }

    /// The byte at which an entry's value begins, in the object's own dictionary; nil where there is none.
    func offset(of key: PDFName, in reference: PDFReference) throws -> Int? {
        var offset: Int64 = -1
        try check(
            kho_pdf_entry_offset(
                handle, Int32(reference.number), Int32(reference.generation), "/" + key.text, &offset))
        return offset < 0 ? nil : Int(offset)
    }

    /// Hands a stream's data on, piece by piece.
    /// - Parameter isDecoded: with its general filters undone, or as stored.
    /// - Returns: whether every filter could be undone.
    /// - Throws: `PDFError` `.tooLarge` where there is more than `limit`; pieces may have been handed on by then.
    @discardableResult
    func stream(
        _ reference: PDFReference, isDecoded: Bool, limit: Int, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws -> Bool {
        try withoutActuallyEscaping(body) { body in
            let receiver = Receiver(body)
            var wasDecoded = false
            let status = kho_pdf_stream(
                handle, Int32(reference.number), Int32(reference.generation), isDecoded, limit,
                Unmanaged.passUnretained(receiver).toOpaque(), receivePiece, &wasDecoded)
            try check(status)
            return wasDecoded
        }
    }

    fileprivate final class Receiver {
        let body: (UnsafeRawBufferPointer) -> Void
        init(_ body: @escaping (UnsafeRawBufferPointer) -> Void) { self.body = body }
    }

    fileprivate static func read(
        _ context: UnsafeMutableRawPointer?, _ offset: UInt64, _ buffer: UnsafeMutableRawPointer?, _ count: Int
    ) -> Int {
        guard let context, let buffer else { return -1 }
        let medium = Unmanaged<Medium>.fromOpaque(context).takeUnretainedValue()
        do {
            return try medium.source.read(
                at: Int(offset), into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
        } catch {
            medium.failure = error as? ByteSourceError ?? ByteSourceError(errno: 0)
            return -1
        }
    }
}

private let readMedium: kho_pdf_read = { PDFHandle.read($0, $1, $2, $3) }

private let receivePiece: kho_pdf_sink = { context, bytes, count in
    guard let context else { return }
    Unmanaged<PDFHandle.Receiver>.fromOpaque(context).takeUnretainedValue()
        .body(UnsafeRawBufferPointer(start: bytes, count: count))
}
