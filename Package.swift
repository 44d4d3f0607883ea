// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike: Swift 6 mode, warnings are errors, existentials are spelled out, imports are
/// internal unless they say otherwise. Tests do without MemberImportVisibility, since which C module owns `stat` or
/// `tm` changes with the order of a build.
let strictTests: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let strict: [SwiftSetting] = strictTests + [.enableUpcomingFeature("MemberImportVisibility")]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// How the program is linked for release. lld packs the hundred thousand places that are moved with the program
/// (DT_RELR, glibc 2.36) into a hundredth, and nothing is exported, since nothing loads code into kho: without that the
/// loader and the runtime's look-ups in 36,000 names take longer than verifying a small file.
let released: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        ], .when(platforms: [.linux], configuration: .release))
]

func module(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strictTests)
}

let package = Package(
    name: "kho",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "kho", targets: ["kho"]),
        // For Benchmarks/, a package of its own.
        .library(name: "CanonicalJSON", targets: ["CanonicalJSON"]),
        .library(name: "PKI", targets: ["PKI"]),
        .library(name: "Signatures", targets: ["Signatures"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "VaultCore", targets: ["VaultCore"]),
        .library(name: "VaultStorage", targets: ["VaultStorage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    ],
    targets: [
        // The ground floor: C libraries of the system.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        // qpdf's archive and not its shared library, which brings GnuTLS along: a dozen libraries to load at each start,
        // and a second cryptography (OpenSSLCrypto.cc takes its place).
        .target(
            name: "CQPDF", dependencies: ["COpenSSL"], cxxSettings: [.define("POINTERHOLDER_TRANSITION", to: "4")],
            linkerSettings: [.linkedLibrary(":libqpdf.a"), .linkedLibrary(":libjpeg.a"), .linkedLibrary("z")]),

        // The house, each floor standing on those above it in this list (docs/design.md; ArchitectureTests hold it).
        module("CanonicalJSON", []),
        module("Messages", []),
        module("PKI", ["COpenSSL"]),
        module("Signatures", ["PKI", "CanonicalJSON", "CZip", "CQPDF"]),
        module("TransparencyLog", ["PKI"]),
        module("Retrieval", ["PKI", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]),
        module("VaultCore", ["Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"]),
        module(
            "VaultStorage",
            ["VaultCore", "Signatures", "TransparencyLog", "PKI", "CanonicalJSON", grdb, nioPosix]),
        module(
            "VaultClient",
            [
                "VaultCore", "Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON", asyncHTTPClient,
                nioCore, nioHTTP1, nioPosix, nioSSL,
            ]),
        module("VaultSync", ["VaultClient", "VaultCore", "TransparencyLog", "PKI", "CanonicalJSON"]),
        module(
            "VaultServer",
            [
                "VaultSync", "VaultCore", "Retrieval", "Signatures", "TransparencyLog", "Messages", "PKI",
                "CanonicalJSON",
                hummingbird,
                hummingbirdCore, hummingbirdTLS, httpTypes, logging, nioCore, nioHTTP1, nioHTTPTypes, nioPosix, nioSSL,
                serviceLifecycle, unixSignals,
            ],
            resources: [.embedInCode("Resources/openapi.yaml")]),
        .executableTarget(
            name: "kho",
            dependencies: [
                "VaultServer", "VaultSync", "VaultClient", "VaultStorage", "VaultCore", "Retrieval", "TransparencyLog",
                "Signatures", "PKI", "Messages", "CanonicalJSON", argumentParser, nioPosix,
            ],
            swiftSettings: strict, linkerSettings: released),

        // Mints the certificates of `make demo`; no part of the program.
        .executableTarget(name: "DemonstrationPKI", dependencies: ["PKI"], swiftSettings: strict),

        // What tests share: the corpus, temporary folders, processes, a PKI minted for the test.
        .target(name: "TestSupport", dependencies: ["PKI"], path: "Tests/TestSupport", swiftSettings: strictTests),
        tests("ArchitectureTests", ["Messages", "Signatures", "VaultCore"]),
        tests("CanonicalJSONTests", ["CanonicalJSON"]),
        tests("MessagesTests", ["Messages", "CanonicalJSON"]),
        tests("PKITests", ["PKI"]),
        tests("SignaturesTests", ["Signatures", "PKI", "CanonicalJSON", "Messages"]),
        tests("RetrievalTests", ["Retrieval", "PKI"]),
        tests("TransparencyLogTests", ["TransparencyLog", "PKI"]),
        tests("VaultCoreTests", ["VaultCore", "Signatures", "TransparencyLog", "PKI", "CanonicalJSON"]),
        tests(
            "VaultStorageTests",
            ["VaultStorage", "VaultCore", "Signatures", "TransparencyLog", "PKI", "CanonicalJSON", grdb]),
        tests(
            "VaultClientTests",
            ["VaultClient", "VaultServer", "VaultStorage", "VaultCore", "Signatures", "PKI", "CanonicalJSON"]),
        tests(
            "VaultServerTests",
            [
                "VaultServer", "VaultStorage", "VaultCore", "Retrieval", "Signatures", "TransparencyLog", "PKI",
                "CanonicalJSON", hummingbird, hummingbirdCore, hummingbirdTLS, logging, nioCore, serviceLifecycle,
            ]),
        tests(
            "VaultSyncTests",
            [
                "kho", "VaultSync", "VaultClient", "VaultStorage", "VaultCore", "Signatures", "TransparencyLog", "PKI",
                "CanonicalJSON",
            ]),
        tests("CommandLineTests", ["kho", "Signatures", "TransparencyLog", "Messages", "PKI", "CanonicalJSON"]),
    ],
    cxxLanguageStandard: .cxx17
)
