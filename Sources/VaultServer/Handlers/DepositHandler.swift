import CanonicalJSON
import Hummingbird
import PKI
import Signatures
import VaultCore

/// Takes deposits, of files that were uploaded before.
struct DepositHandler: Sendable {
    let reception: VaultReception
    let uploads: UploadStore<CallerKey>

    func deposit(_ request: IncomingRequest) async throws -> Response {
        let visit = try await reception.visit(request)
        guard let caller = request.caller.key else { throw Problem(.signInNeeded) }
        let form = try DepositForm(wire: try await request.json())
        let outcome = try await reception.once(
            request, visit.claim, ["deposit", .string(form.content.description)], needsKey: true
        ) {
            try await deposit(form, by: caller, visit, request)
        }
        switch outcome {
        case .kept: reception.figures.committed()
        case .rehearsed: break
        case .refused(let refusal, let report):
            var problem = Problem(refusal)
            problem.extensions = DepositOutcome.refusalMembers(report).members.map { ($0.key, $0.value) }
            throw problem
        }
        guard let json = outcome.wire(disclosesPrivate: visit.disclosesPrivate) else { throw Problem(.failure) }
        if case .kept = outcome { return .json(json, status: .created) }
        return .json(json)
    }

    private func deposit(
        _ form: DepositForm, by caller: CallerKey, _ visit: VaultVisit, _ request: IncomingRequest
    ) async throws -> DepositOutcome {
        @Sendable func run(_ objects: [UploadID: any StagedObject]) async throws -> DepositOutcome {
            try await visit.vault.deposit(
                try form.request(
                    objects, uploader: request.caller.name, entrance: VaultReception.entranceName))
        }
        do {
            return try await uploads.using(form.uploads, by: caller) { objects in
                let outcome = try await run(objects)
                if case .kept = outcome { return (outcome, usedUp: true) }
                return (outcome, usedUp: false)
            }
        } catch let error as VaultError where error.code == .uploadNotFound && request.headers[.idempotencyKey] != nil {
            // Where it was deposited before, its uploads are used up: then it is answered without them.
            let files = [form.file, form.beside].compactMap { $0 } + form.contents
            let missing = files.map { ($0.upload, MissingUpload($0.digest) as any StagedObject) }
            return try await run(Dictionary(missing) { first, _ in first })
        }
    }
}

/// In the place of an upload that is not there any more: whoever wants its bytes finds that out.
private final class MissingUpload: StagedObject {
    let digest: Digest
    let count = 0

    init(_ digest: Digest?) { self.digest = digest ?? .sha256(of: [UInt8]()) }

    func source() throws -> any ByteSource { throw VaultError(.uploadNotFound) }
}
