import Foundation
import Glibc

/// A connection on which a test sends whatever bytes it wants: no client makes requests as these are.
final class RawConnection: @unchecked Sendable {
    // One test uses it, one call after the other.
    private let descriptor: Int32

    struct Failed: Error { let number: Int32 }

    init(port: Int, host: String = "127.0.0.1") throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failed(number: errno) }
        // Longer than a busy machine is silent: what hangs fails the test.
        var patience = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// - Returns: whether the other side still took it.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends one piece after the other while the other side takes them, on a thread of its own: sending may wait until the
    /// server reads, which needs the threads of the runtime, and a task would not keep to the pauses on a busy machine.
    ///
    /// - Parameter pause: after each piece, in microseconds.
    /// - Returns: how many were taken.
    func trickle(
        _ count: Int, pause: UInt32 = 0, _ piece: @escaping @Sendable (Int) -> [UInt8]
    ) async -> Int {
        await withCheckedContinuation { done in
            Thread.detachNewThread { [self] in
                var taken = 0
                while taken < count, send(piece(taken)) {
                    taken += 1
                    if pause > 0 { usleep(pause) }
                }
                done.resume(returning: taken)
            }
        }
    }

    /// Asks the same again and again, each time when the answer's head is there and a pause is over; on a thread of its own,
    /// which alone keeps to the pauses.
    func ask(_ request: String, times: Int, pause: UInt32) async {
        await withCheckedContinuation { done in
            Thread.detachNewThread { [self] in
                for _ in 0..<times {
                    send(request)
                    _ = receive { $0.contains("\r\n\r\n") }
                    usleep(pause)
                }
                done.resume()
            }
        }
    }

    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Everything until the other side ends, on a thread of its own: the server under test needs those of the runtime.
    func rest() async -> String {
        await withCheckedContinuation { done in
            Thread.detachNewThread { [self] in done.resume(returning: receive { _ in false }) }
        }
    }

    /// What comes until it holds these words, or ends.
    func text(until words: String) async -> String {
        await withCheckedContinuation { done in
            Thread.detachNewThread { [self] in done.resume(returning: receive { $0.contains(words) }) }
        }
    }

    private func receive(_ isEnough: (String) -> Bool) -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            received.append(contentsOf: buffer[..<count])
            if isEnough(String(decoding: received, as: UTF8.self)) { break }
        }
        return String(decoding: received, as: UTF8.self)
    }

    /// The same request on so many connections at the same time.
    /// - Returns: all answers, in no order that means anything.
    static func atOnce(_ count: Int, port: Int, _ request: String) async throws -> String {
        let connections = try (0..<count).map { _ in try RawConnection(port: port) }
        for connection in connections {
            connection.send(request)
            connection.endSending()
        }
        var answers = ""
        for connection in connections { answers += await connection.rest() }
        return answers
    }

    /// The statuses of the answers in a text.
    static func statuses(_ text: String) -> [Int] {
        text.matches(of: /HTTP\/1\.1 (\d{3})/).compactMap { Int($0.1) }
    }
}
