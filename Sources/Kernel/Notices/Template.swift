/// A text with names in braces, such as `Answer to {ticket}`.
struct Template {
    private enum Piece {
        case text(Substring)
        case name(String)
    }

    private let pieces: [Piece]

    /// What is not a closed pair of braces is text.
    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            pieces.append(.text(rest[..<open]))
            pieces.append(.name(String(rest[rest.utf8.index(after: open)..<close])))
            rest = rest[rest.utf8.index(after: close)...]
        }
        self.pieces = pieces + [.text(rest)]
    }

    var names: [String] {
        pieces.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }

    /// The text with the values in their places; what stands in a value is not looked at again.
    func filled(_ values: [String: String]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): String(text)
            case .name(let name): values[name] ?? "{" + name + "}"
            }
        }.joined()
    }
}
