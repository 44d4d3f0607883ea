import COpenSSL

/// OpenSSL, as kho wants it.
public enum Cryptography {
    /// To be called once, before anything else of OpenSSL is used.
    ///
    /// No configuration file is read: what stands in `openssl.cnf`, or where `OPENSSL_CONF` points, could load code into
    /// the process, take algorithms away or put others in their place, and so change a verdict. Nor is anything of it
    /// taken apart at exit, where other threads may still be at work.
    public static func start() {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT), nil)
    }
}
