import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import PKI
import ServiceLifecycle
import Synchronization
import VaultCore

/// The parts of a server, put together for one run.
struct WorkingServer: Sendable {
    private let parts: ServedParts
    private let options: ServingOptions
    private let figures = ServerFigures()
    private let connections = ConnectionRegister()
    private let sessions = SessionStore()
    private let readiness: Readiness
    private let slots: RequestSlots
    private let rates: RequestRates
    private let admission: RequestAdmission
    private let cache: PublishedCache
    /// nil where no log is wanted.
    private let sink: LogSink?
    private let origins = Origins()
    /// nil where nobody deposits.
    private let uploads: UploadStore<CallerKey>?
    private let streams = EventStreams()

    /// Validations of sign-ins at once: as many as there are threads for work that blocks, about.
    private static let signInsAtOnce = 8
    /// Searches at other vaults at once: a few counters that wait for a slow source.
    private static let searchesAtOnce = 64
    private static let searchesAtOncePerCaller = 4

    /// Known once it listens.
    private final class Origins: Sendable {
        private let known = Mutex<Set<String>>([])
        var all: Set<String> { known.withLock { $0 } }
        func insert(_ origins: Set<String>) { known.withLock { $0.formUnion(origins) } }
    }

    init(_ parts: ServedParts, _ options: ServingOptions) {
        self.parts = parts
        self.options = options
        readiness = Readiness(parts.isServing)
        uploads = parts.entrance.map { entrance in
            UploadStore(limits: options.uploads) { try await entrance.stageUpload() }
        }
        slots = RequestSlots(
            limit: options.budgets.concurrentRequests, limitPerCaller: options.budgets.concurrentRequestsPerCaller,
            limitOfStrangers: options.budgets.concurrentRequests - options.budgets.requestsForNamedCallers)
        rates = RequestRates(rate: options.budgets.requestsPerSecond, burst: options.budgets.requestBurst)
        admission = RequestAdmission(wantsLoopbackName: options.security == nil)
        cache = PublishedCache(parts.files)
        sink = options.log.sink
    }

    /// In the order in which they begin. They end the other way round, each before the next: it is first said that the server
    /// ends, and the figures can be asked for to the last.
    func services(onStart: @escaping @Sendable (String, String?) -> Void) async throws -> [any Service] {
        var beside: [any Service] = [ShutdownNotice(readiness, streams)]
        if let uploads { beside.append(UploadExpiry(uploads)) }
        guard let port = options.metricsPort else { return [try server { onStart($0, nil) }] + beside }
        let (ready, continuation) = AsyncStream.makeStream(of: String.self)
        let metrics = metricsServer(port: port) { continuation.yield($0) }
        let main = try server { url in
            // None comes where the figures' port cannot be had: then nothing is served.
            guard let metrics = await ready.first(where: { _ in true }) else { return }
            onStart(url, metrics)
        }
        return [metrics, main] + beside
    }

    private func server(onStart: @escaping @Sendable (String) async -> Void) throws -> any Service {
        let address = options.address
        let isEncrypted = options.security != nil
        let origins = origins
        let named = options.origins
        let application = Application(
            responder: pipeline, server: try transport.builder,
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), backlog: ServerLimits.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(transport.room)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                origins.insert(named.isEmpty ? address.origins(port: port, isEncrypted: isEncrypted) : named)
                await onStart(address.url(port: port, isEncrypted: isEncrypted))
            },
            logger: logger("kho.server", .error))
        return Listener(application, host: address.host, port: address.port)
    }

    private var pipeline: RequestPipeline {
        RequestPipeline(
            admission: admission,
            identification: CallerIdentification(
                sessions: sessions,
                services: options.security?.services.map {
                    ServiceIdentification($0, now: Instant.now, name: parts.service)
                }),
            rates: rates, slots: slots, budgets: options.budgets, dispatch: dispatch, readiness: readiness,
            log: requestLog, figures: figures)
    }

    private var requestLog: RequestLog { RequestLog(sink, logger(RequestLog.label, .info)) }

    private var cachedAnswers: CachedAnswers {
        CachedAnswers(
            cache: cache, admission: admission, rates: rates, slots: slots,
            limitsThisMachine: options.budgets.limitsThisMachine,
            recognisesServices: options.security?.services != nil, log: requestLog, figures: figures)
    }

    private var dispatch: RequestDispatch {
        RequestDispatch(
            published: PublishedHandler(cache: cache), health: HealthHandler(readiness: readiness),
            api: parts.entrance.flatMap { entrance in uploads.map { api(entrance, $0) } },
            events: parts.events.map { EventHandler(entrance: $0, streams: streams) })
    }

    private func api(
        _ entrance: any VaultEntrance, _ uploads: UploadStore<CallerKey>
    ) -> RequestDispatch.Handlers {
        let reception = VaultReception(entrance, figures: figures)
        let contents = ContentHandler(scratchFolder: options.scratchFolder)
        return .init(
            login: LoginHandler(
                entrance: entrance, sessions: sessions, challenges: ChallengeStore(),
                origins: { [origins] in origins.all },
                validations: RequestSlots(limit: Self.signInsAtOnce, limitPerCaller: Self.signInsAtOnce),
                figures: figures),
            documents: DocumentHandler(
                reception: reception, contents: contents,
                deposits: DepositHandler(reception: reception, uploads: uploads)),
            uploads: UploadHandler(uploads: uploads), vault: VaultHandler(reception: reception),
            consents: ConsentHandler(reception: reception), erasures: ErasureHandler(reception: reception),
            sync: SyncHandler(
                reception: reception, files: parts.files, linkBase: options.origins.min() ?? "", resolve: parts.resolve,
                searches: RequestSlots(limit: Self.searchesAtOnce, limitPerCaller: Self.searchesAtOncePerCaller)),
            replicas: parts.replicas.map {
                ReplicaHandler(shelf: $0, maximumByteCount: options.uploads.maximumSize)
            },
            guidance: options.offersDocumentAPI ? GuidanceHandler(reception: reception) : nil)
    }

    private var transport: ConnectionTransport {
        ConnectionTransport(
            budgets: options.budgets, connections: connections, security: options.security, answers: cachedAnswers)
    }

    /// The figures, to this machine alone.
    private func metricsServer(port: Int, onStart: @escaping @Sendable (String) -> Void) -> any Service {
        let application = Application(
            responder: MetricsResponder(
                report: MetricsReport(
                    figures: figures, connections: connections, slots: slots, sessions: sessions,
                    gauges: { [uploads, parts, streams] in
                        var gauges = await parts.gauges()
                        gauges["event_streams"] = streams.count
                        if let uploads { gauges["uploads"] = await uploads.count }
                        return gauges
                    }),
                health: HealthHandler(readiness: readiness)),
            server: .http1(configuration: .init(idleTimeout: options.budgets.times.idle)),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(MetricsResponder.connections)),
            onServerRunning: { channel in
                onStart("http://127.0.0.1:\(channel.localAddress?.port ?? port)/metrics")
            },
            logger: logger("kho.metrics", .error))
        return Listener(application, host: "127.0.0.1", port: port)
    }

    /// Logs go to standard error, whatever else the process set up: standard output is for results.
    func logger(_ label: String, _ level: Logger.Level) -> Logger {
        ServerLogHandler.logger(label, level, to: sink)
    }

    /// Lines leave a little later than they are made; at the end, all of them.
    func finishLog() async { await sink?.finish() }
}
