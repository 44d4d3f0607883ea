/// A value of a PDF file (ISO 32000-2 clause 7.3) as it stands there: references are not followed.
indirect enum PDFValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// As spelled: `1.50` and `1.5` differ here.
    case real([UInt8])
    case name(PDFName)
    /// After decryption.
    case string([UInt8])
    case array([PDFValue])
    case dictionary(PDFDictionary)
    case reference(PDFReference)
}

extension PDFValue {
    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    var integer: Int? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// An integer or a real number; not for comparing.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let spelled): Double(String(decoding: spelled, as: UTF8.self))
        default: nil
        }
    }

    var name: PDFName? {
        if case .name(let value) = self { value } else { nil }
    }

    var string: [UInt8]? {
        if case .string(let value) = self { value } else { nil }
    }

    var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    var array: [PDFValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    var dictionary: PDFDictionary? {
        if case .dictionary(let value) = self { value } else { nil }
    }

    var reference: PDFReference? {
        if case .reference(let value) = self { value } else { nil }
    }
}
