internal import COpenSSL

/// One run of OpenSSL's path validation: supplies lists, and takes over every error that is about time or status.
final class PathRun {
    private let question: PathQuestion
    private let lists: [RevocationList]
    private(set) var chain: [Certificate] = []
    private(set) var problem: CertificationPath.Problem?
    private(set) var outOfBounds: [CertificationPath.OutOfBounds] = []
    /// Lists that could not be authenticated, or that do not apply: what they say is not heard.
    private(set) var unusableLists: Set<OpaquePointer> = []
    /// The list that OpenSSL looks at, so that an error is put down to it.
    private var listInHand: OpaquePointer?

    /// What the lists said about one certificate of the path.
    private struct Finding {
        var revocation: Revocation?
        var isStale = false
        var rule: String?
        var lists: [RevocationList] = []
    }

    /// By the certificate's depth, as far as anything was said.
    private var findings: [Finding] = []

    init(question: PathQuestion, lists: [RevocationList]) {
        self.question = question
        // A list made after "now" does not exist yet under `--at`.
        self.lists = lists.filter { list in list.thisUpdate.map { $0 <= question.now } ?? false }
    }

    /// Where OpenSSL's context keeps the run.
    static let slot = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_X509_STORE_CTX, 0, nil, nil, nil, nil)

    /// The run of a context, or of the context whose list is being checked in an inner one.
    private static func of(_ context: OpaquePointer?) -> (run: PathRun, isInner: Bool)? {
        var outer = context
        var isInner = false
        while let parent = X509_STORE_CTX_get0_parent_ctx(outer) {
            outer = parent
            isInner = true
        }
        guard let raw = X509_STORE_CTX_get_ex_data(outer, slot) else { return nil }
        return (Unmanaged<PathRun>.fromOpaque(raw).takeUnretainedValue(), isInner)
    }

    // MARK: Lists

    /// OpenSSL asks for the lists of the certificate that it looks at.
    static func lookUpLists(_ context: OpaquePointer?) -> OpaquePointer? {
        guard let (run, _) = of(context), let certificate = X509_STORE_CTX_get_current_cert(context) else { return nil }
        let stack = kho_sk_X509_CRL_new()
        for list in run.usableLists(for: certificate) {
            X509_CRL_up_ref(list.handle)
            kho_sk_X509_CRL_push(stack, list.handle)
        }
        return stack
    }

    /// The newest list of each scope that can speak of the certificate. OpenSSL alone would prefer an old list that was
    /// valid at the validation time to a newer one that tells of a revocation.
    private func usableLists(for certificate: OpaquePointer) -> [RevocationList] {
        let notAfter = ASN1Time.instant(X509_get0_notAfter(certificate)) ?? Instant(microseconds: .min)
        let issuer = withDER { i2d_X509_NAME(X509_get_issuer_name(certificate), $0) }
        let hashed = X509_NAME_hash_ex(X509_get_issuer_name(certificate), nil, nil, nil)
        var newest: [RevocationList] = []
        for list in lists where list.speaks(ofCertificateEnding: notAfter) {
            guard
                list.isIndirect || list.issuerDER == issuer
                    || X509_NAME_hash_ex(X509_CRL_get_issuer(list.handle), nil, nil, nil) == hashed
            else { continue }
            guard let place = newest.firstIndex(where: { $0.scope == list.scope }) else {
                newest.append(list)
                continue
            }
            if newest[place].thisUpdate ?? question.now < list.thisUpdate ?? question.now { newest[place] = list }
        }
        return newest
    }

    // MARK: Errors

    /// OpenSSL's verify callback: 1 goes on, 0 ends the path.
    static func judge(_ ok: Int32, _ context: OpaquePointer?) -> Int32 {
        guard let (run, isInner) = of(context) else { return 0 }
        let code = X509_STORE_CTX_get_error(context)
        if ok == 1 { return 1 }
        return isInner ? run.judgeInner(code) : run.judgeOuter(code, context)
    }

    /// In the path of a list's signer only the list's own dates are passed over; everything else spoils the list.
    private func judgeInner(_ code: Int32) -> Int32 {
        code == X509_V_ERR_CRL_NOT_YET_VALID || code == X509_V_ERR_CRL_HAS_EXPIRED ? 1 : 0
    }

    private func note(at depth: Int, _ change: (inout Finding) -> Void) {
        while findings.count <= depth { findings.append(Finding()) }
        change(&findings[depth])
    }

    private func judgeOuter(_ code: Int32, _ context: OpaquePointer?) -> Int32 {
        let depth = Int(X509_STORE_CTX_get_error_depth(context))
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID:
            noteOutOfBounds(depth, context)
        case X509_V_ERR_CERT_REVOKED:
            let revocation = revocation(context)
            note(at: depth) { $0.revocation = revocation }
        case X509_V_ERR_CRL_NOT_YET_VALID:
            break  // made after the validation time, and before now: it knows more, not less
        case X509_V_ERR_CRL_HAS_EXPIRED:
            note(at: depth) { $0.isStale = true }
        case X509_V_ERR_UNABLE_TO_GET_CRL:
            // Asked for the anchor too, whose status nobody publishes but itself.
            note(at: depth) { $0.rule = Self.words(code) }
        case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, X509_V_ERR_CRL_PATH_VALIDATION_ERROR,
            X509_V_ERR_CRL_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE,
            X509_V_ERR_KEYUSAGE_NO_CRL_SIGN, X509_V_ERR_DIFFERENT_CRL_SCOPE,
            X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION, X509_V_ERR_INVALID_EXTENSION,
            X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
            note(at: depth) { $0.rule = Self.words(code) }
            if let listInHand { unusableLists.insert(listInHand) }
        default:
            problem = Self.problem(code, depth)
            return 0
        }
        return 1
    }

    private static func problem(_ code: Int32, _ depth: Int) -> CertificationPath.Problem {
        switch code {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_REJECTED:
            .noAnchor
        case X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE,
            X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
            .badSignature(depth: depth)
        case X509_V_ERR_CERT_CHAIN_TOO_LONG: .budget
        default: .constraint(depth: depth, rule: words(code))
        }
    }

    private static func words(_ code: Int32) -> String { String(cString: X509_verify_cert_error_string(Int(code))) }

    private func noteOutOfBounds(_ depth: Int, _ context: OpaquePointer?) {
        let length = kho_sk_X509_num(X509_STORE_CTX_get0_chain(context))
        // The anchor's own validity is not checked (RFC 5280 section 6.1.1 (d)).
        guard depth < Int(length) - 1 || length == 1, let certificate = X509_STORE_CTX_get_current_cert(context),
            let notBefore = ASN1Time.instant(X509_get0_notBefore(certificate)),
            let notAfter = ASN1Time.instant(X509_get0_notAfter(certificate)),
            // The last second belongs to the validity (RFC 5280 section 4.1.2.5); OpenSSL counts it as over.
            question.time.seconds < notBefore.seconds || question.time.seconds > notAfter.seconds,
            !outOfBounds.contains(where: { $0.depth == depth })
        else { return }
        outOfBounds.append(.init(depth: depth, notBefore: notBefore, notAfter: notAfter))
    }

    private func revocation(_ context: OpaquePointer?) -> Revocation {
        let certificate = X509_STORE_CTX_get_current_cert(context)
        // The entry may stand in the delta list, which the context does not name: every candidate is asked.
        let heard = certificate.map { usableLists(for: $0) }?.filter { !unusableLists.contains($0.handle) } ?? []
        let entries = heard.compactMap { $0.entry(of: certificate) }
        return entries.min { ($0.time ?? Instant(microseconds: .min)) < ($1.time ?? Instant(microseconds: .min)) }
            ?? Revocation(time: nil, reason: .notGiven)
    }

    // MARK: Which list was asked

    /// OpenSSL's own steps "is this list good" and "is this certificate on this list", which a store without ours
    /// uses.
    private static let standard: (check: X509_STORE_CTX_check_crl_fn?, lookUp: X509_STORE_CTX_cert_crl_fn?) = {
        let store = X509_STORE_new()
        let context = X509_STORE_CTX_new()
        defer {
            X509_STORE_CTX_free(context)
            X509_STORE_free(store)
        }
        X509_STORE_CTX_init(context, store, nil, nil)
        return (X509_STORE_CTX_get_check_crl(context), X509_STORE_CTX_get_cert_crl(context))
    }()

    /// Stands around OpenSSL's step to learn which list an error is about: for a delta the context names its base.
    static func check(_ context: OpaquePointer?, _ list: OpaquePointer?) -> Int32 {
        guard let (run, isInner) = of(context), let check = standard.check else { return 0 }
        if !isInner { run.listInHand = list }
        return check(context, list)
    }

    /// Stands around OpenSSL's step to learn which list a certificate's status rests on.
    static func lookUp(_ context: OpaquePointer?, _ list: OpaquePointer?, _ certificate: OpaquePointer?) -> Int32 {
        guard let (run, isInner) = of(context), let lookUp = standard.lookUp else { return 0 }
        if !isInner {
            // Nobody is revoked, and nobody is cleared, by a list that anybody may have written.
            if let list, run.unusableLists.contains(list) { return 1 }
            run.listInHand = list
            let depth = Int(X509_STORE_CTX_get_error_depth(context))
            if let known = run.lists.first(where: { $0.handle == list }) {
                run.note(at: depth) { $0.lists.append(known) }
            }
        }
        return lookUp(context, list, certificate)
    }

    // MARK: Result

    func finish(verified: Bool, _ context: OpaquePointer?) {
        let stack = X509_STORE_CTX_get0_chain(context)
        for index in 0..<max(0, kho_sk_X509_num(stack)) {
            guard let handle = kho_sk_X509_value(stack, index) else { continue }
            X509_up_ref(handle)
            chain.append(Certificate(owning: handle))
        }
        if !verified, problem == nil {
            // An error that came without a callback (out of memory, bad parameters): there is no path.
            problem = Self.problem(X509_STORE_CTX_get_error(context), Int(X509_STORE_CTX_get_error_depth(context)))
        }
    }

    /// Keeps the word for what was wrong with lists that an earlier run tried, where this one has no other.
    func inheritRules(from earlier: PathRun) {
        for (depth, finding) in zip(findings.indices, earlier.findings) {
            guard let rule = finding.rule, findings[depth].rule != nil else { continue }
            findings[depth].rule = rule
        }
    }

    var usedLists: [RevocationList] { findings.flatMap(\.lists) }

    /// What the lists say about the certificate at `index` of the chain.
    func status(at index: Int, policy: ValidationPolicy) -> RevocationStatus {
        let finding = findings.indices.contains(index) ? findings[index] : Finding()
        // Where several lists (a delta, partitions by reason) were needed, the one that ends first decides.
        let evidence = finding.lists.map(\.evidence).min {
            ($0.nextUpdate ?? question.now) < ($1.nextUpdate ?? question.now)
        }
        if let revocation = finding.revocation {
            return .revoked(revocation, evidence ?? RevocationEvidence.unnamedList)
        }
        guard finding.rule == nil, let evidence else { return .missing(rule: finding.rule) }
        if finding.isStale || !evidence.isFresh(at: question.time, policy: policy) { return .stale(evidence) }
        return .good(evidence)
    }
}

extension RevocationList {
    var evidence: RevocationEvidence {
        RevocationEvidence(kind: .crl, sha256: sha256, thisUpdate: thisUpdate, nextUpdate: nextUpdate)
    }
}

extension RevocationEvidence {
    /// For a revocation whose list could not be told; it never stands for "good".
    static let unnamedList = RevocationEvidence(
        kind: .crl, sha256: .sha256(of: [UInt8]()), thisUpdate: nil, nextUpdate: nil)

    /// Whether the evidence still speaks for `time` (ETSI EN 319 102-1 clause 5.2.5): made after it, or announcing
    /// its successor after it.
    func isFresh(at time: Instant, policy: ValidationPolicy) -> Bool {
        guard let thisUpdate else { return false }
        if thisUpdate >= time { return true }
        if let nextUpdate { return time <= nextUpdate }
        return time <= thisUpdate.adding(seconds: policy.maximumAgeWithoutNextUpdate)
    }
}
