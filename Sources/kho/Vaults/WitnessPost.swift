import Messages
import Retrieval
import VaultCore

/// Asks witnesses over HTTP.
struct WitnessPost: WitnessTransport {
    /// PEM, certificates beside the system's roots.
    private let roots: [UInt8]

    /// A bundle of roots stays below this.
    private static let maximumPEMByteCount = 1 << 20

    /// - Parameter authorities: a file of roots beside the system's that witnesses' certificates may come from.
    /// - Throws: `CommandFailure` where it cannot be read or holds none.
    init(authorities: String?) throws {
        roots = try authorities.map { try InputFile.bytes($0, limit: Self.maximumPEMByteCount) } ?? []
        do {
            _ = try WitnessService(address: "https://localhost/", roots: roots)
        } catch {
            throw CommandFailure("WITNESS_CA_MALFORMED", status: .inputOutput)
        }
    }

    func ask(_ witness: VaultWitness, _ body: [UInt8]) async -> WitnessReply {
        do {
            let answer = try await WitnessService(address: witness.address, roots: roots).ask(body)
            return .answered(status: answer.status, mediaType: answer.type, body: answer.body)
        } catch {
            return .failed(error.code.rawValue)
        }
    }
}
