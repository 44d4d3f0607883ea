import Testing

@Suite("Replay of system calls")
struct DurabilityReplayTests {
    private func replay(_ lines: String..., existing: [String] = ["log", "log/checkpoint", "objects"]) throws
        -> DurabilityReplay
    {
        var replay = DurabilityReplay(vault: "/v", workingFolder: "/w", origin: "o", existing: existing)
        replay.run(try SystemCallTrace(parsing: lines.joined(separator: "\n") + "\n"))
        return replay
    }

    @Test("a line of a trace is read with its strings, descriptors and result")
    func parsing() throws {
        let trace = try SystemCallTrace(
            parsing: """
                7  write(3</v/a, b>, "x\\n\\"\\0\\1772, )", 8) = 8
                7  openat(AT_FDCWD</w>, "q", O_RDONLY) = -1 ENOENT (No such file or directory)
                8  fsync(4</v/c> <unfinished ...>
                7  +++ exited with 0 +++
                8  <... fsync resumed>)              = 0
                """)
        #expect(trace.calls.map(\.name) == ["write", "openat", "fsync"])
        #expect(trace.calls[0].path(ofDescriptor: 0) == "/v/a, b")
        #expect(trace.calls[0].string(1) == Array("x\n\"\u{0}\u{7f}2, )".utf8))
        #expect(trace.calls[0].result == 8)
        #expect(!trace.calls[1].succeeded && trace.calls[1].string(1) == Array("q".utf8))
        #expect(trace.calls[2].thread == 8 && trace.calls[2].began == 2 && trace.calls[2].ended == 4)
        #expect(trace.syncs == [2])
    }

    @Test("what cannot be understood is an error")
    func notUnderstood() {
        #expect(throws: (any Error).self) { try SystemCallTrace(parsing: "strace: something\n") }
        #expect(throws: (any Error).self) { try SystemCallTrace(parsing: "1  <... fsync resumed>) = 0\n") }
    }

