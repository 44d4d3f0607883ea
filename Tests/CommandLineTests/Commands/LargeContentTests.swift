import CanonicalJSON
import Glibc
import TestSupport
import Testing

@Suite("Large originals")
struct LargeContentTests {
    private static let size = 4 << 30
    private static let maximumKilobytes = 64 << 10

    /// Runs a command and writes the most memory that it ever had (KB) after its output: getrusage(2) of children that
    /// began small, which a test process is not.
    static let measured = [
        "python3", "-c",
        """
        import resource, subprocess, sys
        status = subprocess.run(sys.argv[1:]).returncode
        print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
        sys.exit(status)
        """,
    ]

    @Test("4 GiB are signed and verified as a stream, in under 64 MiB of memory")
    func fourGibibytes() async throws {
        let desk = try await Desk()
        try desk.folder.write([], to: "lon.bin")
        try #require(truncate(desk.folder.file("lon.bin"), off_t(Self.size)) == 0, "cannot set up a sparse file")
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        let signed = try await desk.kho(
            ["sign", "lon.bin", "--key", key, "--passphrase-file", passphrase], confinement: Self.measured)
        try #require(signed.status == 0, "\(signed.errors)")
        try expectSmall(signed)

        let verified = try await desk.kho(["verify", "lon.bin.p7s", "--json"], confinement: Self.measured)
        #expect(verified.status == 0)
        #expect(verified.objects.first?["indication"]?.string == "TOTAL-PASSED")
        try expectSmall(verified)

        // One byte beyond the middle.
        let file = try #require(fopen(desk.folder.file("lon.bin"), "r+"))
        fseek(file, Self.size / 2 + 1, SEEK_SET)
        fputc(1, file)
        fclose(file)
        #expect(try await desk.kho("verify", "lon.bin.p7s").status == 1)
    }

    private func expectSmall(_ run: FinishedProgram) throws {
        let kilobytes = try #require(Int(run.errors.split(separator: "\n").last ?? ""), "\(run.errors)")
        #expect(kilobytes > 1000 && kilobytes < Self.maximumKilobytes)
    }
}
