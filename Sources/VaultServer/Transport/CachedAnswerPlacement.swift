import HummingbirdCore
import NIOCore

/// Puts a `CachedAnswerHandler` in its place, once the connection's handlers are all there.
final class CachedAnswerPlacement: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let answers: CachedAnswers

    init(_ answers: CachedAnswers) { self.answers = answers }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        context.eventLoop.assumeIsolated().execute { [answers] in
            guard let place = try? pipeline.context(handlerType: HTTPConnectionStateHandler.self) else { return }
            // Where it cannot be placed the connection is gone; the server answers all the same.
            try? pipeline.addHandler(CachedAnswerHandler(answers), position: .after(place.handler))
            pipeline.removeHandler(self, promise: nil)
        }
    }
}
