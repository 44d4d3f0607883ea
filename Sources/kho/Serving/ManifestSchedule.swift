import Messages
import PKI
import VaultCore
import VaultStorage

/// Issues manifests beside a server: for every chain within a second of what the log gained, and each head again before it
/// is stale, so that whoever is shown an old state notices.
///
/// Several servers may do so on one folder: each issues under the lease, finds what the other has issued, and leaves heads
/// alone that are young.
struct ManifestSchedule: Sendable {
    let folder: String
    let host: VaultHost
    /// Seconds; 0 for none at all.
    let headEvery: Int64
    let claim: AccessClaim
    let console: Console

    /// Seconds between two heads at most: what is behind its time by work and clocks is still in a head's five minutes.
    static let longest = ManifestHead.maximumAge - 60

    /// A head that is younger when its turn comes is left until the next, which comes before it is stale.
    private var youngAge: Int64 { min((headEvery + 1) / 2, ManifestHead.maximumAge - 30 - headEvery) }

    /// Between two looks at the log's size: a look takes some 20 microseconds.
    private static let pause = Duration.milliseconds(250)
    /// Between issuing twice: what comes meanwhile is in one manifest, and depositors get the lease.
    private static let rest = Duration.milliseconds(500)
    /// Between two chains: whoever waits for the lease tries every millisecond, and would not meet it free otherwise.
    private static let breath = Duration.milliseconds(10)
    /// After a failure.
    private static let recovery = Duration.seconds(10)
    /// After a denial, which is entered in the journal each time; `roles` may be mended meanwhile.
    private static let denial = Duration.seconds(300)

    /// Runs until its task is cancelled, or finds that nothing can be issued here.
    func run() async {
        guard headEvery > 0 else { return }
        var said: Set<String> = []
        while !Task.isCancelled {
            do {
                try await issueForAWhile(&said)
            } catch let failure as CommandFailure where failure.message.code == "KEY_MISSING" {
                console.warn(Message(code: "MANIFESTS_NOT_ISSUED"))
                return
            } catch let error as VaultError where error.code == .keysChanged {
                // The vault has other keys now, and so has what is opened anew.
                try? await Task.sleep(for: Self.rest)
            } catch let error as VaultError where error.code == .accessDenied {
                say(Message(code: "MANIFESTS_DENIED"), &said)
                try? await Task.sleep(for: Self.denial)
            } catch let error as VaultError where error.endsIssuing {
                console.warn(CommandFailure(error, vault: folder).message)
                return
            } catch is CancellationError {
                return
            } catch {
                say(error, &said)
                try? await Task.sleep(for: Self.recovery)
            }
        }
    }

    /// For as long as a head lasts; then the rules and the seal are read anew.
    private func issueForAWhile(_ said: inout Set<String>) async throws {
        let open = try await host.ownChains(as: claim)
        let seal = try SealKey.load(vault: folder, identity: open.identity)
        for unfit in open.unfit { say(unfit.message, &said) }
        let end = ContinuousClock.now + .seconds(headEvery)
        var size: UInt64?
        var isBehind = false
        while ContinuousClock.now < end, !Task.isCancelled {
            let committed = try await open.logSize()
            guard isBehind || committed != size else {
                try await Task.sleep(for: Self.pause)
                continue
            }
            // At the beginning heads are due; later, only what the log has gained.
            let schedule = VaultManifests.Schedule(headAge: size == nil ? youngAge : headEvery)
            isBehind = false
            for chain in open.chains {
                if try await issue(chain, seal, schedule, &said) { isBehind = true }
                try await Task.sleep(for: Self.breath)
            }
            size = committed
            try await Task.sleep(for: Self.rest)
        }
    }

    /// What is wrong with one chain is not the others': their heads go on.
    /// - Returns: whether more may be missing than it has in one turn.
    private func issue(
        _ chain: VaultManifests, _ seal: any Seal, _ schedule: VaultManifests.Schedule, _ said: inout Set<String>
    ) async throws -> Bool {
        do {
            let issued = try await chain.issue(seal: seal, at: .now(), on: schedule).manifests
            return issued.count >= schedule.manifestsAtOnce
        } catch let error as VaultError where error.endsIssuing || error.code == .keysChanged {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            say(error, &said)
            return false
        }
    }

    private func say(_ error: any Error, _ said: inout Set<String>) {
        switch error {
        case let error as VaultError: say(CommandFailure(error, vault: folder).message, &said)
        case let failure as CommandFailure: say(failure.message, &said)
        case let error as ManifestError:
            say(Message(code: MessageCode(error.code.rawValue), facts: error.facts), &said)
        default: say(CommandFailure(unexpected: error).message, &said)
        }
    }

    /// Says what is wrong once: it is tried again every few seconds.
    private func say(_ message: Message, _ said: inout Set<String>) {
        if said.insert(message.text(in: .en)).inserted { console.warn(message) }
    }
}

extension VaultChains.Unfit {
    fileprivate var message: Message {
        switch self {
        case .scope(let name): Message(code: "SCOPE_UNKNOWN", facts: ["scope": name])
        case .service(let name): Message(code: "SERVICE_WITHOUT_CHAIN", facts: ["service": name])
        case .file(let line): Message(code: "SCOPES_MALFORMED", facts: ["line": line])
        }
    }
}

extension VaultError {
    /// Whether nothing can be issued from here for any chain: not at all, or not before `roles` says otherwise.
    fileprivate var endsIssuing: Bool {
        switch code {
        case .notPermitted, .accessDenied, .readOnly: true
        default: false
        }
    }
}
