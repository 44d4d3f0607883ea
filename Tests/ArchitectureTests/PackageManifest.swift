import Foundation

/// What Package.swift declares, read as text: to ask SwiftPM would take its lock while it runs the tests.
struct PackageManifest {
    /// By target: the targets and products that it may import.
    let dependencies: [String: Set<String>]

    init(_ text: String) {
        // let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
        let products = Dictionary(
            uniqueKeysWithValues: text.matches(of: /let (\w+) = Target\.Dependency\.product\(\s*name: "(\w+)"/)
                .map { (String($0.1), String($0.2)) })

        func names(in list: Substring) -> Set<String> {
            Set(
                list.matches(of: /"(\w+)"|\b(\w+)\b/).compactMap { match in
                    match.1.map(String.init) ?? match.2.flatMap { products[String($0)] }
                })
        }

        var dependencies: [String: Set<String>] = [:]
        // module("PKI", ["COpenSSL"]) and tests("PKITests", ["PKI"])
        for match in text.matches(of: /\b(module|tests)\(\s*"(\w+)",\s*\[([^\]]*)\]/) {
            dependencies[String(match.2)] = names(in: match.3).union(match.1 == "tests" ? ["TestSupport"] : [])
        }
        // .executableTarget(name: "kho", dependencies: […]) and .target(name: "TestSupport", dependencies: […])
        for match in text.matches(of: /\.(?:executableTarget|target)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/) {
            dependencies[String(match.1)] = names(in: match.2)
        }
        self.dependencies = dependencies
    }
}
