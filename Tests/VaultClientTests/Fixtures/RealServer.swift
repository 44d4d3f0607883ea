import Foundation
import PKI
import Signatures
import Synchronization
import TestSupport
import VaultCore
import VaultStorage

@testable import VaultClient
@testable import VaultServer

/// A vault with a real server in front of it, and citizens who sign for it; by the real clock.
final class RealServer: Sendable {
    let folder: SharedFolder
    let pki: MintedPKI
    let owner: MintedPKI.Identity
    private let seal: CAdESSeal
    private let tls: (certificate: String, key: String)?
    private let running = Mutex<Running?>(nil)

    static let number = "CCCD:038093015572"
    static let other = "CCCD:001200000001"

    private struct Running {
        let task: Task<Void, any Error>
        let host: VaultHost
        let url: String
    }

    /// - Parameter tls: files in `folder` that `prepare` has written; nil for plain HTTP.
    init(
        tls: (certificate: String, key: String)? = nil,
        prepare: @Sendable (SharedFolder) async throws -> Void = { _ in }
    ) async throws {
        folder = try SharedFolder()
        pki = try MintedPKI()
        owner = try pki.signer(notBefore: Instant.now().adding(seconds: -MintedPKI.day))
        self.tls = tls
        try await prepare(folder)
        let key = try PrivateKey.generate(.p256)
        let from = Instant.now().adding(seconds: -MintedPKI.day)
        let until = Instant.now().adding(seconds: MintedPKI.day)
        let certificate = try IssuingAuthority.selfSigned(
            .signer([.init(.commonName, "Test Vault Seal")], notBefore: from, notAfter: until), key: key
        ).certificate
        seal = try CAdESSeal(key: key, certificate: certificate)
        _ = try VaultInitialisation(
            origin: "kho.example.vn/log", seal: seal,
            sealCertificate: SealCertificate(der: certificate, notBefore: from, notAfter: until), writeSealKey: nil,
            madeAt: .now()
        ).make(at: vault)
        try await start()
    }

    var vault: String { folder.file("vault-data") }
    var url: String { running.withLock { $0?.url ?? "" } }
    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    struct NeverStarted: Error {}

