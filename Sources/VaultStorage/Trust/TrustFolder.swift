import Foundation
public import PKI

/// A folder of trust: `certs/` with a sub-folder for each purpose (design.md section 3).
///
/// Reading it is fail-closed: a policy or a period that cannot be understood makes the whole folder unusable, while a
/// certificate or list that cannot be parsed is left out and named in `brokenFiles`.
public struct TrustFolder: Sendable {
    public let path: String

    /// Sub-folders of helpers and evidence, which are never trusted by themselves.
    public static let intermediates = "intermediates"
    public static let crls = "crls"
    public static let ocsp = "ocsp"
    static let vaults = "vaults"

    /// Files in one sub-folder: every CA of a country, with room.
    static let maximumFiles = 4096

    public init(path: String) { self.path = path }

    /// Why a folder cannot be used at all.
    public struct Unusable: Error, Sendable, Hashable {
        public let file: String
        public let what: String
    }

    public struct Contents: Sendable {
        public var trust: TrustStore
        /// Files that could not be parsed, relative to the folder.
        public var brokenFiles: [String]
        /// Where each anchor stands, relative to the folder, by purpose and fingerprint.
        public var files: [AnchorFile]

        /// Where there is no folder at all.
        public static let none = Contents(trust: TrustStore(anchors: []), brokenFiles: [], files: [])
    }

    public struct AnchorFile: Sendable {
        public let anchor: TrustAnchor
        public let file: String
    }

    public var exists: Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// Reads everything.
    /// - Throws: `Unusable`.
    public func load() throws(Unusable) -> Contents {
        var parsed: [Certificate] = []
        return try load(keeping: &parsed)
    }

    /// Reads everything.
    /// - Parameter parsed: gains the certificates, for whoever would parse them again in the same call.
    /// - Throws: `Unusable`.
    public func load(keeping parsed: inout [Certificate]) throws(Unusable) -> Contents {
        var broken: [String] = []
        let periods = try TrustPeriods(folder: self)
        var anchors: [AnchorFile] = []
        for purpose in TrustPurpose.allCases {
            for file in try files(in: purpose.rawValue) {
                guard let found = try? Certificate.all(in: read(file)) else {
                    broken.append(file)
                    continue
                }
                parsed += found
                for certificate in found {
                    let period = periods.period(of: certificate.sha256, for: purpose)
                    let anchor = TrustAnchor(
                        der: certificate.der, purpose: purpose, trustedFrom: period?.from, trustedUntil: period?.until)
                    if !anchors.contains(where: { $0.anchor == anchor }) {
                        anchors.append(.init(anchor: anchor, file: file))
                    }
                }
            }
        }
        let trust = TrustStore(
            anchors: anchors.map(\.anchor),
            intermediates: try encodings(in: Self.intermediates, broken: &broken) { bytes in
                let found = try Certificate.all(in: bytes)
                parsed += found
                return found.map(\.der)
            },
            crls: try encodings(in: Self.crls, broken: &broken) { bytes in
                try Self.blocks(bytes, label: "X509 CRL").map { try RevocationList(der: $0).der }
            },
            ocspResponses: try encodings(in: Self.ocsp, broken: &broken) { [try OCSPResponse(der: $0).der] },
            policy: try policy())
        return Contents(trust: trust, brokenFiles: broken, files: anchors)
    }

    private static func blocks(_ bytes: [UInt8], label: String) throws -> [[UInt8]] {
        guard PEM.looksLikePEM(bytes) else { return [bytes] }
        guard let blocks = PEM.blocks(bytes) else { throw PKIError(.crlMalformed, "broken PEM") }
        return blocks.filter { $0.label == label }.map(\.bytes)
    }

    private func encodings(
        in folder: String, broken: inout [String], _ read: ([UInt8]) throws -> [[UInt8]]
    ) throws(Unusable) -> [[UInt8]] {
        var all: [[UInt8]] = []
        for file in try files(in: folder) {
            do { all += try read(self.read(file)) } catch { broken.append(file) }
        }
        return all
    }

    private func policy() throws(Unusable) -> ValidationPolicy {
        guard FileManager.default.fileExists(atPath: path + "/policy") else { return .standard }
        do {
            return try ValidationPolicy(parsing: read("policy"))
        } catch let error as ValidationPolicy.LineError {
            throw Unusable(file: "policy", what: "line \(error.line)")
        } catch {
            throw Unusable(file: "policy", what: "not readable")
        }
    }

    /// The files of a sub-folder in the order of their names, relative to the folder; README and hidden files are not
    /// looked at.
    func files(in folder: String) throws(Unusable) -> [String] {
        // A folder that is absent is empty.
        guard let names = try? Folder.names(path + "/" + folder) else {
            throw Unusable(file: folder, what: "not readable")
        }
        guard names.count <= Self.maximumFiles else { throw Unusable(file: folder, what: "too many files") }
        return names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("README") }.map { folder + "/" + $0 }
    }

    /// The bytes of one file of the folder, bounded by the largest list that is accepted.
    func read(_ file: String) throws -> [UInt8] {
        let source = try FileSource(path: path + "/" + file)
        guard source.count <= RevocationList.maximumSize else { throw ByteSourceError(errno: EFBIG) }
        return try source.bytes(0..<source.count)
    }
}
