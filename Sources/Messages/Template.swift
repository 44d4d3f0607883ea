/// A sentence with `{fact}` placeholders, as the catalogue holds it.
struct Template: Sendable {
    private enum Piece {
        case literal(Substring)
        case placeholder(Substring)
    }

    let source: String

    init(_ source: String) { self.source = source }

    /// Taken apart when it is shown: a run of the program shows a handful of the hundreds that there are.
    private var pieces: [Piece] {
        var pieces: [Piece] = []
        var rest = source[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
        {
            pieces.append(.literal(rest[..<open]))
            pieces.append(.placeholder(rest[rest.utf8.index(after: open)..<close]))
            rest = rest[rest.utf8.index(after: close)...]
        }
        pieces.append(.literal(rest))
        return pieces
    }

    /// The names of the facts, in the order in which they first appear.
    var placeholders: [String] {
        pieces.reduce(into: []) { names, piece in
            if case .placeholder(let name) = piece, !names.contains(String(name)) { names.append(String(name)) }
        }
    }

    /// Puts the facts in, in one pass: braces inside a fact are text. A fact that is missing leaves its `{name}`.
    func filled(with fact: (String) -> String?) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .literal(let literal): text += literal
            case .placeholder(let name): text += fact(String(name)) ?? "{\(name)}"
            }
        }
    }
}
