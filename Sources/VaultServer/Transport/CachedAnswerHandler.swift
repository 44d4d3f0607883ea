import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import NIOSSL

/// Answers on a connection's own thread what is published and was answered before (`PublishedCache`): no task begins, nothing
/// is read and nothing waits. Every other request goes on to the server, and so does each one that has anything in it which
/// this handler does not look at.
///
/// It stands behind `HTTPConnectionStateHandler`, which must see all requests and answers to know when a connection is idle, and
/// before the server. Requests are answered in their order: what the server has begun it ends first.
final class CachedAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What waits until an answer is out.
    private enum Held {
        case part(HTTPRequestPart)
        case error(any Error)
        case event(Any)
    }

    /// An answer that is being written.
    private struct Sending {
        let answer: PublishedCache.Answer
        let id: RequestIdentifier
        let start: ContinuousClock.Instant
        /// Of a large answer: it takes a place for as long as it is written.
        let slot: RequestSlots.Slot?
        var position = 0
    }

    private let answers: CachedAnswers
    /// Requests that went on to the server and are not answered yet.
    private var forwarded = 0
    /// A request's head that is answered as soon as the request ends.
    private var asked: (head: HTTPRequest, answer: PublishedCache.Answer, start: ContinuousClock.Instant)?
    private var sending: Sending?
    private var isWriting = false
    private var held: [Held] = []
    private var readIsHeld = false
    /// The server answers everything from now on.
    private var isOff = false
    /// Whether it is known that the connection's client is a stranger.
    private var isRecognised = false
    /// Whom budgets are counted for; nil where strangers are not told apart.
    private var caller: CallerKey?
    /// The last authority that was found to name this server.
    private var authority: String?

    init(_ answers: CachedAnswers) { self.answers = answers }

    // MARK: - Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard sending == nil else { return held.append(.part(part)) }
        take(part, context)
    }

    private func take(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            if let answer = answer(to: head, context) {
                asked = (head, answer, .now)
                return
            }
            forwarded += 1
        case .body: giveUp(context)
        case .end:
            if let asked {
                self.asked = nil
                if begin(asked.answer, asked.start) { return write(context) }
                forwarded += 1
                context.fireChannelRead(wrapInboundOut(.head(asked.head)))
            }
        }
        context.fireChannelRead(wrapInboundOut(part))
    }

    /// A request that has a body after all is the server's.
    private func giveUp(_ context: ChannelHandlerContext) {
        guard let asked else { return }
        self.asked = nil
        forwarded += 1
        context.fireChannelRead(wrapInboundOut(.head(asked.head)))
    }

    /// - Returns: nil where the server must look at the request.
    private func answer(to head: HTTPRequest, _ context: ChannelHandlerContext) -> PublishedCache.Answer? {
        guard !isOff, forwarded == 0, head.method == .get, let path = head.path,
            head.headerFields.allSatisfy(CachedAnswers.isPlain), let answer = answers.cache.answer(to: path)
        else { return nil }
        if authority == nil || authority != head.authority {
            guard answers.admission.problem(head) == nil else { return nil }
            authority = head.authority
        }
        if !isRecognised {
            guard !showsCertificate(context) else {
                isOff = true
                return nil
            }
            caller = answers.stranger(context.remoteAddress)
            isRecognised = true
        }
        return answer
    }

    /// Whoever may be a service is recognised by the server.
    private func showsCertificate(_ context: ChannelHandlerContext) -> Bool {
        guard answers.recognisesServices else { return false }
        return (try? context.pipeline.syncOperations.nioSSL_peerCertificate()) != nil
    }

    // MARK: - Answers

    /// - Returns: false where the caller has no room: the server says so.
    private func begin(_ answer: PublishedCache.Answer, _ start: ContinuousClock.Instant) -> Bool {
        if let caller, answers.rates.admit(caller) != nil { return false }
        var slot: RequestSlots.Slot?
        if answer.body.readableBytes > ResponseBody.pieceByteCount {
            slot = answers.slots.take(caller, isStranger: true)
            guard slot != nil else { return false }
        }
        sending = Sending(answer: answer, id: RequestIdentifier(), start: start, slot: slot)
        return true
    }

    private func write(_ context: ChannelHandlerContext) {
        guard let sending else { return }
        var head = sending.answer.head
        head.headerFields[.date] = answers.date.text()
        head.headerFields[.requestID] = sending.id.text
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        goOn(context)
    }

    /// Writes as much as the other side takes.
    private func goOn(_ context: ChannelHandlerContext) {
        guard !isWriting, let body = sending?.answer.body else { return }
        isWriting = true
        while let position = sending?.position, position < body.readableBytes {
            if !context.channel.isWritable {
                context.flush()
                guard context.channel.isWritable else { break }
            }
            let count = min(ResponseBody.pieceByteCount, body.readableBytes - position)
            guard let piece = body.getSlice(at: body.readerIndex + position, length: count) else { break }
            context.write(wrapOutboundOut(.body(piece)), promise: nil)
            sending?.position = position + count
        }
        isWriting = false
        // Where the connection ended meanwhile, that is told of already.
        guard let ended = sending, ended.position == body.readableBytes else { return }
        sending = nil
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        answers.record(ended.answer, ended.id, byteCount: ended.position, since: ended.start)
        letGo(context)
    }

    /// Takes what came meanwhile, in its order.
    private func letGo(_ context: ChannelHandlerContext) {
        guard !held.isEmpty || readIsHeld else { return }
        var waiting = held[...]
        held = []
        while sending == nil, let next = waiting.popFirst() {
            switch next {
            case .part(let part): take(part, context)
            case .error(let error): fail(error, context)
            case .event(let event): context.fireUserInboundEventTriggered(event)
            }
        }
        held.insert(contentsOf: waiting, at: 0)
        if sending == nil, readIsHeld {
            readIsHeld = false
            context.read()
        }
    }

    // MARK: - What else happens on a connection

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if sending != nil, context.channel.isWritable { goOn(context) }
        context.fireChannelWritabilityChanged()
    }

    func read(context: ChannelHandlerContext) {
        guard sending == nil else {
            readIsHeld = true
            return
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard sending == nil else { return held.append(.error(error)) }
        fail(error, context)
    }

    /// What is no HTTP is the server's to answer, and so is whatever follows.
    private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        isOff = true
        giveUp(context)
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The server closes a connection on which no more comes; first the answer leaves.
        guard sending == nil || !(event as? ChannelEvent == .inputClosed) else { return held.append(.event(event)) }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { forwarded -= 1 }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let sending {
            self.sending = nil
            answers.record(sending.answer, sending.id, byteCount: sending.position, since: sending.start)
        }
        held = []
        context.fireChannelInactive()
    }
}
