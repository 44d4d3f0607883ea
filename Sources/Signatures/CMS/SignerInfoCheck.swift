import PKI

/// The cryptographic half of validation for one SignerInfo (ETSI EN 319 102-1 clauses 5.2.2, 5.2.3, 5.2.7): its form,
/// its signing certificate, its digest, its signature value. Trust is no question here.
struct SignerInfoCheck {
    /// What the signature is over.
    enum Subject {
        /// The CMS's content, attached or detached, of a content type.
        case content(ContentDigests, contentType: ObjectIdentifier)
        /// The signature value of another SignerInfo (a counter-signature, RFC 5652 section 11.4).
        case signatureValue([UInt8])
    }

    private(set) var failures: [Failure] = []
    private(set) var certificate: Certificate?
    /// The signature value verifies and the digest matches.
    private(set) var isIntact = false
    private(set) var digestAlgorithm: DigestAlgorithm?
    private(set) var signatureAlgorithm: SignatureAlgorithm?
    private(set) var claimedTime: Instant?
    private(set) var coveredContent: Int?
    /// Whether a signing-certificate attribute is there and names the certificate.
    private(set) var hasSigningCertificateAttribute = false

    /// A reason with the indication it leads to.
    struct Failure {
        let indication: Indication
        let subIndication: SubIndication
        let reason: Reason

        init(_ indication: Indication, _ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:])
        {
            self.indication = indication
            self.subIndication = subIndication
            reason = Reason(code, facts)
        }

