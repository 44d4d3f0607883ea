import Glibc
import VaultCore

/// Turns the system's error numbers into the vault's codes.
enum SystemError {
    /// The error of the call that has just failed.
    static func last(_ call: String) -> VaultError { error(call, errno) }

    static func error(_ call: String, _ code: Int32) -> VaultError {
        let facts = ["call": call, "errno": String(code)]
        return switch code {
        case ENOSPC, EDQUOT: VaultError(.diskFull, facts)
        case EACCES, EPERM, EROFS: VaultError(.notPermitted, facts)
        default: VaultError(.inputOutput, facts)
        }
    }
}
