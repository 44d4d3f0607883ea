import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps one connection within its budgets of time and memory: a body that comes too slowly or in crumbs, a peer that takes
/// nothing, requests without end behind each other, and what is sent behind a refusal.
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
    private let pipelinedRequests: Int
    private let times: TimeBudget
    private var requestsBegun = 0
    private var answersEnded = 0
    /// Between a request's head and its end.
    private var isReceiving = false
    private var isAnswering = false
    /// The answer is out and the request is not all in.
    private var isDraining = false
    private var closesAfterAnswer = false
    /// The request that is being received asks for another protocol behind it: the parser only gathers what follows.
    private var isLast = false
    /// Nothing more is heard of the connection.
    private var isDeaf = false
    /// What has come of a body since the connection was last read, where it came in small parts.
    private var gathered: ByteBuffer?
    /// Answers that are complete and have not all left.
    private var answersLeaving = 0
    /// When the last of them has.
    private var lastAnswer: EventLoopFuture<Void>?
    /// It is to be closed as soon as it has.
    private var isClosing = false
    /// The server waits for nothing any more.
    private var isCut = false
    private var clock: Scheduled<Void>?
    private var bodyDeadline = NIODeadline.distantFuture
    private var byteCount = 0
    private var waited = TimeAmount.zero
    private var waitingSince: NIODeadline?

    init(
        _ connections: ConnectionRegister, _ budgets: ServerBudgets,
        pipelinedRequests: Int = ServerLimits.pipelinedRequests
    ) {
        self.connections = connections
        self.pipelinedRequests = pipelinedRequests
        limitsThisMachine = budgets.limitsThisMachine
        times = budgets.times
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let remote = context.remoteAddress
        let isHere = remote?.isOfThisMachine ?? true
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
        guard !isDeaf else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard requestsBegun - answersEnded < pipelinedRequests else {
                // Those before it are answered; whoever sent it sends it again.
                isDeaf = true
                closesAfterAnswer = true
                return
            }
            requestsBegun += 1
            isReceiving = true
            if head.method == .connect || head.headerFields.contains(.upgrade) {
                isLast = true
                closesAfterAnswer = true
            }
            // Without either there is no body, and the request's end comes with its head (RFC 9112 section 6.3).
            if head.headerFields.contains(.contentLength) || head.headerFields.contains(.transferEncoding) {
                beginBody(of: head, context)
            }
        case .body(var bytes):
            byteCount += bytes.readableBytes
            if isDraining {
                if byteCount > ServerLimits.drainByteCount { context.close(promise: nil) }
            } else {
                gather(&bytes, context)
            }
            return
        case .end:
            forwardGathered(context)
            isReceiving = false
            isDeaf = isLast
            waitingSince = nil
            clock?.cancel()
            if isDraining {
                isDraining = false
                if closesAfterAnswer { close(context: context, mode: .all, promise: nil) }
            }
        }
        context.fireChannelRead(data)
    }

    /// Joins what came in small parts, each of which would take more memory than its bytes.
    private func gather(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        guard var known = gathered else {
            gathered = bytes
            return
        }
        guard known.readableBytes < ServerLimits.bodyPieceByteCount else {
            gathered = bytes
            return context.fireChannelRead(wrapInboundOut(.body(known)))
        }
        gathered = nil
        known.writeBuffer(&bytes)
        gathered = known
    }

    private func forwardGathered(_ context: ChannelHandlerContext) {
        guard let bytes = gathered else { return }
        gathered = nil
        context.fireChannelRead(wrapInboundOut(.body(bytes)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        forwardGathered(context)
        context.fireErrorCaught(error)
    }

    func read(context: ChannelHandlerContext) {
        guard !isDeaf else { return }
        if isReceiving, waitingSince == nil { waitingSince = .now() }
        context.read()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        forwardGathered(context)
        if let since = waitingSince {
            waited = waited + (.now() - since)
            waitingSince = nil
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswering = head.status.kind != .informational
            if head.headerFields[.connection] == "close" { closesAfterAnswer = true }
            if closesAfterAnswer, isAnswering, requestsBegun == answersEnded + 1 {
                head.headerFields[.connection] = "close"
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            isAnswering = false
            answersEnded += 1
            let written = context.eventLoop.makePromise(of: Void.self)
            if let promise { written.futureResult.cascade(to: promise) }
            answersLeaving += 1
            lastAnswer = written.futureResult
            written.futureResult.assumeIsolated().whenComplete { _ in self.answersLeaving -= 1 }
            context.write(data, promise: written)
            guard requestsBegun == answersEnded else { return }
            if closesAfterAnswer, !isReceiving || isLast {
                context.flush()
                close(context: context, mode: .all, promise: nil)
            } else if isReceiving {
                // Closed now, what still comes would be answered with a reset, which takes the answer from the client.
                isDraining = true
                byteCount = 0
                schedule(in: times.drain, context) { watch, context in
                    if watch.isDraining { context.close(promise: nil) }
                }
            }
        }
    }

    /// Closing drops what has not left yet: an answer that is complete is waited for, as long as its reader takes something
    /// of it (`TimeBudget.stall`), or until the server is done with waiting.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        // So the server ends a connection whose work it does not wait for any more.
        if mode == .input { isCut = true }
        guard mode == .all, !isCut, answersLeaving > 0, let lastAnswer else {
            return context.close(mode: isCut && isClosing ? .all : mode, promise: promise)
        }
        isClosing = true
        lastAnswer.assumeIsolated().whenComplete { _ in context.close(mode: .all, promise: promise) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is IdleStateHandler.IdleStateEvent:
            // The server's own turn has limits of its own; it is not while an answer before waits to be taken.
            if requestsBegun > answersEnded, !isReceiving, !isAnswering, answersLeaving == 0 { return }
            context.close(promise: nil)
        case ChannelEvent.inputClosed:
            forwardGathered(context)
            if isReceiving { context.fireErrorCaught(BodyError.cutOff) }
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        forwardGathered(context)
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
        forwardGathered(context)
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
