import Foundation
public import PKI

extension TrustFolder {
    /// Where a certificate goes: a purpose, or the helpers that are never trusted by themselves.
    public enum Destination: Sendable, Hashable {
        case anchor(TrustPurpose)
        case intermediates

        public init?(rawValue: String) {
            if rawValue == TrustFolder.intermediates {
                self = .intermediates
            } else if let purpose = TrustPurpose(rawValue: rawValue) {
                self = .anchor(purpose)
            } else {
                return nil
            }
        }

        public var folder: String {
            switch self {
            case .anchor(let purpose): purpose.rawValue
            case .intermediates: TrustFolder.intermediates
            }
        }
    }

    /// Adds a certificate under its fingerprint as the file's name, durably; makes the folder where it is missing.
    /// An anchor that was removed before is trusted again without an end.
    /// - Throws: `VaultError` or `Unusable` where the folder cannot be written.
    public func add(_ certificate: Certificate, for destination: Destination) throws {
        let folder = path + "/" + destination.folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = "\(folder)/\(certificate.sha256.hexadecimal).pem"
        let text = PEM.armour(certificate.der, label: "CERTIFICATE")
        try writeDurably(Array(text.utf8), to: file)
        guard case .anchor(let purpose) = destination else { return }
        var periods = try TrustPeriods(folder: self)
        guard periods.period(of: certificate.sha256, for: purpose) != nil else { return }
        periods.set(nil, of: certificate.sha256, for: purpose)
        try write(periods)
    }

    /// Ends the trust in an anchor at `time`: what was proven before stays good.
    public func end(_ anchor: TrustAnchor, at time: Instant) throws {
        var periods = try TrustPeriods(folder: self)
        periods.set(.init(from: anchor.trustedFrom, until: time), of: anchor.sha256, for: anchor.purpose)
        try write(periods)
    }

    /// Removes an anchor that was compromised: nothing that it vouched for stays good. A file that holds other
    /// certificates too is written again without it.
    public func remove(_ entry: AnchorFile) throws {
        let file = path + "/" + entry.file
        let others = try Certificate.all(in: read(entry.file)).filter { $0.sha256 != entry.anchor.sha256 }
        if others.isEmpty {
            try FileManager.default.removeItem(atPath: file)
            try DurableWrite.syncFolder(path + "/" + entry.anchor.purpose.rawValue)
        } else {
            let text = others.map { PEM.armour($0.der, label: "CERTIFICATE") }.joined()
            try writeDurably(Array(text.utf8), to: file)
        }
        var periods = try TrustPeriods(folder: self)
        periods.set(nil, of: entry.anchor.sha256, for: entry.anchor.purpose)
        try write(periods)
    }

    private func write(_ periods: TrustPeriods) throws {
        try writeDurably(periods.bytes, to: path + "/" + TrustPeriods.file)
    }

    func writeDurably(_ bytes: [UInt8], to file: String) throws {
        let temporary = "\(FilePath.parent(of: file))/.\(SecureRandom.bytes(8).hexadecimal).new"
        try DurableWrite.write(bytes, to: file, by: temporary)
    }
}
