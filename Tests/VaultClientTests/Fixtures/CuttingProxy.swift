import Foundation
import Synchronization
import TestSupport

/// Stands between a client and a server, and cuts connections as a bad network does.
final class CuttingProxy: Sendable {
    let port: Int
    private let listener: Int32
    private let target: Int
    /// For the connections to come: after how many bytes from the client they are cut; 0 for none.
    private let cuts: Mutex<[Int]>
    private let opened = Mutex(0)

    init(to target: Int, cuts: [Int]) throws {
        self.target = target
        self.cuts = Mutex(cuts)
        (listener, port) = try LoopbackSocket.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Connections so far.
    var connections: Int { opened.withLock { $0 } }
    /// Cuts that are still to come.
    var cutsLeft: Int { cuts.withLock { $0.count } }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { break }
            opened.withLock { $0 += 1 }
            guard let server = LoopbackSocket.connect(to: target) else {
                close(client)
                continue
            }
            let cut = cuts.withLock { $0.isEmpty ? 0 : $0.removeFirst() }
            Thread.detachNewThread { Self.pump(from: client, to: server, cutAfter: cut) }
            Thread.detachNewThread { Self.pump(from: server, to: client, cutAfter: 0) }
        }
        close(listener)
    }

    /// Both ends are shut when one is. Descriptors are left to the end of the test: another thread may still wait in one.
    private static func pump(from source: Int32, to sink: Int32, cutAfter: Int) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var passed = 0
        while true {
            let got = recv(source, &buffer, cutAfter > 0 ? min(buffer.count, cutAfter - passed) : buffer.count, 0)
            guard got > 0, LoopbackSocket.send(buffer[..<got], on: sink) else { break }
            passed += got
            if cutAfter > 0, passed >= cutAfter { break }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(sink, Int32(SHUT_RDWR))
    }
}
