/// The degrees of state secrecy that a paper may be marked with (Mật, Tối mật, Tuyệt mật). A vault knows them in order to keep nothing of the kind.
public enum Secrecy: String, Hashable, Sendable, CaseIterable {
    case secret = "mat"
    case highlySecret = "toi-mat"
    case topSecret = "tuyet-mat"
}
