internal import COpenSSL

/// Builds and validates certification paths with OpenSSL, at a given time, and finds each certificate's status.
///
/// It keeps the anchors, intermediates and lists of one trust store parsed; it is not Sendable: one per thread.
///
/// OpenSSL does the walking and all of RFC 5280 section 6. Its verdicts on time and status are taken over by
/// `PathRun`, since a document asks "valid when it was signed", where OpenSSL knows only "valid at one time, with lists
/// of that time".
public final class PathValidator {
    private let store: OpaquePointer
    /// In the snapshot's order.
    private let anchors: [TrustAnchor]
    private let intermediates: [Certificate]
    private let lists: [RevocationList]
    private let ocspResponses: [OCSPResponse]
    private let policy: ValidationPolicy

    /// - Parameter purposes: the purposes whose anchors end a path. Lists, answers and intermediates of the store
    ///   that cannot be parsed are left out; `kho trust check` names them.
    /// - Parameter parsed: certificates of the store that the caller has parsed already. OpenSSL decodes a certificate's
    ///   key together with it, which takes longer than a signature.
    public init(trust: TrustStore, purposes: [TrustPurpose], parsed: [Certificate] = []) {
        func certificate(_ der: [UInt8]) -> Certificate? {
            parsed.first { $0.der == der } ?? (try? Certificate(der: der))
        }
        store = X509_STORE_new()!
        policy = trust.policy
        var anchors: [TrustAnchor] = []
        for anchor in trust.anchors.sorted(by: { $0.snapshotLine < $1.snapshotLine })
        where purposes.contains(anchor.purpose) {
            guard let certificate = certificate(anchor.der) else { continue }
            X509_STORE_add_cert(store, certificate.handle)
            anchors.append(anchor)
        }
        self.anchors = anchors
        intermediates = trust.intermediates.compactMap(certificate)
        lists = trust.crls.compactMap { try? RevocationList(der: $0) }
        ocspResponses = trust.ocspResponses.compactMap { try? OCSPResponse(der: $0) }
        X509_STORE_set_lookup_crls(store) { context, _ in PathRun.lookUpLists(context) }
        X509_STORE_set_check_crl(store) { context, list in PathRun.check(context, list) }
        X509_STORE_set_cert_crl(store) { context, list, certificate in PathRun.lookUp(context, list, certificate) }
        ERR_clear_error()
    }

    deinit { X509_STORE_free(store) }

    public var hasAnchors: Bool { !anchors.isEmpty }

    /// The store's intermediates, for whoever looks for a signing certificate that a message does not carry.
    public var knownCertificates: [Certificate] { intermediates }

    /// Validates a path from `certificate` to an anchor.
    public func validate(_ certificate: Certificate, _ question: PathQuestion) -> CertificationPath {
        guard question.helpers.count <= PathLimits.helpers, question.crls.count <= PathLimits.messageCRLs,
            question.ocspResponses.count <= PathLimits.messageOCSPResponses
        else { return CertificationPath(chain: [certificate], problem: .budget) }
        let path = settle(run(certificate, question, lists: question.crls + lists), question)
        guard !question.crls.isEmpty, path.isAnchored, !path.isGoodThroughout else { return path }
        // Whatever the message brings may add to what the trust store knows of a status, and never hide it.
        let ownPath = settle(run(certificate, question, lists: lists), question)
        guard ownPath.chain.map(\.sha256) == path.chain.map(\.sha256) else { return ownPath }
        return path.adding(ownPath)
    }

    /// Walks the path, and again without the lists that turned out to be unusable, since each may have stood in the
    /// place of a good one.
    private func run(_ certificate: Certificate, _ question: PathQuestion, lists: [RevocationList]) -> PathRun {
        var lists = lists
        var run = walk(certificate, question, lists: lists)
        for round in 1...PathLimits.listRounds where !run.unusableLists.isEmpty {
            let unusable = run.unusableLists
            lists.removeAll { unusable.contains($0.handle) }
            if round == PathLimits.listRounds {
                lists.removeAll { list in question.crls.contains { $0 === list } }
            }
            let again = walk(certificate, question, lists: lists)
            again.inheritRules(from: run)
            run = again
        }
        return run
    }

