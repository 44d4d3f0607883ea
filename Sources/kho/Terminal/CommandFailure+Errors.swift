import Foundation
import Messages
import PKI
import Signatures
import VaultClient
import VaultStorage

extension CommandFailure {
    /// A file that could not be read.
    init(_ error: ByteSourceError, file: String) {
        switch error.errno {
        case ENOENT, ENOTDIR: self.init("FILE_NOT_FOUND", ["file": file], status: .inputOutput)
        case 0: self.init("FILE_NOT_READABLE", ["file": file, "cause": "EIO"], status: .inputOutput)
        default:
            self.init(
                "FILE_NOT_READABLE", ["file": file, "cause": SystemError(number: error.errno).name],
                status: .inputOutput)
        }
    }

    /// A file in no format that kho reads.
    init(_ error: SignedFileError, file: String) {
        let facts = [
            "file": file, "what": error.detail, "format": error.detail, "offset": String(error.offset),
        ]
        self.init(MessageCode(error.code.rawValue), facts, status: .notReadable)
    }

    /// An archive that is damaged or hostile.
    init(_ error: ZipError, file: String) {
        self.init(
            MessageCode(error.code.rawValue), ["file": file, "member": error.member ?? "?"], status: .notReadable)
    }

    /// A key or certificate that cannot be used.
    init(_ error: PKIError, key: String, certificate: String = "") {
        let facts = [
            "key": key, "file": certificate.isEmpty ? key : certificate, "certificate": certificate,
            "what": error.detail,
        ]
        self.init(MessageCode(error.code.rawValue), facts, status: .inputOutput)
    }

    init(_ error: TrustFolder.Unusable, folder: String) {
        self.init(
            "TRUST_FOLDER_BROKEN", ["folder": folder, "what": "\(error.file), \(error.what)"], status: .inputOutput)
    }

    /// Something that no command expects: a defect of kho, or a medium that failed in an unusual place.
    init(unexpected error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as ByteSourceError: self.init(error, file: "?")
        case let error as TrustFolder.Unusable: self.init(error, folder: "?")
        case let error as ClientError: self.init(error)
        default: self.init("INTERNAL", ["what": String(describing: type(of: error))], status: .internalError)
        }
    }
}
