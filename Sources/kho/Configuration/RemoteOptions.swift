import ArgumentParser
import Foundation
import VaultCore

/// A vault behind a server, in the place of one in a folder.
struct RemoteOptions: ParsableArguments {
    @Option(help: "A vault behind a server, https://… (else KHO_SERVER).") var server: String?
    @Option(help: "PEM: who the server's certificate is from (else KHO_SERVER_CA, else the system's).")
    var serverCA: String?
    @Option(help: "The key to sign in with: .p12, .pfx or PEM (else KHO_LOGIN_KEY).") var loginKey: String?
    @Option(help: "Its certificate, where the key file holds none (else KHO_LOGIN_CERT).") var loginCert: String?
    @Option(help: "As whom to sign in: SCHEME:ID (else KHO_LOGIN_AS).") var loginAs: String?
    @Option(help: "A file whose first line is the key's passphrase (else KHO_LOGIN_PASSPHRASE_FILE).")
    var loginPassphraseFile: String?

    /// An option, or what the environment says in its place.
    private func value(_ option: String?, _ variable: String) -> String? {
        option ?? Environment.variables[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The server that the options or the environment name.
    var named: String? { value(server, "KHO_SERVER") }
    var authorities: String? { value(serverCA, "KHO_SERVER_CA") }
    var key: String? { value(loginKey, "KHO_LOGIN_KEY") }
    var certificate: String? { value(loginCert, "KHO_LOGIN_CERT") }
    var user: String? { value(loginAs, "KHO_LOGIN_AS") }
    var passphraseFile: String? { value(loginPassphraseFile, "KHO_LOGIN_PASSPHRASE_FILE") }

    /// Whether any of it was typed.
    var isTyped: Bool {
        [server, serverCA, loginKey, loginCert, loginAs, loginPassphraseFile].contains { $0 != nil }
    }
}
