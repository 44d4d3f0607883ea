import CanonicalJSON
import Signatures

extension ValidationReport {
    /// As it is kept, without the names of files: uncovered ones are there by their numbers.
    var wire: JSON { document() }

    /// - Throws: `WIRE_MALFORMED`.
    init(wire json: JSON) throws(VaultError) {
        let names = (0...DepositRequest.maximumContents).map { "#\($0)" }
        do {
            try self.init(document: json, contents: names)
        } catch {
            throw WireReader.malformed("report.\(error.field)")
        }
    }
}

extension Refusal {
    /// `{"code":"ADMISSION_…","facts":{…}}`
    var wire: JSON { WireProblem(code: code.rawValue, facts: facts).wire }

    init(wire json: JSON) throws(VaultError) {
        let problem = try WireProblem(wire: json)
        guard let code = Code(rawValue: problem.code) else { throw WireReader.malformed("code") }
        self.init(code, problem.facts)
    }
}
