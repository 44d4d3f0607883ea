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

    /// The lines that some of these keys signed, each of them verified, in their order.
    public func lines(by keys: [NoteVerifierKey]) -> [NoteSignature] {
        signatures.filter { line in keys.contains { $0.verifies(line, over: text) } }
    }

    /// The same note with some of its lines and no others.
    public func keeping(_ lines: [NoteSignature]) -> SignedNote {
        SignedNote(text: text, signatures: signatures.filter(lines.contains))
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
