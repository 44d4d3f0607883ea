import Foundation
public import VaultCore

/// How a server is set up.
public struct ServingOptions: Sendable {
    public var address: ServerAddress
    /// nil for plain HTTP, which is for loopback alone.
    public var security: TransportSecurity?
    public var budgets = ServerBudgets()
    /// Where clients reach it (`https://kho.example`), as they sign it; empty for the address that it listens at.
    public var origins: Set<String> = []
    /// A port of this machine that gives the figures out; nil for none, 0 lets the system choose.
    public var metricsPort: Int?
    public var log = LogStyle.text
    /// Whether documents can be had by the guidance's own paths, which hold codes (docs/document-api.md).
    public var offersDocumentAPI = false
    /// How large an upload may be, and how many there may be.
    public var uploads = UploadLimits()
    /// Where copies are made up before they are sent.
    public var scratchFolder = NSTemporaryDirectory()

    public init(address: ServerAddress, security: TransportSecurity? = nil) {
        self.address = address
        self.security = security
    }
}
