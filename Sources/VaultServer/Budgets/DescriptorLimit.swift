import Glibc

/// How many descriptors this process may have: each connection takes one.
enum DescriptorLimit {
    /// Raises the limit as far as the system lets the process itself raise it.
    /// - Returns: the limit as it is then; nil where the system does not tell.
    static func raise() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// Connections that there is room for, of those wanted.
    static func connections(wanted: Int, descriptors: Int?) -> Int {
        guard let descriptors else { return wanted }
        return max(1, min(wanted, max(descriptors - ServerLimits.ownDescriptors, descriptors / 2)))
    }
}