        init(_ indication: Indication, _ subIndication: SubIndication, _ reason: Reason) {
            self.indication = indication
            self.subIndication = subIndication
            self.reason = reason
        }
    }

    private let info: SignerInfo

    /// - Parameter certificates: where the signing certificate is looked for: the message's first.
    /// - Throws: `ByteSourceError` where content cannot be read.
    init(_ info: SignerInfo, over subject: Subject, certificates: [Certificate]) throws {
        self.info = info
        checkForm(subject)
        readAlgorithms()
        readClaimedTime()
        findCertificate(among: certificates)
        try verify(subject)
    }

    private mutating func fail(
        _ indication: Indication, _ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:]
    ) {
        failures.append(Failure(indication, subIndication, code, facts))
    }

    // MARK: Form

    private static let singular: [(ObjectIdentifier, String)] = [
        (.contentType, "content-type"), (.messageDigest, "message-digest"), (.signingTime, "signing-time"),
        (.signingCertificate, "signing-certificate"), (.signingCertificateV2, "signing-certificate-v2"),
        (.algorithmProtection, "cms-algorithm-protection"), (.signaturePolicy, "signature-policy-identifier"),
    ]

    /// Attributes that must not be doubled are there once, with one value (RFC 5652 section 11); a verifier that took
    /// the first where another takes the last would see another document.
    private mutating func checkForm(_ subject: Subject) {
        guard let attributes = info.signedAttributes else {
            // A signature straight over the content can be made out of one over attributes (RFC 8933's neighbour);
            // CAdES and the baseline profiles require signed attributes.
            fail(.indeterminate, .sigConstraintsFailure, "SIGNED_ATTRIBUTES_MISSING")
            return
        }
        for (type, name) in Self.singular {
            let found = attributes.filter { $0.type == type }
            if found.count > 1 || found.contains(where: { $0.values.count != 1 }) {
                fail(.totalFailed, .formatFailure, "DUPLICATE_ATTRIBUTE", ["attribute": name])
            }
        }
        guard !info.signed(.messageDigest).isEmpty else {
            return fail(.totalFailed, .formatFailure, "ATTRIBUTE_MISSING", ["attribute": "message-digest"])
        }
        guard case .content(_, let contentType) = subject else { return }
        guard let value = info.onlyValue(.contentType) else {
            if info.signed(.contentType).isEmpty {
                fail(.totalFailed, .formatFailure, "ATTRIBUTE_MISSING", ["attribute": "content-type"])
            }
            return
        }
        if (try? value.objectIdentifier()) != contentType {
            fail(.totalFailed, .formatFailure, "CONTENT_TYPE_MISMATCH")
        }
    }

    private mutating func readAlgorithms() {
        let identifier = info.digestAlgorithm
        guard let digest = DigestAlgorithm(oid: identifier.oid), identifier.hasNoParameters else {
            return fail(
                .indeterminate, .cryptoConstraintsFailure, "UNSUPPORTED_ALGORITHM", ["oid": identifier.oid.description])
        }
        digestAlgorithm = digest
        do {
            signatureAlgorithm = try SignatureAlgorithm(info.signatureAlgorithm, digest: digest)
        } catch {
            switch error {
            case .unsupported(let oid), .badParameters(let oid):
                fail(.indeterminate, .cryptoConstraintsFailure, "UNSUPPORTED_ALGORITHM", ["oid": oid.description])
            case .digestMismatch(let signature, let digest):
                fail(
                    .totalFailed, .sigCryptoFailure, "ALGORITHM_MISMATCH",
                    ["signature": signature.displayName, "digest": digest.displayName])
            }
            return
        }
        checkAlgorithmProtection()
    }

    /// RFC 6211: the algorithms as the signer saw them are those of the SignerInfo.
    private mutating func checkAlgorithmProtection() {
        guard let value = info.onlyValue(.algorithmProtection) else { return }
        let matches: Bool
        do {
            var reader = try value.reader()
            let digest = try AlgorithmIdentifier(try reader.next(ASN1Tag.sequence))
            let signature = try reader.optional(ASN1Tag.context(1)).map { element throws(ASN1Error) in
                try AlgorithmIdentifier(contentOf: element)
            }
            matches =
                digest.oid == info.digestAlgorithm.oid && digest.hasNoParameters && signature == info.signatureAlgorithm
        } catch {
            matches = false
        }
        if !matches { fail(.totalFailed, .sigCryptoFailure, "ALGORITHM_PROTECTION_MISMATCH") }
    }

    private mutating func readClaimedTime() {
        guard let value = info.onlyValue(.signingTime) else { return }
        claimedTime = try? value.time()
    }

    // MARK: Signing certificate

    private mutating func findCertificate(among certificates: [Certificate]) {
        let named = certificates.filter { $0.isNamed(by: info.identifier) }
        let attribute = info.signed(.signingCertificateV2).first ?? info.signed(.signingCertificate).first
        guard let attribute else {
            certificate = named.first
            if certificate == nil { fail(.indeterminate, .noSigningCertificateFound, "NO_SIGNING_CERTIFICATE_FOUND") }
            return
        }
        let reference = attribute.values.first.flatMap {
            try? SigningCertificateReference($0, version2: attribute.type == .signingCertificateV2)
        }
        certificate = named.first { reference?.matches($0) ?? false } ?? named.first
        guard let certificate else {
            return fail(.indeterminate, .noSigningCertificateFound, "NO_SIGNING_CERTIFICATE_FOUND")
        }
        // Both attributes may stand side by side; each must name the certificate (RFC 5035 section 3).
        let references = [(ObjectIdentifier.signingCertificate, false), (.signingCertificateV2, true)]
        for (type, version2) in references {
            for attribute in info.signed(type) {
                guard let value = attribute.values.first,
                    let reference = try? SigningCertificateReference(value, version2: version2),
                    reference.matches(certificate)
                else {
                    // Whoever it belongs to, it is not the signer's: nothing may be checked with it or said of it.
                    self.certificate = nil
                    return fail(.indeterminate, .noSigningCertificateFound, "SIGNING_CERTIFICATE_MISMATCH")
                }
            }
        }
        hasSigningCertificateAttribute = true
    }

    // MARK: Signature value

    private mutating func verify(_ subject: Subject) throws {
        let formIsGood = !failures.contains { $0.indication == .totalFailed }
        let digestMatches = try checkDigest(subject)
        guard let certificate, let algorithm = signatureAlgorithm else { return }
        guard let key = certificate.publicKey, key.kind != nil else {
            // Without this reason the certificate's chain alone would decide.
            return fail(
                .indeterminate, .cryptoConstraintsFailure, "UNSUPPORTED_ALGORITHM",
                ["oid": info.signatureAlgorithm.oid.description])
        }
        let verifies: Bool
        if let attributes = info.signedAttributesDER {
            verifies = key.verifies(info.signature, of: attributes, by: algorithm)
            if !verifies {
                if !info.areSignedAttributesInOrder, let raw = rawAttributes,
                    key.verifies(info.signature, of: raw, by: algorithm)
                {
                    fail(.totalFailed, .sigCryptoFailure, "SIGNED_ATTRIBUTES_NOT_DER")
                } else {
                    fail(.totalFailed, .sigCryptoFailure, "SIG_CRYPTO_FAILURE")
                }
            }
        } else {
            verifies = try verifyWithoutAttributes(subject, key: key, algorithm: algorithm)
        }
        isIntact = verifies && digestMatches && formIsGood
    }

    /// The attributes in the file's order, to name the reason where a signer signed that instead of DER.
    private var rawAttributes: [UInt8]? {
        info.signedAttributes.map { DER.element(ASN1Tag.set, $0.flatMap(\.encoded)) }
    }

    /// Whether message-digest is the digest of what is there; finds out which content it covers.
    private mutating func checkDigest(_ subject: Subject) throws -> Bool {
        guard info.signedAttributes != nil else { return true }
        guard let algorithm = digestAlgorithm, let value = info.onlyValue(.messageDigest),
            value.tag == ASN1Tag.octetString, let stated = Digest(algorithm: algorithm, bytes: Array(value.content))
        else {
            if digestAlgorithm != nil, info.onlyValue(.messageDigest) != nil {
                fail(.totalFailed, .hashFailure, "HASH_FAILURE")
            }
            return false
        }
        switch subject {
        case .signatureValue(let signature):
            if Digest(of: signature, by: algorithm) == stated { return true }
        case .content(let digests, _):
            if let attached = try digests.attached(algorithm) {
                if attached == stated { return true }
            } else {
                if digests.contents.isEmpty {
                    fail(.indeterminate, .signedDataNotFound, "CONTENT_MISSING")
                    return false
                }
                for index in digests.contents.indices where try digests.content(index, algorithm) == stated {
                    coveredContent = index
                    return true
                }
            }
        }
        fail(.totalFailed, .hashFailure, "HASH_FAILURE")
        return false
    }

    /// A signature straight over the content (RFC 5652 section 5.4 without signedAttrs).
    private mutating func verifyWithoutAttributes(
        _ subject: Subject, key: borrowing PublicKey, algorithm: SignatureAlgorithm
    ) throws -> Bool {
        guard let digestAlgorithm = algorithm.digest, case .content(let digests, _) = subject else {
            fail(.totalFailed, .sigCryptoFailure, "SIG_CRYPTO_FAILURE")
            return false
        }
        if let attached = try digests.attached(digestAlgorithm) {
            // Content that is itself a SET of attributes was signed as attributes of another content.
            let disguised = try digests.attachedStart(1).first == ASN1Tag.set
            if !disguised, key.verifies(info.signature, ofDigest: attached, by: algorithm) { return true }
        } else {
            if digests.contents.isEmpty {
                fail(.indeterminate, .signedDataNotFound, "CONTENT_MISSING")
                return false
            }
            for index in digests.contents.indices {
                let start = try digests.contents[index].source.bytes(0..<min(1, digests.contents[index].source.count))
                guard start.first != ASN1Tag.set else { continue }
                if key.verifies(info.signature, ofDigest: try digests.content(index, digestAlgorithm), by: algorithm) {
                    coveredContent = index
                    return true
                }
            }
        }
        fail(.totalFailed, .sigCryptoFailure, "SIG_CRYPTO_FAILURE")
        return false
    }
}
