public import PKI
import Synchronization
public import VaultCore

/// Validators by a folder of trust as it is now: it is read again whenever one of its files is another than it was, so that
/// a revocation list counts from the moment when it lies there.
public final class CurrentTrust: Sendable {
    private struct Kept {
        let path: String?
        let files: [String: FileIdentity]
        let validator: VaultValidator
    }

    private let folder: @Sendable () throws -> TrustFolder?
    private let now: @Sendable () -> Instant
    private let kept = Mutex<Kept?>(nil)

    /// - Parameters:
    ///   - folder: which folder it is; nil where there is none, and then nobody is trusted.
    ///   - now: the clock that validation goes by.
    public init(
        in folder: @escaping @Sendable () throws -> TrustFolder?, now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.folder = folder
        self.now = now
    }

    /// A validator for what is validated now, and not for later; blocks.
    /// - Throws: `TrustFolder.Unusable`, also where the folder was usable before.
    public func validator() throws -> any DepositValidator {
        let folder = try folder()
        // Looked at before they are read: what changes in between is seen the next time.
        let files = try folder?.identities() ?? [:]
        let isSettled = files.values.allSatisfy { !$0.isFresh }
        return try kept.withLock { kept in
            if isSettled, let kept, kept.path == folder?.path, kept.files == files { return kept.validator }
            kept = nil
            let trust = try folder?.load().trust ?? TrustFolder.Contents.none.trust
            let validator = VaultValidator(trust: trust, now: now)
            // What was read just now may have changed since without looking other.
            if isSettled { kept = Kept(path: folder?.path, files: files, validator: validator) }
            return validator
        }
    }
}

extension TrustFolder {
    /// Every file that `load` reads.
    fileprivate func identities() throws(Unusable) -> [String: FileIdentity] {
        var names = ["policy", TrustPeriods.file]
        for folder in TrustPurpose.allCases.map(\.rawValue) + [Self.intermediates, Self.crls, Self.ocsp] {
            names += try files(in: folder)
        }
        var identities: [String: FileIdentity] = [:]
        for name in names { identities[name] = FileIdentity("\(path)/\(name)") }
        return identities
    }
}

/// Validates each by the trust of the moment.
struct CurrentValidator: DepositValidator {
    let validator: @Sendable () throws -> any DepositValidator

    func validate(_ deposit: ValidatedFiles) throws -> DepositValidation { try validator().validate(deposit) }
}
