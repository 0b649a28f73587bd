/// What a text in Markdown consists of, in its order: what opens, what closes, and the words between.
///
/// Whatever made them, pieces are whole: everything that opens closes again, in reverse order.
enum Piece: Equatable {
    case open(Element)
    case close
    /// Words, of which addresses of the web become links.
    case text(String)
    /// Words that are taken as they are.
    case code(String)
    case lineBreak
}

/// What stands around other pieces.
enum Element: Equatable {
    case quote, bullets, paragraph, rule, codeBlock
    /// With the number of the first item.
    case numbers(Int)
    /// Nil is an item that is no task.
    case item(isDone: Bool?)
    /// The level that its author gave it, 1 to 6.
    case heading(Int)
    case table, tableHead, tableBody, row
    case cell(isHead: Bool, Alignment)
    case emphasis, strong, struck, codeSpan
    /// An address as it was written, which may be anything.
    case link(String), image(String)

    enum Alignment { case start, center, end }
}

extension [Piece] {
    /// Where the piece that opens at a place closes; the end where it does not.
    func closing(of place: Int) -> Int {
        var depth = 0
        var index = place
        while index < count {
            switch self[index] {
            case .open: depth += 1
            case .close: depth -= 1
            default: break
            }
            if depth == 0 { return index }
            index += 1
        }
        return count
    }

    /// The words within what opens at a place, in one line.
    func words(in place: Int) -> String {
        guard place < count else { return "" }
        var words = ""
        for piece in self[place..<closing(of: place)] {
            switch piece {
            case .text(let text), .code(let text): words += text
            case .lineBreak: words += " "
            case .open, .close: break
            }
        }
        return words
    }

    /// Whether there is nothing to read within what opens at a place.
    func isBlank(in place: Int) -> Bool { words(in: place).isBlank }

    /// A text as paragraphs, parted by empty lines, whose line breaks are kept: for what is not read as Markdown.
    static func paragraphs(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var isOpen = false
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = String(Substring(line)).trimmingLineEnd
            if line.isBlank {
                if isOpen { pieces.append(.close) }
                isOpen = false
            } else {
                pieces.append(isOpen ? .lineBreak : .open(.paragraph))
                pieces.append(.text(line))
                isOpen = true
            }
        }
        if isOpen { pieces.append(.close) }
        return pieces
    }
}

extension String {
    /// Nothing but spaces and what is not drawn.
    var isBlank: Bool {
        if utf8.contains(where: { $0 > 0x20 && $0 < 0x7F }) { return false }
        return unicodeScalars.allSatisfy {
            $0.value < 0x20 || $0.value == 0x7F || $0.properties.isWhitespace
                || $0.properties.isDefaultIgnorableCodePoint
        }
    }

    fileprivate var trimmingLineEnd: String {
        utf8.last == 0x0D ? String(Substring(utf8.dropLast())) : self
    }
}
