import Web

/// Writes pieces as plain text.
struct TextWriter {
    let hasAddresses: Bool
    private var text = ""
    /// Marks between cells that are owed before the next words of a row: empty cells at its end have none.
    private var owedCells = 0
    /// Line ends that are owed before the next words.
    private var owed = 0
    private var isLineBegun = false
    /// What stands before each line; an item's mark before its first line only.
    private var margins: [(first: String?, rest: String)] = []
    /// The next number of each list that is open; nil for bullets.
    private var numbers: [Int?] = []
    /// What is open, and where the words of a link began.
    private var open: [(element: Element, start: Int)] = []

    init(hasAddresses: Bool) { self.hasAddresses = hasAddresses }

    mutating func written(_ pieces: [Piece]) -> String {
        for piece in pieces {
            switch piece {
            case .open(let element): begin(element)
            case .close: end()
            case .text(let words): put(words)
            case .code(let code): lines(code)
            case .lineBreak: part(1)
            }
        }
        return text
    }

    private mutating func part(_ lines: Int) {
        owed = max(owed, lines)
        if isLineBegun { isLineBegun = false }
    }

    private mutating func put(_ words: String) {
        guard !words.isEmpty else { return }
        if !isLineBegun {
            if !text.isEmpty { text += String(repeating: "\n", count: max(1, owed)) }
            for index in margins.indices {
                text += margins[index].first ?? margins[index].rest
                margins[index].first = nil
            }
            owed = 0
            isLineBegun = true
        }
        text += String(repeating: " | ", count: owedCells)
        owedCells = 0
        text += words
    }

    private mutating func lines(_ code: String) {
        var isFirst = true
        for line in code.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !isFirst { part(min(2, owed + 1)) }
            isFirst = false
            put(String(Substring(line)))
        }
    }

    private mutating func begin(_ element: Element) {
        switch element {
        case .paragraph, .heading, .table, .codeBlock:
            // The first words of an item stand behind its mark.
            if margins.last?.first == nil { part(2) }
        case .quote:
            part(2)
            margins.append((nil, "> "))
        case .bullets: list(from: nil)
        case .numbers(let start): list(from: start)
        case .item(let isDone):
            part(1)
            let task = isDone.map { $0 ? "[x] " : "[ ] " } ?? ""
            margins.append((mark() + task, "  "))
        case .rule:
            part(2)
            put("---")
        case .row:
            part(1)
            owedCells = -1
        case .cell: owedCells += 1
        default: break
        }
        open.append((element, text.utf8.count))
    }

    private mutating func list(from start: Int?) {
        if numbers.isEmpty { part(2) }
        numbers.append(start)
    }

    private mutating func mark() -> String {
        guard let last = numbers.last, let number = last else { return "- " }
        numbers[numbers.count - 1] = number + 1
        return "\(number). "
    }

    private mutating func end() {
        guard let last = open.popLast() else { return }
        switch last.element {
        case .quote, .item:
            margins = margins.dropLast()
            part(last.element == .quote ? 2 : 1)
        case .row: owedCells = 0
        case .bullets, .numbers:
            numbers = numbers.dropLast()
            part(numbers.isEmpty ? 2 : 1)
        case .paragraph, .heading, .table, .codeBlock, .rule: part(2)
        case .link(let address), .image(let address): close(linkTo: address, from: last.start)
        default: break
        }
    }

    /// A path of this site leads nowhere from a mail.
    private mutating func close(linkTo address: String, from start: Int) {
        guard hasAddresses, Link.isSafe(address), !Link.staysHere(address) else { return }
        let words = Substring(text.utf8.dropFirst(start)).utf8
        let shown = address.utf8.starts(with: "mailto:".utf8) ? address.utf8.dropFirst(7) : address.utf8[...]
        guard !words.reversed().starts(with: shown.reversed()) else { return }
        put(words.isEmpty ? String(Substring(shown)) : " (\(Substring(shown)))")
    }
}
