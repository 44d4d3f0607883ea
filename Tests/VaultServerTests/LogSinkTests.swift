import Foundation
import Glibc
import Logging
import PKI
import Testing

@testable import VaultServer

@Suite("The server's log")
struct LogSinkTests {
    /// Both ends of a pipe.
    private final class Pipe: Sendable {
        let reading: Int32
        let writing: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            (reading, writing) = (ends[0], ends[1])
        }

        /// Everything until the writing end is closed, read on a thread of its own from now on: a task might begin to read
        /// when the sink has waited long enough.
        func reader() -> Task<String, Never> {
            let (texts, continuation) = AsyncStream.makeStream(of: String.self)
            Thread.detachNewThread {
                var bytes: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 64 << 10)
                while true {
                    let count = read(self.reading, &buffer, buffer.count)
                    guard count > 0 else { break }
                    bytes.append(contentsOf: buffer[..<count])
                }
                Glibc.close(self.reading)
                continuation.yield(String(decoding: bytes, as: UTF8.self))
                continuation.finish()
            }
            return Task { await texts.first { _ in true } ?? "" }
        }
    }

    private func entry(_ number: Int = 7) -> RequestEntry {
        RequestEntry(
            id: RequestIdentifier(), method: "GET", kind: "checkpoint", caller: "nobody", status: 200,
            byteCount: number,
            elapsed: .microseconds(1234))
    }

    @Test("a request's line looks as every other line does", arguments: [false, true])
    func lines(_ isJSON: Bool) throws {
        let time = Instant(microseconds: 1_764_080_255_000_042)
        let entry = entry()
        let generic = ServerLogHandler.line(
            isJSON: isJSON, label: RequestLog.label, level: .info, message: "request",
            [
                "id": "\(entry.id.text)", "method": "GET", "kind": "checkpoint", "caller": "nobody", "status": "200",
                "bytes": "7", "microseconds": "1234",
            ], at: time)
        var line: [UInt8] = []
        RequestLog.write(entry, LogTime(time), isJSON: isJSON, to: &line)
        // An id of digits alone is still a text.
        let quoted =
            isJSON ? generic.replacing("\"id\":\(entry.id.text),", with: "\"id\":\"\(entry.id.text)\",") : generic
        #expect(String(decoding: line, as: UTF8.self) == quoted)
    }

    @Test("at the end every line is written, in its order, with its time")
    func nothingLost() async throws {
        let pipe = try Pipe()
        let sink = LogSink(isJSON: false, descriptor: pipe.writing)
        let log = RequestLog(sink, Logger(label: "x") { ServerLogHandler(label: $0, sink) })
        for number in 0..<500 { log.record(entry(number)) }
        let text = pipe.reader()
        await sink.finish()
        Glibc.close(pipe.writing)
        let lines = await text.value.split(separator: "\n")
        #expect(lines.count == 500)
        for (number, line) in lines.enumerated() {
            #expect(line.contains(" info kho.access request bytes=\(number) caller=nobody id="), "\(line)")
            let stamp = try #require(line.split(separator: " ").first)
            #expect(Instant(String(stamp)).map { $0.textWithMicroseconds == stamp } == true)
        }
    }

    @Test("a reader that takes nothing keeps nobody waiting, and is told how many lines it has missed")
    func slowReader() async throws {
        let pipe = try Pipe()
        let sink = LogSink(isJSON: false, descriptor: pipe.writing, capacity: 100_000)
        let log = RequestLog(sink, Logger(label: "x") { ServerLogHandler(label: $0, sink) })
        // A pipe has room for 64 KiB.
        for number in 0..<10_000 {
            log.record(entry(number))
            if number == 2000 { try await Task.sleep(for: .milliseconds(200)) }
        }
        let text = pipe.reader()
        await sink.finish()
        Glibc.close(pipe.writing)
        let lines = await text.value.split(separator: "\n")
        let missed = lines.compactMap { $0.contains("kho.log lost lines=") ? Int($0.split(separator: "=")[1]) : nil }
        #expect(!missed.isEmpty && missed.reduce(0, +) + lines.count - missed.count == 10_000)
    }

    @Test("names of requests are sixteen digits, each another")
    func names() {
        let names = (0..<5000).map { _ in RequestIdentifier().text }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
    }
}
