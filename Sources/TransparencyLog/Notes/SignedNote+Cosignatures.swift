extension SignedNote {
    /// The verified cosignatures of these keys, in their order; of each key the earliest.
    ///
    /// Lines of other keys are ignored.
    /// - Throws: `NoteError.badSignature` where a line that claims one of the keys does not verify.
    public func cosignatures(by keys: [NoteVerifierKey]) throws(NoteError) -> [Cosignature] {
        var found: [Cosignature] = []
        for key in keys {
            var own: [Cosignature] = []
            for signature in signatures where key.claims(signature) {
                guard let verified = Cosignature(verifying: signature, by: key, over: text) else {
                    throw .badSignature(keyName: key.name)
                }
                own.append(verified)
            }
            if let earliest = own.min(by: { $0.time < $1.time }) { found.append(earliest) }
        }
        return found
    }

    /// The same note with more lines, none twice and no more than a note may have; who signed them is another question.
    public func joining(_ lines: [NoteSignature]) -> SignedNote {
        var joined = self
        for line in lines where !joined.signatures.contains(line) {
            guard let more = try? joined.adding(line) else { break }
            joined = more
        }
        return joined
    }
}
