public import Foundation
import Synchronization

/// A server on the loopback interface that does exactly what a test says: also what no honest server does.
public final class ScriptedServer: Sendable {
    public struct Request: Sendable {
        public let method: String
        public let path: String
        /// By names in small letters.
        public let headers: [String: String]
        public let body: [UInt8]
        /// Whether the body has all bytes that were announced.
        public let isWhole: Bool
    }

    public struct Reply: Sendable {
        public var status = 200
        public var headers: [(String, String)] = []
        public var body: [UInt8] = []
        /// What `Content-Length` says; nil: the body's length.
        public var statedLength: Int?
        /// Bytes of the answer after which the connection is cut; nil: none.
        public var cutAfter: Int?
        /// Waits before each piece of the body.
        public var pause: TimeInterval = 0
        /// The connection is cut without an answer.
        public var isSilent = false

        public init(
            status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [], statedLength: Int? = nil,
            cutAfter: Int? = nil, pause: TimeInterval = 0, isSilent: Bool = false
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.statedLength = statedLength
            self.cutAfter = cutAfter
            self.pause = pause
            self.isSilent = isSilent
        }
    }

    public let port: Int
    private let listener: Int32
    private let seen = Mutex<[Request]>([])
    /// How many bytes of a request's body are read before the connection is cut, by request.
    private let cuts: Mutex<[Int]>
    private let reply: @Sendable (Request, Int) -> Reply

    /// - Parameters:
    ///   - cuts: for the first requests with a body: how many bytes of it are read before the connection is cut.
    ///   - reply: what is answered to a request, by its number from 0.
    public init(cuts: [Int] = [], _ reply: @escaping @Sendable (Request, Int) -> Reply) throws {
        self.reply = reply
        self.cuts = Mutex(cuts)
        (listener, port) = try LoopbackSocket.listen()
        Thread.detachNewThread { [self] in acceptAll() }
    }

    public var url: String { "http://127.0.0.1:\(port)" }

    /// Every request so far, in order.
    public var requests: [Request] { seen.withLock { $0 } }

    public func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            Thread.detachNewThread { [self] in
                while serve(connection) {}
                close(connection)
            }
        }
        close(listener)
    }

    /// - Returns: whether another request may follow on the connection.
    private func serve(_ connection: Int32) -> Bool {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1, head.count < 65_536 else { return false }
            head.append(byte)
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        let first = lines[0].split(separator: " ")
        guard first.count == 3 else { return false }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() where line.contains(":") {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let announced = headers["content-length"].flatMap { Int($0) } ?? 0
        let cut = announced > 0 ? cuts.withLock { $0.isEmpty ? nil : $0.removeFirst() } : nil
        let body = read(min(announced, cut ?? announced), from: connection)
        let request = Request(
            method: String(first[0]), path: String(first[1]), headers: headers, body: body,
            isWhole: body.count == announced)
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
        }
        let answer = reply(request, number)
        guard request.isWhole, !answer.isSilent else { return false }
        return send(answer, to: request, on: connection)
    }

    private func read(_ count: Int, from connection: Int32) -> [UInt8] {
        var body: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while body.count < count {
            let got = recv(connection, &buffer, min(buffer.count, count - body.count), 0)
            guard got > 0 else { break }
            body += buffer[..<got]
        }
        return body
    }

    private func send(_ reply: Reply, to request: Request, on connection: Int32) -> Bool {
        var text = "HTTP/1.1 \(reply.status) X\r\n"
        for (name, value) in reply.headers { text += "\(name): \(value)\r\n" }
        if reply.status != 204 { text += "Content-Length: \(reply.statedLength ?? reply.body.count)\r\n" }
        text += "\r\n"
        guard write(Array(text.utf8), on: connection) else { return false }
        if request.method == "HEAD" || reply.status == 204 { return true }
        let body = reply.cutAfter.map { Array(reply.body.prefix($0)) } ?? reply.body
        for start in stride(from: 0, to: body.count, by: 65_536) {
            if reply.pause > 0 { Thread.sleep(forTimeInterval: reply.pause) }
            guard write(Array(body[start..<min(start + 65_536, body.count)]), on: connection) else { return false }
        }
        return reply.cutAfter == nil && body.count == (reply.statedLength ?? body.count)
    }

    private func write(_ bytes: [UInt8], on connection: Int32) -> Bool {
        LoopbackSocket.send(bytes[...], on: connection)
    }
}

extension ScriptedServer.Reply {
    public static func json(_ text: String, status: Int = 200, _ headers: [(String, String)] = []) -> Self {
        Self(status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
    }

    public static func problem(_ code: String, status: Int, _ headers: [(String, String)] = []) -> Self {
        Self(
            status: status, headers: [("Content-Type", "application/problem+json")] + headers,
            body: Array(#"{"code":"\#(code)","status":\#(status)}"#.utf8))
    }
}
