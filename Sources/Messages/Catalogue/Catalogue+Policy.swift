extension Catalogue {
    /// Remarks that go with a verdict without changing it: what the national list of algorithms, or good practice,
    /// would have otherwise.
    static let policy: [Entry] = [
        .sentence(
            "SHA1",
            vi: "Chữ ký dùng SHA-1, một hàm băm đã bị phá.",
            en: "The signature uses SHA-1, a digest that has been broken."),
        .sentence(
            "RSA_UNDER_2048",
            vi: "Khóa RSA ngắn hơn 2048 bit.",
            en: "The RSA key is shorter than 2048 bits."),
        .sentence(
            "PKCS1_V1_5",
            vi: "Chữ ký RSA theo PKCS #1 v1.5; danh mục quốc gia yêu cầu RSASSA-PSS hoặc ECDSA.",
            en: "The RSA signature is in PKCS #1 v1.5; the national list asks for RSASSA-PSS or ECDSA."),
        .sentence(
            "NO_SIGNING_CERTIFICATE_ATTRIBUTE",
            vi: "Chữ ký không ghi nhận chứng thư của người ký (signing-certificate), như CAdES yêu cầu.",
            en: "The signature does not bind the signer's certificate (signing-certificate), as CAdES requires."),
    ]
}
