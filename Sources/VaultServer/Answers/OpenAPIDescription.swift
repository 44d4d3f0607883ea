import VaultCore

/// docs/api/openapi.yaml, compiled in: what is served describes the program that serves it.
enum OpenAPIDescription {
    static let file = PublishedBytes(PackageResources.openapi_yaml)
}
