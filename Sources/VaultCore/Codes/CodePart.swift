/// What a part of a code is, and which texts may stand there when kho makes the code.
///
/// The letters are those of Vietnamese, each as one scalar. So no two texts that look alike through Unicode
/// normalisation can both be parts, and nothing is normalised: what is no such text is refused.
public enum CodePart: String, Hashable, Sendable, CaseIterable {
    /// The number of an owner without its scheme, as it stands in a certificate.
    case owner
    /// A dossier's code, ours or not.
    case dossier
    /// A kind of paper in the national catalogue, `KQ.G15.000031`.
    case paperType = "paper-type"
    /// A document's number and notation (số ký hiệu), `12/QĐ-UBND`.
    case number
    /// An administrative procedure, `1.010708`, with an agency behind it where it is local: `1.011442.000.00.00.H38`.
    case procedure
    /// A component of a procedure's dossier, `000.00.00.G09-KQ002269`.
    case component
    /// The register that a certified copy is entered in, or a book of one.
    case register
    /// The authority that keeps a register of certifications: one of its numbers, with the scheme.
    case authority
    /// An agency, `AgencyCode`.
    case agency
    /// The kind of document in a DocCode, `CV`.
    case documentType = "document-type"
    /// `DossierDay`.
    case day

    /// The longest in data has 23 characters; with three parts and a serial number a code stays under
    /// `DocumentCode.maximumLength` bytes.
    public static let maximumLength = 64
    /// A DocCode has room for no more.
    private static let maximumDocumentTypeLength = 10

    /// Whether kho makes codes with this text as such a part.
    public func admits(_ text: String) -> Bool {
        guard (1...Self.maximumLength).contains(text.utf8.count) else { return false }
        return switch self {
        case .owner: NumberForm.lettersAndDigits.fits(text)
        case .agency: (try? AgencyCode(text)) != nil
        case .day: (try? DossierDay(text)) != nil
        case .authority: (try? Owner(text)) != nil
        case .procedure: ProcedureCode.isWhole(text)
        case .documentType:
            text.utf8.count <= Self.maximumDocumentTypeLength && text.utf8.allSatisfy(Self.isCapitalOrDigit)
        case .dossier: text.utf8.allSatisfy { Self.isLetterOrDigit($0) || ".-_/".utf8.contains($0) }
        case .paperType, .component:
            text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.allSatisfy { Self.isLetterOrDigit($0) || "-_".utf8.contains($0) }
            }
        case .number, .register:
            text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    ? Self.isLetterOrDigit(UInt8(scalar.value)) || "/-_&".unicodeScalars.contains(scalar)
                    : Self.vietnameseLetters.contains(scalar)
            }
        }
    }

    /// Those beyond ASCII, as single scalars: U+1EA0 to U+1EF9 are Vietnamese alone.
    private static let vietnameseLetters = Set("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯàáâãèéêìíòóôõùúýăđĩũơư".unicodeScalars)
        .union((0x1ea0...0x1ef9).compactMap(Unicode.Scalar.init))

    private static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isCapitalOrDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
