import PortalKit

/// Puts a document on pages, from above to below. Without a canvas it only counts them.
final class Composer {
    let document: Document
    let letterhead: Letterhead
    let typesetter: Typesetter
    let frame: Frame
    private let limits: Limits
    let canvas: Canvas?
    private let total: Int
    /// The one that is written on, counted from 1.
    private(set) var page = 1
    /// How far down it is written on.
    var y = 0.0

    init(
        _ document: Document, _ letterhead: Letterhead, _ typesetter: Typesetter, _ limits: Limits,
        on canvas: Canvas? = nil, of total: Int = 0
    ) {
        self.document = document
        self.letterhead = letterhead
        self.typesetter = typesetter
        self.limits = limits
        self.canvas = canvas
        self.total = total
        frame = Frame(document)
    }

    func run() throws {
        canvas?.begin("Document")
        try opening()
        for index in document.parts.indices { try part(index) }
        canvas?.end()
        try finishPage()
    }

    private func part(_ index: Int) throws {
        switch document.parts[index] {
        case .heading(let text): try heading(text)
        case .paragraph(let text): try paragraph(text)
        case .note(let text): try note(text)
        case .entry(let who, let when, let text): try entry(who, when, text)
        case .table(let table):
            let next = document.parts.indices.contains(index + 1) ? document.parts[index + 1] : nil
            var following = 0
            if case .totals(let totals) = next { following = totals.count }
            try self.table(table, totals: following)
        case .totals(let totals): try self.totals(totals)
        case .code(let code, let lines): try self.code(code, lines)
        }
    }

    // MARK: Places

    /// Whether there is room for so much below.
    func hasRoom(_ height: Double) -> Bool { y + height <= frame.bottom }

    /// The next page, unless there is room. A page that is empty has all the room that there is.
    func need(_ height: Double) throws {
        if !hasRoom(height), y > firstLine { try turn() }
    }

    /// Ends this page and begins the next one.
    func turn() throws {
        try finishPage()
        page += 1
        guard page <= limits.pages else { throw PDFError.tooMuch(.pages) }
        try runningHead()
    }

    /// Where the text of a further page begins.
    var firstLine: Double { frame.top + 34 }

    /// Where something begins that stands at `x` of the page and is so wide: mirrored where one reads from the right.
    func left(_ x: Double, _ width: Double) -> Double {
        frame.isMirrored ? frame.width - x - width : x
    }

    enum Side { case start, end }

    /// One line of a text in a room that begins at `x` of the page.
    func put(
        _ block: TextBlock, _ line: Int = 0, x: Double, top: Double, width: Double, side: Side = .start,
        _ colour: Colour = .ink
    ) {
        guard let canvas, line < block.lines.count else { return }
        let measured = block.lines[line]
        let start = left(x, width)
        let isLeft = (side == .start) != frame.isMirrored
        canvas.text(
            block, line, x: isLeft ? start : start + width - measured.width,
            baseline: top + measured.baseline,
            colour)
    }

    func rule(
        x: Double = Frame.side, width: Double? = nil, weight: Double = 0.5, _ colour: Colour = .hairline
    ) {
        let width = width ?? frame.content
        canvas?.fill(x: left(x, width), y: y, width: width, height: weight, colour)
    }

    /// All lines of a text below each other, over pages.
    func flow(
        _ text: String, _ style: Style, x: Double = Frame.side, width: Double? = nil, tag: String = "P",
        _ colour: Colour = .ink
    ) throws {
        let width = width ?? frame.content
        let block = try typesetter.set(text, style, width: width)
        let count = block.lines.count
        canvas?.begin(tag)
        for (index, line) in block.lines.enumerated() {
            // No line of three or more stands alone.
            let isTogether = count > 2 && (index == 0 || index == count - 2)
            if !hasRoom(line.height * (isTogether ? 2 : 1)), y > firstLine {
                canvas?.end()
                try turn()
                canvas?.begin(tag)
            }
            // A text in another direction than the document's begins at its own side.
            let side: Side = line.isRightToLeft == frame.isMirrored ? .start : .end
            put(block, index, x: x, top: y, width: width, side: side, colour)
            y += line.height
        }
        canvas?.end()
    }

    // MARK: What stands on every page

    private func finishPage() throws {
        guard let canvas else { return }
        let top = frame.height - 40
        let label = document.labels.page
        let number = Words.filling(label, ["n": "\(page)", "total": "\(total)"])
        let block = try typesetter.set(number, .small)
        put(block, x: Frame.side, top: top, width: frame.content, side: .end, .third)
        let foot = try typesetter.set(
            PlainText.line(document.foot.isEmpty ? letterhead.name : document.foot), .small)
        put(foot, x: Frame.side, top: top, width: frame.content, .third)
        try canvas.endPage()
    }

    /// A number keeps its direction among letters that are read from the right (UAX 9, 2.4).
    var shownTitle: String {
        let name = frame.isMirrored ? "\u{2066}" + document.name + "\u{2069}" : document.name
        return PlainText.line(document.name.isEmpty ? document.kind : document.kind + " " + name)
    }

    private func runningHead() throws {
        y = firstLine
        if canvas == nil { return }
        let name = try typesetter.set(PlainText.line(letterhead.name), .smallStrong)
        put(name, x: Frame.side, top: frame.top - 8, width: frame.content, .second)
        let title = try typesetter.set(shownTitle, .small)
        put(title, x: Frame.side, top: frame.top - 8, width: frame.content, side: .end, .third)
        let here = y
        y = frame.top + 10
        rule()
        y = here
    }
}
