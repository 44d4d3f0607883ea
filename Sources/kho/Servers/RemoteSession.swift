import Messages
import PKI
import Signatures
import VaultClient
import VaultCore

/// Who a command is at a server: by the token of an earlier sign-in, else by signing in with the key that was named.
actor RemoteSession: SessionSource {
    private let memory: ServerMemory
    private let options: RemoteOptions
    private let language: Language
    private var current: SignedInSession?
    private var isLookedUp = false
    private var signingIn: Task<SignedInSession, any Error>?

    init(_ memory: ServerMemory, _ options: RemoteOptions, language: Language) {
        self.memory = memory
        self.options = options
        self.language = language
    }

    /// As whom: as the options say, else whoever signed in last.
    /// - Throws: `OWNER_MALFORMED` …
    static func user(_ options: RemoteOptions, _ memory: ServerMemory) throws(VaultError) -> Owner? {
        guard let text = options.user else { return memory.server?.user }
        return try Owner(text)
    }

    func token(_ connection: ServerConnection) async throws -> String? {
        if !isLookedUp, current == nil, let user = try Self.user(options, memory) {
            current = memory.session(of: user)
        }
        isLookedUp = true
        if let current { return current.token }
        return try await signedIn(connection)?.token
    }

    func token(_ connection: ServerConnection, insteadOf refused: String?) async throws -> String? {
        // Somebody else of this command may have signed in meanwhile.
        if let current, current.token != refused { return current.token }
        if let current { memory.forgetSession(of: current.user) }
        current = nil
        return try await signedIn(connection)?.token
    }

    /// Signs in, once for all who wait for it.
    private func signedIn(_ connection: ServerConnection) async throws -> SignedInSession? {
        guard options.key != nil else { return nil }
        if let signingIn { return try await signingIn.value }
        let task = Task { [self] in try await signIn(connection) { _ in } }
        signingIn = task
        defer { signingIn = nil }
        return try await task.value
    }

    /// - Parameter shown: is told what is about to be signed.
    /// - Throws: `LOGIN_KEY_MISSING`, `LOGIN_AS_MISSING`; what signing and the server say.
    func signIn(
        _ connection: ServerConnection, shown: @Sendable (LoginStatement) -> Void
    ) async throws -> SignedInSession {
        guard let key = options.key else { throw CommandFailure("LOGIN_KEY_MISSING", status: .usage) }
        guard let user = try Self.user(options, memory) else {
            throw CommandFailure("LOGIN_AS_MISSING", status: .usage)
        }
        // The passphrase first: a challenge does not wait for long.
        let signer = try SigningIdentity(
            key: key, certificate: options.certificate, passphraseFile: options.passphraseFile, language: language)
        let signIn = SignIn(connection)
        let challenge = try await signIn.challenge(for: user)
        shown(challenge.statement)
        let session = try await signIn.answer(challenge, signer: signer.cades)
        current = session
        // Without it every command signs in for itself, which works as well.
        try? memory.remember(session)
        return session
    }
}