    private func walk(_ certificate: Certificate, _ question: PathQuestion, lists: [RevocationList]) -> PathRun {
        let context = X509_STORE_CTX_new()!
        let helpers = kho_sk_X509_new()
        defer {
            X509_STORE_CTX_free(context)
            kho_sk_X509_free(helpers)
            ERR_clear_error()
        }
        // The operator's come first: of two with the right name OpenSSL takes the first, whatever its key.
        for intermediate in intermediates { kho_sk_X509_push(helpers, intermediate.handle) }
        for helper in question.helpers { kho_sk_X509_push(helpers, helper.handle) }
        let run = PathRun(question: question, lists: lists)
        X509_STORE_CTX_init(context, store, certificate.handle, helpers)
        let parameters = X509_STORE_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_depth(parameters, PathLimits.depth)
        X509_VERIFY_PARAM_set_time(parameters, time_t(question.time.seconds))
        var flags = UInt(X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK)
        if question.checksRevocation {
            flags |= UInt(
                X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT
                    | X509_V_FLAG_USE_DELTAS)
        }
        // Without any name in its set OpenSSL 3.0 accepts no policy at all where one is required.
        let policies = question.policies ?? PathPolicies()
        for oid in policies.acceptable.isEmpty ? ["2.5.29.32.0"] : policies.acceptable {
            X509_VERIFY_PARAM_add0_policy(parameters, OBJ_txt2obj(oid.description, 1))
        }
        if policies.requiresExplicitPolicy { flags |= UInt(X509_V_FLAG_EXPLICIT_POLICY) }
        if policies.inhibitsMapping { flags |= UInt(X509_V_FLAG_INHIBIT_MAP) }
        if policies.inhibitsAnyPolicy { flags |= UInt(X509_V_FLAG_INHIBIT_ANY) }
        X509_VERIFY_PARAM_set_flags(parameters, flags)
        X509_STORE_CTX_set_verify_cb(context) { ok, context in PathRun.judge(ok, context) }
        withExtendedLifetime(run) {
            X509_STORE_CTX_set_ex_data(context, PathRun.slot, Unmanaged.passUnretained(run).toOpaque())
            let verified = X509_verify_cert(context)
            run.finish(verified: verified == 1, context)
        }
        return run
    }

    /// Adds the anchor, and what OCSP answers say, to what OpenSSL found.
    private func settle(_ run: PathRun, _ question: PathQuestion) -> CertificationPath {
        var path = CertificationPath(chain: run.chain, problem: run.problem, outOfBounds: run.outOfBounds)
        guard run.problem == nil, let last = run.chain.last else { return path }
        // One certificate may be installed for several purposes or periods: the one that holds then, the weaker purpose
        // first (nobody becomes an authority by accident), in the snapshot's order, so that equal snapshots give equal
        // reports.
        let installed = anchors.filter { $0.sha256 == last.sha256 }
        let holding = installed.filter { $0.isTrusted(at: question.time) }
        path.anchor = holding.first { $0.purpose == .signers } ?? holding.first ?? installed.first
        guard path.anchor != nil else {
            path.problem = .noAnchor
            return path
        }
        guard question.checksRevocation else { return path }
        path.usedLists = run.usedLists
        let answers = question.ocspResponses + ocspResponses
        for index in run.chain.indices.dropLast() {
            let byList = run.status(at: index, policy: policy)
            let byAnswer = ocspStatus(
                of: run.chain[index], issuer: run.chain[index + 1], answers: answers, question: question,
                used: &path.usedAnswers)
            var status = RevocationStatus.graver(byList, byAnswer)
            if case .missing = status, run.chain[index].hasNoRevocationInformation { status = .notApplicable }
            path.statuses.append(status)
        }
        return path
    }

    private func ocspStatus(
        of certificate: Certificate, issuer: Certificate, answers: [OCSPResponse], question: PathQuestion,
        used: inout [OCSPResponse]
    ) -> RevocationStatus {
        var status = RevocationStatus.missing(rule: nil)
        for answer in answers {
            guard
                let found = answer.status(
                    of: certificate, issuer: issuer, question: question, policy: policy,
                    isResponderGood: { responder in
                        var inner = question
                        inner.ocspResponses = []
                        let path = self.settle(
                            self.run(responder, inner, lists: question.crls + self.lists), inner)
                        guard path.isAnchored, case .good = path.statuses.first else { return false }
                        return true
                    })
            else { continue }
            used.append(answer)
            status = .graver(status, found)
        }
        return status
    }
}

extension RevocationStatus {
    /// Of two findings on one certificate the one that decides: any revocation, then any good news, then the rest.
    static func graver(_ left: RevocationStatus, _ right: RevocationStatus) -> RevocationStatus {
        switch (left, right) {
        case (.revoked(let first, _), .revoked(let second, _)):
            // The earlier revocation; one without a time counts as "always".
            guard let firstTime = first.time else { return left }
            guard let secondTime = second.time else { return right }
            return firstTime <= secondTime ? left : right
        case (.revoked, _): return left
        case (_, .revoked): return right
        case (.good, _): return left
        case (_, .good): return right
        case (.stale, _): return left
        case (_, .stale): return right
        default: return left
        }
    }
}
