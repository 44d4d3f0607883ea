import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// The demonstration PKI, minted once for a test run: `certs/` and `keys/`.
enum DemonstrationKeys {
    /// The owner for whom `cong-dan.p12` signs.
    static let owner = "CCCD:038093015572"

    /// The organisation for which `nhan-vien.p12` signs.
    static let company = "MST:0100686209-199"

    private static let folder = Task<SharedFolder, any Error> {
        let folder = try SharedFolder()
        let made = try await RunningProgram.run([BuiltProgram.demonstrationPKI, folder.path], in: folder.path)
        try #require(made.status == 0, "DemonstrationPKI: \(made.errors)")
        return folder
    }

    static var certs: String { get async throws { try await folder.value.file("certs") } }
    static var passphraseFile: String { get async throws { try await folder.value.file("keys/passphrase.txt") } }

    /// The PKCS#12 file of somebody.
    static func key(_ name: String) async throws -> String { try await folder.value.file("keys/\(name).p12") }

    /// A signer within the test, for when hundreds of files are to be signed.
    static func signer(_ name: String = "cong-dan") async throws -> CAdESSigner {
        let passphrase = try await folder.value.bytes("keys/passphrase.txt").prefix { $0 != UInt8(ascii: "\n") }
        let file = try KeyFile(try await folder.value.bytes("keys/\(name).p12"), passphrase: Array(passphrase))
        return try CAdESSigner(key: file.key, certificate: try #require(file.certificate), chain: file.chain)
    }

    /// The demonstration's time-stamping authority, on the loopback interface.
    static func timestamps() async throws -> TimestampServer {
        let passphrase = try await folder.value.bytes("keys/passphrase.txt").prefix { $0 != UInt8(ascii: "\n") }
        let file = try KeyFile(try await folder.value.bytes("keys/tsa.p12"), passphrase: Array(passphrase))
        return try await TimestampServer(
            MintedPKI.Identity(certificate: try #require(file.certificate), key: file.key))
    }
}
