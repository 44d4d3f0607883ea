/// The access under which this task writes, so that its entry goes into the very transaction of what is written.
enum AccessContext {
    @TaskLocal static var current: [AccessEntry] = []
}
