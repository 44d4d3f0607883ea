import Hummingbird

/// All of the server's figures at one moment.
struct MetricsReport: Sendable {
    let figures: ServerFigures
    let connections: ConnectionRegister
    let slots: RequestSlots
    let sessions: SessionStore
    /// Gauges of what stands behind the server, by the ends of their names: `uploads`, `log_entries`.
    let gauges: @Sendable () async -> [String: Int]

    /// A vault that hangs must not take the figures with it that tell of it: its own are left out then.
    private static let gaugeTime = Duration.seconds(2)

    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    func text() async -> String {
        let now = figures.current
        var report = FigureText()
        report.add(
            "kho_requests_total", "counter", "Requests answered, by kind and status.",
            now.requests.sorted { ($0.key.kind, $0.key.status) < ($1.key.kind, $1.key.status) }.map {
                ("kind=\"\($0.key.kind)\",status=\"\($0.key.status)\"", String($0.value))
            })
        report.add("kho_request_duration_seconds", "From a request's head to the end of its answer.", now.durations)
        report.add("kho_response_bytes_total", "counter", "Bytes of answers, without their heads.", now.bytes)
        report.add(
            "kho_rate_refusals_total", "counter", "Requests refused because their caller came too often.",
            now.rateRefusals)
        report.add("kho_busy_refusals_total", "counter", "Requests refused for want of room.", now.busyRefusals)
        report.add("kho_commits_total", "counter", "Writes that the vault acknowledged.", now.commits)
        report.add(
            "kho_sign_ins_total", "counter", "Sign-ins.",
            [
                ("result=\"accepted\"", String(now.signIns)), ("result=\"refused\"", String(now.failedSignIns)),
            ])
        report.add("kho_connections", "gauge", "Connections now.", connections.count)
        report.add("kho_requests_in_progress", "gauge", "Requests being worked on now.", slots.count)
        report.add("kho_sessions", "gauge", "Sessions that are signed in now.", sessions.count)
        let own = (try? await TimeLimit.run(Self.gaugeTime) { [gauges] in await gauges() }) ?? [:]
        for (name, value) in own.sorted(by: { $0.key < $1.key }) {
            report.add("kho_\(name)", "gauge", "Of the vault now: \(name).", value)
        }
        if let bytes = ProcessFigures.residentByteCount {
            report.add("process_resident_memory_bytes", "gauge", "Memory in use.", bytes)
        }
        if let count = ProcessFigures.descriptorCount {
            report.add("process_open_fds", "gauge", "Open descriptors.", count)
        }
        report.add(
            "process_cpu_seconds_total", "counter", "Processor time.", [("", String(ProcessFigures.processorTime))])
        return report.text
    }
}
