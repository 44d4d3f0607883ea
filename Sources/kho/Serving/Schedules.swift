/// What a process does beside serving, each in a task of its own, until it is told to finish.
struct Schedules: Sendable {
    private let tasks: [Task<Void, Never>]

    init(_ schedules: [@Sendable () async -> Void]) {
        tasks = schedules.map { schedule in Task { await schedule() } }
    }

    /// Ends them, and returns when what each was doing is done.
    func finish() async {
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