    /// - Parameter port: 0 lets the system choose.
    func start(port: Int = 0) async throws {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while true {
            do {
                return try await begin(port)
            } catch let error as ServerError where error.code == .cannotListen && port != 0 && Date.now < deadline {
                // A port that was given back may be another test's for a while.
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private func begin(_ port: Int) async throws {
        let trust = pki.trust(crls: try pki.lists(at: .now()))
        let host = try await VaultHost.open(
            vault, validator: { VaultValidator(trust: trust) }, sealedBy: { [seal] _ in seal })
        var security: TransportSecurity?
        if let tls {
            security = try TransportSecurity(
                certificates: folder.bytes(tls.certificate), key: folder.bytes(tls.key), clientAuthorities: nil)
        }
        var options = ServingOptions(address: try ServerAddress(host: "127.0.0.1", port: port), security: security)
        options.log = .none
        // On a machine that does ten things at once nothing moves for a while, on either side.
        options.budgets.times.stall = .seconds(600)
        options.budgets.times.bodyWindow = .seconds(600)
        options.budgets.times.body = .seconds(600)
        options.budgets.times.handling = .seconds(600)
        let server = try KhoServer(ServedParts(files: try await PublishedFolder.open(vault), entrance: host), options)
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        let task = Task {
            defer { continuation.finish() }
            try await server.run { url, _ in continuation.yield(url) }
        }
        guard let url = await urls.first(where: { _ in true }) else {
            try? await host.close()
            try await task.value
            throw NeverStarted()
        }
        running.withLock { $0 = Running(task: task, host: host, url: url) }
    }

    func stop() async {
        guard let running = running.withLock({ $0 }) else { return }
        running.task.cancel()
        _ = await running.task.result
        try? await running.host.close()
    }

    /// The same vault at the same place, with nothing left of what the server knew.
    func restart() async throws {
        let port = port
        await stop()
        try await start(port: port)
    }

    // MARK: Clients

    static func limits() -> ClientLimits {
        var limits = ClientLimits()
        limits.pauseMilliseconds = 20
        limits.connectSeconds = 120
        limits.silentSeconds = 600
        limits.answerSeconds = 600
        return limits
    }

    /// A connection on which somebody signs in whenever it is needed.
    /// - Parameter port: of a proxy in between. What is signed names it, and the server does not know it: then the token comes
    ///   from a connection without one.
    func connection(
        as user: String = number, by identity: MintedPKI.Identity? = nil, through port: Int? = nil,
        authorities: [UInt8]? = nil
    ) async throws -> ServerConnection {
        let signer = try Signing(
            user: Owner(user), identity: identity ?? owner, origin: ServerOrigin(url), authorities: authorities)
        let origin = try port.map { try ServerOrigin("http://127.0.0.1:\($0)") } ?? ServerOrigin(url)
        return try ServerConnection(origin, authorities: authorities, session: signer, limits: Self.limits())
    }

    func remote(
        as user: String = number, by identity: MintedPKI.Identity? = nil, through port: Int? = nil,
        claim: AccessClaim = AccessClaim()
    ) async throws -> RemoteVault {
        try await RemoteVault.open(connection(as: user, by: identity, through: port), as: claim)
    }

    /// A detached signature and what it is over.
    func request(_ content: [UInt8], as name: String = "don") throws -> DepositRequest {
        let signature = try CAdESSigner(key: owner.key, certificate: owner.certificate).detached(
            MemorySource(content), signingTime: .now())
        return DepositRequest(
            owner: try Owner(Self.number), category: .ownFile,
            file: DepositSource(name: try FileName("\(name).p7s"), open: { MemorySource(signature) }),
            contents: [DepositSource(name: try FileName(name), open: { MemorySource(content) })], uploader: "",
            entrance: "")
    }

    /// Every record that the vault has.
    func records() async throws -> [DocumentListing] {
        let folder = try await VaultFolder.open(vault, for: .reading)
        return try await folder.vault.list(DocumentQuery())
    }
}

/// Signs in with a key, and again where that is over.
actor Signing: SessionSource {
    private let user: Owner
    private let identity: MintedPKI.Identity
    private let origin: ServerOrigin
    private let authorities: [UInt8]?
    private var current: String?
    private(set) var count = 0

    init(user: Owner, identity: MintedPKI.Identity, origin: ServerOrigin, authorities: [UInt8]?) {
        self.user = user
        self.identity = identity
        self.origin = origin
        self.authorities = authorities
    }

    func token(_ connection: ServerConnection) async throws -> String? {
        if let current { return current }
        return try await signIn()
    }

    func token(_ connection: ServerConnection, insteadOf refused: String?) async throws -> String? {
        if current != refused { return current }
        return try await signIn()
    }

    private func signIn() async throws -> String {
        let connection = try ServerConnection(origin, authorities: authorities, limits: RealServer.limits())
        let session = try await signedIn(SignIn(connection))
        await connection.close()
        current = session.token
        count += 1
        return session.token
    }

    /// A challenge is good for two minutes: on a machine that does ten things at once they may be over before it comes back,
    /// and whoever is told so asks for another.
    private func signedIn(_ signIn: SignIn) async throws -> SignedInSession {
        let signer = try CAdESSigner(key: identity.key, certificate: identity.certificate)
        let tooLate = [LoginRefusal.challenge.error, LoginRefusal.time.error]
        for _ in 0..<5 {
            do {
                return try await signIn.answer(signIn.challenge(for: user), signer: signer)
            } catch let error as VaultError where tooLate.contains(error) {}
        }
        return try await signIn.answer(signIn.challenge(for: user), signer: signer)
    }
}
