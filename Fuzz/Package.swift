// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let pki = Target.Dependency.product(name: "PKI", package: "kho")
let signatures = Target.Dependency.product(name: "Signatures", package: "kho")

/// A fuzzer: libFuzzer brings the `main`, so none may be made of the module.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
}

/// What is read from strangers, against what they may write: `scripts/fuzz.sh`. A package of its own, since a program
/// without a `main` breaks a usual build.
let package = Package(
    name: "kho-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "kho", path: "..")],
    targets: [
        .target(name: "FuzzGround", dependencies: [pki, signatures], swiftSettings: strict),
        fuzzer("FuzzPlanted", []),
        fuzzer("FuzzPDF", [pki, signatures, "FuzzGround"]),
        fuzzer("FuzzCMS", [pki, signatures, "FuzzGround"]),
        fuzzer("FuzzTimestamp", [pki, signatures, "FuzzGround"]),
    ]
)
