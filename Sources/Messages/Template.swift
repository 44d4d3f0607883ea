/// A sentence with `{fact}` placeholders, as the catalogue holds it.
struct Template: Sendable {
    private enum Piece {
        case literal(Substring)
        case placeholder(Substring)
    }

    private let pieces: [Piece]
    let source: String

    init(_ source: String) {
        self.source = source
        var pieces: [Piece] = []
        var rest = source[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            pieces.append(.literal(rest[..<open]))
            pieces.append(.placeholder(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        pieces.append(.literal(rest))
        self.pieces = pieces
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
