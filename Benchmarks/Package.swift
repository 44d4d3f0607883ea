// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Speed, as ratios against what everybody has: `make bench`.
let package = Package(
    name: "kho-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "kho", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // The same work in C, straight on OpenSSL.
        .target(name: "CReference", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(
            name: "kho-bench",
            dependencies: [
                "CReference", .product(name: "CanonicalJSON", package: "kho"), .product(name: "PKI", package: "kho"),
                .product(name: "Signatures", package: "kho"),
                .product(name: "TransparencyLog", package: "kho"), .product(name: "VaultCore", package: "kho"),
                .product(name: "VaultStorage", package: "kho"), .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
    ]
)
