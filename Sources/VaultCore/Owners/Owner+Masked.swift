extension Owner {
    /// The number with its last four characters only: an official's, as those see it whose documents he looked at.
    public var masked: Owner {
        let shown = 4
        let hidden = max(0, id.count - shown)
        let text = scheme + ":" + String(repeating: "*", count: hidden) + id.suffix(min(shown, id.count / 2))
        return (try? Owner(recorded: text)) ?? self
    }
}

extension AccessRecord {
    /// The same for somebody who sees officials by their masked numbers; it is no text of the journal any more.
    var masked: AccessRecord {
        let actor = entry.actor
        var shown = AccessEntry(
            actor: Actor(
                role: actor.role, person: actor.person?.masked, account: actor.account, agency: actor.agency,
                entrance: actor.entrance),
            action: entry.action, basis: entry.basis,
            claim: AccessClaim(dossier: entry.dossier, purpose: entry.purpose), consent: entry.consent,
            document: entry.document, version: entry.version, space: entry.space, result: entry.result)
        shown.index = entry.index
        shown.resolution = entry.resolution
        return AccessRecord(sequence: sequence, time: time, entry: shown)
    }
}
