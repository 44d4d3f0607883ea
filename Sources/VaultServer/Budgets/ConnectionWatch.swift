import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps one connection within its budgets of time: a body that comes too slowly, a peer that takes nothing, and what is
/// sent behind a refusal.
///
/// It stands behind the HTTP parser, so that bytes which are no part of a request yet move nothing here: whoever drips
/// them is idle (`TimeBudget.idle`).
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Why a body ends before its end.
    enum BodyError: Error {
        /// Less than `TimeBudget.bodyByteCountPerWindow`, or not complete in its time.
        case tooSlow
        /// The connection ended.
        case cutOff
    }

    private let connections: ConnectionRegister
    private let limitsThisMachine: Bool
    private let times: TimeBudget
    private var requestsBegun = 0
    private var answersEnded = 0
    /// Between a request's head and its end.
    private var isReceiving = false
    private var isAnswering = false
    /// The answer is out and the request is not all in.
    private var isDraining = false
    private var closesAfterAnswer = false
    private var clock: Scheduled<Void>?
    private var bodyDeadline = NIODeadline.distantFuture
    private var byteCount = 0
    private var waited = TimeAmount.zero
    private var waitingSince: NIODeadline?

    init(_ connections: ConnectionRegister, _ budgets: ServerBudgets) {
        self.connections = connections
        limitsThisMachine = budgets.limitsThisMachine
        times = budgets.times
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let remote = context.remoteAddress
        let isHere = remote?.ipAddress.map(ServerAddress.isLoopback) ?? true
        let address = isHere && !limitsThisMachine ? nil : CallerKey(remote)
        let hasRoom = connections.enter(address)
        let connections = connections
        context.channel.closeFuture.whenComplete { _ in connections.leave(address) }
        if !hasRoom {
            let channel = context.channel
            context.eventLoop.execute { channel.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { clock?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            requestsBegun += 1
            isReceiving = true
            beginBody(of: head, context)
        case .body(let bytes):
            byteCount += bytes.readableBytes
            if isDraining {
                if byteCount > ServerLimits.drainByteCount { context.close(promise: nil) }
                return
            }
        case .end:
            isReceiving = false
            isDraining = false
            waitingSince = nil
            clock?.cancel()
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if isReceiving, waitingSince == nil { waitingSince = .now() }
        context.read()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if let since = waitingSince {
            waited = waited + (.now() - since)
            waitingSince = nil
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            isAnswering = head.status.kind != .informational
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            isAnswering = false
            answersEnded += 1
            context.write(data, promise: promise)
            guard requestsBegun == answersEnded else { return }
            if closesAfterAnswer {
                context.flush()
                context.close(promise: nil)
            } else if isReceiving {
                isDraining = true
                byteCount = 0
                schedule(in: times.drain, context) { watch, context in
                    if watch.isDraining { context.close(promise: nil) }
                }
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is IdleStateHandler.IdleStateEvent:
            // The server's own turn has limits of its own.
            if requestsBegun > answersEnded, !isReceiving, !isAnswering { return }
            context.close(promise: nil)
        case ChannelEvent.inputClosed:
            if isReceiving { context.fireErrorCaught(BodyError.cutOff) }
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Without this the body would seem to have ended here.
        if isReceiving { context.fireErrorCaught(BodyError.cutOff) }
        context.fireChannelInactive()
    }

    // MARK: - The rate of a body

    private func beginBody(of head: HTTPRequest, _ context: ChannelHandlerContext) {
        byteCount = 0
        waited = .zero
        let isUpload = head.path.flatMap { Route(target: $0) }?.takesLongBodies ?? false
        bodyDeadline = .now() + (isUpload ? times.uploadBody : times.body)
        schedule(in: times.bodyWindow, context) { $0.judge($1) }
    }

    private func judge(_ context: ChannelHandlerContext) {
        guard isReceiving, !isDraining else { return }
        if let since = waitingSince {
            waited = waited + (.now() - since)
            waitingSince = .now()
        }
        let isSlow = waited >= times.bodyWindow && byteCount < times.bodyByteCountPerWindow
        if isSlow || .now() >= bodyDeadline { return refuse(context) }
        if waited >= times.bodyWindow {
            waited = .zero
            byteCount = 0
        }
        schedule(in: times.bodyWindow, context) { $0.judge($1) }
    }

    /// Whoever reads the body gets to know; then the connection ends, whether it was answered or not.
    private func refuse(_ context: ChannelHandlerContext) {
        closesAfterAnswer = true
        context.fireErrorCaught(BodyError.tooSlow)
        schedule(in: times.drain, context) { _, context in context.close(promise: nil) }
    }

    private func schedule(
        in time: TimeAmount, _ context: ChannelHandlerContext,
        _ work: @escaping (ConnectionWatch, ChannelHandlerContext) -> Void
    ) {
        clock?.cancel()
        clock = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            if let self { work(self, context) }
        }
    }
}
