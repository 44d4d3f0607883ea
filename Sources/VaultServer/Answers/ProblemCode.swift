import Hummingbird

/// What goes wrong between a client and the server, before any vault is asked. What a vault refuses keeps its own code.
enum ProblemCode: String, CaseIterable {
    case notFound = "RESOURCE_NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case notPublishedYet = "NOT_PUBLISHED_YET"
    /// The request names a host that is not this one: a web page that had its name point here.
    case misdirected = "MISDIRECTED_REQUEST"
    case failure = "SERVER_FAILURE"
    /// Something in the request that nobody can answer: `part` says what.
    case malformed = "REQUEST_MALFORMED"
    case mediaType = "MEDIA_TYPE_UNSUPPORTED"
    case tooLarge = "REQUEST_TOO_LARGE"
    case tooSlow = "REQUEST_TOO_SLOW"
    case rateExceeded = "RATE_EXCEEDED"
    case busy = "SERVER_BUSY"
    case ending = "SERVER_ENDING"
    case notReady = "SERVER_NOT_READY"
    case timePassed = "REQUEST_TIME_PASSED"
    case signInNeeded = "SIGN_IN_NEEDED"
    case twoIdentities = "TWO_IDENTITIES"
    case rangeOutside = "RANGE_OUTSIDE"
    case serviceCertificate = "SERVICE_CERTIFICATE_REFUSED"

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .misdirected: .misdirectedRequest
        case .serviceCertificate: .forbidden
        case .failure: .internalServerError
        case .malformed, .twoIdentities: .badRequest
        case .mediaType: .unsupportedMediaType
        case .tooLarge: .contentTooLarge
        case .tooSlow: .requestTimeout
        case .rateExceeded: .tooManyRequests
        case .notPublishedYet, .busy, .ending, .notReady, .timePassed: .serviceUnavailable
        case .signInNeeded: .unauthorized
        case .rangeOutside: .rangeNotSatisfiable
        }
    }
}
