/// Which requests are heard at all.
struct RequestAdmission: Sendable {
    /// Without TLS only whoever names this machine: a web page whose name was made to point here names itself.
    let wantsLoopbackName: Bool
    /// Personal data goes to this machine, or to holders of a client certificate.
    let servesPersonalData: Bool

    func problem(authority: String?, route: Route?) -> Problem? {
        if wantsLoopbackName {
            guard let authority, ServerAddress.isLoopback(ServerAddress.host(ofAuthority: authority)) else {
                return .misdirected
            }
        }
        if route?.isPersonal == true, !servesPersonalData { return .clientCertificateNeeded }
        return nil
    }
}
