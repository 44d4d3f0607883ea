import HTTPTypes
import Hummingbird
import NIOCore
import TransparencyLog
import VaultCore

/// Answers for a witness in the words of C2SP tlog-witness.
struct WitnessHandler: Sendable {
    let witness: any CheckpointWitness
    let slots: RequestSlots

    /// - Parameter caller: whom the place is counted for; nil where he is not told apart.
    /// - Throws: `WitnessRefusal`; `SERVER_BUSY`; what the witness throws where it could not keep its decision.
    func add(_ body: [UInt8], of caller: CallerKey?) async throws -> Response {
        guard let slot = slots.take(caller) else { throw Problem(.busy) }
        // For as long as the work lasts, whoever still waits for it.
        defer { withExtendedLifetime(slot) {} }
        return Self.text(try await witness.answer(body) + "\n", .ok)
    }

    /// The newest cosigned checkpoint, for whoever compares what witnesses have seen.
    /// - Throws: `RESOURCE_NOT_FOUND`.
    func checkpoint(ofLog log: String) async throws -> Response {
        guard let note = try await witness.checkpoint(ofLog: log) else { throw Problem(.notFound) }
        return Self.text(String(decoding: note, as: UTF8.self), .ok)
    }

    static func response(_ refusal: WitnessRefusal) -> Response {
        if case .otherSize(let size) = refusal {
            var response = text("\(size)\n", .conflict)
            response.headers[.contentType] = WitnessAnswer.sizeMediaType
            return response
        }
        return text("\(refusal.code)\n", HTTPResponse.Status(code: refusal.status))
    }

    private static func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
