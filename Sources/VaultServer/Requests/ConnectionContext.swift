import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes
import NIOSSL
import PKI

/// The connection that a request came by.
struct ConnectionContext: InitializableFromSource, Sendable {
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }

    var address: SocketAddress? { channel.remoteAddress }

    var isOfThisMachine: Bool { address?.isOfThisMachine ?? true }

    /// The certificate that the client showed, DER; TLS has seen that its key is his, and that it leads to a root that
    /// clients' certificates may come from.
    var certificate: [UInt8]? {
        get async {
            let shown = try? await channel.nioSSL_peerCertificate().get()
            return shown.flatMap { try? $0.toDERBytes() }
        }
    }

    /// Ends it now, whatever is on its way.
    func cut() {
        // An answer that is complete and has not left yet is waited for no more either (`ConnectionWatch.close`).
        channel.close(mode: .input, promise: nil)
        channel.close(promise: nil)
    }

    /// Asks the client for the body that it waits with (RFC 9110 section 10.1.1).
    func invite() {
        channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
    }
}
