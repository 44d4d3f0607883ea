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
    dependencies: [.package(name: "kho", path: "..")],
    targets: [
        // The same work in C, straight on OpenSSL.
        .target(name: "CReference", linkerSettings: [.linkedLibrary("crypto")]),
        .executableTarget(
            name: "kho-bench",
            dependencies: [
                "CReference", .product(name: "PKI", package: "kho"), .product(name: "Signatures", package: "kho"),
            ],
            swiftSettings: strict),
    ]
)
