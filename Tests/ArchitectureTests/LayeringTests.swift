import Testing

/// The floors of the house (docs/design.md, section 2): what a module may stand on.
@Suite("Layering")
struct LayeringTests {
    /// Ours only: what is not named here may not be imported, whatever Package.swift says.
    private static let floors: [String: Set<String>] = [
        "CanonicalJSON": [],
        "Messages": [],
        "PKI": ["COpenSSL"],
        // C++ over qpdf, which leaves its cryptography to OpenSSL.
        "CQPDF": ["COpenSSL"],
        "Signatures": ["PKI", "CanonicalJSON", "COpenSSL", "CQPDF", "CXMLSec", "CZip"],
        "TransparencyLog": ["PKI", "CanonicalJSON"],
        "Retrieval": ["PKI"],
        "VaultCore": ["Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"],
        "VaultStorage": ["VaultCore", "Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"],
        // Mints what the demonstration needs; no part of the program.
        "DemonstrationPKI": ["PKI"],
        "VaultClient": ["VaultCore", "Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"],
        "VaultSync": ["VaultClient", "VaultCore", "Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"],
        "VaultServer": [
            "VaultCore", "VaultSync", "VaultClient", "Retrieval", "Signatures", "TransparencyLog", "Messages", "PKI",
            "CanonicalJSON",
        ],
        "kho": [
            "VaultServer", "VaultSync", "VaultClient", "VaultStorage", "VaultCore", "Retrieval", "Signatures",
            "TransparencyLog", "Messages", "PKI", "CanonicalJSON",
        ],
    ]

    /// Products of other packages, each with the only modules that may know it.
    private static let products: [String: Set<String>] = [
        "ArgumentParser": ["kho"],
        "AsyncHTTPClient": ["Retrieval", "VaultClient"],
        "GRDB": ["VaultStorage"],
        "HTTPTypes": ["VaultServer"],
        "Hummingbird": ["VaultServer"],
        "HummingbirdCore": ["VaultServer"],
        "HummingbirdTLS": ["VaultServer"],
        "Logging": ["VaultServer", "VaultSync", "kho"],
        "NIOCore": ["VaultServer", "Retrieval", "VaultClient", "kho"],
        "NIOFoundationCompat": ["VaultServer", "Retrieval", "VaultClient"],
        "NIOHTTPTypes": ["VaultServer"],
        "NIOHTTP1": ["VaultServer", "Retrieval", "VaultClient"],
        "NIOPosix": ["VaultStorage", "VaultServer", "Retrieval", "VaultClient", "kho"],
        "NIOSSL": ["VaultServer", "Retrieval", "VaultClient"],
        "ServiceLifecycle": ["VaultServer"],
        "UnixSignals": ["VaultServer"],
    ]

    /// What comes with the toolchain and is no dependency.
    private static let toolchain: Set<String> = [
        "Swift", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch", "Foundation", "FoundationEssentials",
        "RegexBuilder",
    ]

    /// What has no `async` and no Foundation: pure work on the bytes given.
    private static let synchronous: Set<String> = ["CanonicalJSON", "Messages", "PKI", "Signatures", "TransparencyLog"]
    private static let withoutFoundation: Set<String> = ["CanonicalJSON", "Messages", "PKI", "TransparencyLog"]

    private let sources: [SourceTree.File]
    private let manifest: PackageManifest

    init() throws {
        let tree = SourceTree()
        sources = try tree.swiftFiles(under: "Sources")
        manifest = PackageManifest(try tree.text(of: "Package.swift"))
    }

    @Test("the tree and the manifest are read at all")
    func readsSomething() {
        #expect(sources.count > 20)
        #expect(manifest.dependencies["PKI"] == ["COpenSSL"])
        #expect(manifest.dependencies["VaultStorage"]?.contains("GRDB") == true)
        #expect(manifest.dependencies["kho"]?.contains("ArgumentParser") == true)
        #expect(sources.contains { $0.module == "PKI" && $0.imports.contains("COpenSSL") })
    }

    @Test("no import runs upwards, and C is imported by PKI and Signatures alone")
    func importsRunDownwards() {
        for file in sources {
            let allowed = allowed(in: file.module)
            for name in file.imports where !allowed.contains(name) && !Self.toolchain.contains(name) {
                Issue.record("\(file.path) imports \(name), which \(file.module) may not stand on")
            }
        }
    }

    @Test("every import is declared in Package.swift")
    func importsAreDeclared() {
        for file in sources {
            let declared = manifest.dependencies[file.module, default: []]
            for name in file.imports where !declared.contains(name) && !Self.toolchain.contains(name) {
                Issue.record("\(file.path) imports \(name), which Package.swift does not give to \(file.module)")
            }
        }
    }

    @Test("Package.swift declares no arrow that runs upwards")
    func declaredArrows() {
        for (target, dependencies) in manifest.dependencies where !target.hasSuffix("Tests") && target != "TestSupport"
        {
            #expect(Self.floors[target] != nil, "\(target) has no floor in this test")
            for name in dependencies.subtracting(allowed(in: target)).sorted() {
                Issue.record("Package.swift lets \(target) depend on \(name)")
            }
        }
    }

    @Test("a module of the house stands in Package.swift")
    func modulesAreTargets() {
        for module in Set(sources.map(\.module)) where !module.hasPrefix("C") || Self.floors[module] != nil {
            #expect(manifest.dependencies[module] != nil, "Sources/\(module) is no target")
        }
    }

    @Test("what stands at the bottom is synchronous and does without Foundation")
    func purity() {
        for file in sources where Self.synchronous.contains(file.module) {
            for line in file.code(naming: ["async", "await", "actor", "Task"])
            where line.text.contains(/\b(async|await|actor|Task)\b/) {
                Issue.record("\(file.path):\(line.number) is not synchronous: \(line.text)")
            }
        }
        for file in sources where Self.withoutFoundation.contains(file.module) {
            #expect(!file.imports.contains { $0.hasPrefix("Foundation") }, "\(file.path) imports Foundation")
        }
    }

    private func allowed(in module: String) -> Set<String> {
        Self.floors[module, default: []].union(Self.products.filter { $0.value.contains(module) }.keys)
    }
}
