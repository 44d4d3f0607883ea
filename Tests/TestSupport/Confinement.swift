import Glibc

/// Circumstances that make a program fail: put before its command, they need what this machine may refuse, and then the
/// program's exit status is that of the circumstance, not of the program; each has a check of its own.
public enum Confinement {
    private static let isRoot = geteuid() == 0
    /// Other users make namespaces inside one of users.
    private static let unshare = ["unshare"] + (isRoot ? [] : ["--user", "--map-root-user"])

    /// File permissions hold, as they do for everybody but root.
    public static var permissionsHold: [String] {
        guard isRoot else { return [] }
        let rights = "-dac_override,-dac_read_search,-fowner"
        return ["setpriv", "--inh-caps=\(rights)", "--bounding-set=\(rights)"]
    }

    /// No network at all, not even the loopback interface.
    public static var noNetwork: [String] { unshare + ["--net"] }

    /// `folder` is a file system of its own in memory, so large and no larger, with a copy of what it held.
    public static func smallVolume(_ folder: String, kilobytes: Int) -> [String] {
        mounting("mount -t tmpfs -o size=\(kilobytes)k none \"$0\"", folder)
    }

    /// `folder` cannot be written to.
    public static func readOnly(_ folder: String) -> [String] {
        mounting("mount -o remount,bind,ro \"$0\"", folder)
    }

    /// Mounts inside a namespace of its own; what was in the folder is there again.
    private static func mounting(_ mount: String, _ folder: String) -> [String] {
        let script = """
            set -e; copy=$(mktemp -d); mount --bind "$0" "$copy"; mount --bind "$0" "$0"; \(mount)
            if mountpoint -q "$0" && [ -w "$0" ]; then cp -a "$copy/." "$0/"; fi
            umount "$copy"; rmdir "$copy"; cd "$PWD"; exec "$@"
            """
        return unshare + ["--mount", "sh", "-c", script, folder]
    }
}