    @Test("a name rests on bytes that were synced after the last write")
    func names() throws {
        let write = #"1 write(3</v/staging/a>, "x", 1) = 1"#
        let sync = "1 fsync(3</v/staging/a>) = 0"
        let rename = #"1 rename("/v/staging/a", "/v/records/a") = 0"#
        #expect(try replay(write, sync, rename).violations.isEmpty)
        #expect(try replay(write, rename).violations.count == 1)
        #expect(try replay(sync, write, rename).violations.count == 1)
        #expect(try replay(write, sync, write, rename).violations.count == 1)
        #expect(
            try replay(write, "1 fsync(3</v/staging/a>) = -1 EIO (Input/output error)", rename).violations.count == 1)
    }

    @Test("a sync that began before a write had ended does not count for it")
    func overlapping() throws {
        let violations = try replay(
            #"1 write(3</v/staging/a>, "x" <unfinished ...>"#, "2 fsync(4</v/staging/a> <unfinished ...>",
            "1 <... write resumed>, 1) = 1", "2 <... fsync resumed>) = 0",
            #"2 rename("/v/staging/a", "/v/records/a") = 0"#
        ).violations
        #expect(violations == ["records/a rests on its bytes, which was not durable"])
    }

    @Test("another thread's sync is luck")
    func otherThreads() throws {
        let write = #"1 write(3</v/staging/a>, "x", 1) = 1"#
        let sync = "2 syncfs(9</v>) = 0"
        #expect(try replay(write, sync, #"2 rename("/v/staging/a", "/v/records/a") = 0"#).violations.isEmpty)
        let own = "1 fsync(9</v/staging/a>) = 0"
        #expect(try replay(write, own, #"3 rename("/v/staging/a", "/v/records/a") = 0"#).violations.isEmpty)
        #expect(try replay(write, sync, #"1 rename("/v/staging/a", "/v/records/a") = 0"#).violations.count == 1)
        #expect(try replay(write, sync, #"3 rename("/v/staging/a", "/v/records/a") = 0"#).violations.count == 1)
    }

    /// The row `records-written` as it stands on a page: header, name, value.
    private func page(_ value: String) -> String {
        let type = String(13 + 2 * value.utf8.count, radix: 8)
        return #"1 pwrite64(5</v/catalogue.sqlite-wal>, "\3+\"# + type + #"records-written"# + value
            + #"", 30, 56) = 30"#
    }

    @Test("files of records rest on their names once more of them are said to be there, and not before")
    func records() throws {
        let rename = #"1 rename("/v/staging/a", "/v/records/0.record") = 0"#
        let violation = ["records were said to be there before records/0.record"]
        #expect(try replay(rename, page("1")).violations == violation)
        #expect(try replay(rename, "1 fsync(4</v/records>) = 0", page("1")).violations.isEmpty)
        // The page is written once more, for another row, while the next file has its name only.
        let next = #"1 rename("/v/staging/b", "/v/records/1.record") = 0"#
        let written = ["log", "log/checkpoint", "objects", "records", "records/0.record"]
        #expect(try replay(next, page("1"), existing: written).violations.isEmpty)
        #expect(try replay(next, page("1"), page("2"), existing: written).violations.count == 1)
        #expect(try replay(next, page("12"), existing: written).violations.count == 1)
    }

    @Test("an object rests on its announcement, and that on the folder that holds it")
    func announcements() throws {
        let mkdir = #"1 mkdir("/v/staging/p", 0700) = 0"#
        let open = #"1 openat(AT_FDCWD</w>, "/v/staging/p/publishing-0", O_WRONLY|O_CREAT|O_EXCL, 0600) = 3</v/x>"#
        let write = #"1 write(3</v/staging/p/publishing-0>, "x", 1) = 1"#
        let syncs = [
            "1 fsync(3</v/staging/p/publishing-0>) = 0", "1 fsync(4</v/staging/p>) = 0", "1 fsync(5</v/staging>) = 0",
        ]
        let rename = #"1 rename("/v/staging/p/object-0", "/v/objects/s/aa/aa") = 0"#
        #expect(try replay(mkdir, open, write, syncs[0], syncs[1], syncs[2], rename).violations.isEmpty)
        for missing in syncs {
            let left = syncs.filter { $0 != missing }
            #expect(try replay(mkdir, open, write, left[0], left[1], rename).violations.count == 1)
        }
        #expect(try replay(rename).violations == ["objects/s/aa/aa got its name without an announcement"])
    }

    @Test(
        "a commit rests on the objects, the log on the commit, the checkpoint on the tiles, the word on the checkpoint")
    func commitOrder() throws {
        let steps = [
            #"1 mkdir("/v/objects/s", 0700) = 0"#,
            "1 fsync(3</v/objects>) = 0",
            #"1 openat(AT_FDCWD</w>, "/v/catalogue.sqlite-wal", O_RDWR|O_CREAT, 0644) = 4</v/catalogue.sqlite-wal>"#,
            #"1 pwrite64(4</v/catalogue.sqlite-wal>, "..o\n1\n..", 8, 32) = 8"#,
            "1 fdatasync(4</v/catalogue.sqlite-wal>) = 0",
            "1 fdatasync(3</v>) = 0",
            #"1 rename("/v/staging/t", "/v/log/tile/0/000.p/1") = 0"#,
            "1 fsync(3</v/log/tile/0/000.p>) = 0",
            #"1 write(3</v/staging/c>, "o\n1\n", 4) = 4"#,
            "1 fsync(3</v/staging/c>) = 0",
            #"1 rename("/v/staging/c", "/v/log/checkpoint") = 0"#,
            "1 fsync(3</v/log>) = 0",
            #"1 write(1</w/out>, "{\"document\":\"d\",\"index\":0}\n", 27) = 27"#,
        ]
        func run(_ steps: [String]) throws -> DurabilityReplay {
            var replay = DurabilityReplay(
                vault: "/v", workingFolder: "/w", origin: "o", existing: ["objects", "log/checkpoint"])
            replay.run(try SystemCallTrace(parsing: steps.joined(separator: "\n")))
            return replay
        }
        let whole = try run(steps)
        #expect(whole.violations.isEmpty)
        #expect(whole.acknowledged == [0])
        for index in steps.indices where steps[index].contains("sync(") {
            var fewer = steps
            fewer.remove(at: index)
            #expect(try !run(fewer).violations.isEmpty, "without \(steps[index])")
        }
    }

    @Test("ways of writing that the replay cannot follow are named")
    func unknownWays() throws {
        #expect(try replay("1 sendfile(3</v/objects/a>, 4</w/b>, NULL, 5) = 5").violations.count == 1)
        #expect(
            try replay("1 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3</v/catalogue.sqlite>, 0) = 0x7f")
                .violations
                .count == 1)
        #expect(
            try replay("1 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3</v/catalogue.sqlite-shm>, 0) = 0x7f")
                .violations.isEmpty)
    }
}
