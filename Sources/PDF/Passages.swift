import PortalKit

/// Everything that is said outside of tables.
extension Composer {
    func heading(_ text: String) throws {
        // It does not stand alone at the end of a page.
        try need(64)
        y += 8
        try flow(PlainText.line(text), .heading, tag: "H2")
        y += 4
    }

    func paragraph(_ text: String) throws {
        for piece in Self.paragraphs(text) {
            try flow(piece, .body)
            y += 7
        }
    }

    func note(_ text: String) throws {
        try need(40)
        y += 14
        rule()
        y += 10
        for piece in Self.paragraphs(text) {
            try flow(piece, .small, .second)
            y += 5
        }
    }

    func entry(_ who: String, _ when: String, _ text: String) throws {
        try need(56)
        y += 4
        rule()
        y += 9
        canvas?.begin("H2")
        let time = try typesetter.set(PlainText.line(when), .small)
        let room = max(80, frame.content - time.width - 16)
        let name = try typesetter.set(PlainText.line(who), .strong, width: room)
        put(name, x: Frame.side, top: y, width: room)
        put(time, x: Frame.side, top: y + 1.5, width: frame.content, side: .end, .third)
        canvas?.end()
        y += (name.lines.first?.height ?? 0) + 2
        try paragraph(text)
        y += 3
    }

    func code(_ code: Document.Code, _ lines: [String]) throws {
        let size = 90.0
        // The margin of the page is the white that a code needs around it.
        try need(size + 26)
        y += 14
        let top = y
        canvas?.begin("Figure")
        canvas?.modules(code.modules, side: code.side, x: left(Frame.side, size), y: top, size: size)
        canvas?.end()
        let inset = size + 20
        canvas?.begin("P")
        for text in lines.prefix(7) {
            let width = frame.content - inset
            let block = try typesetter.set(PlainText.line(text), .body, width: width)
            for (index, line) in block.lines.prefix(2).enumerated() {
                put(block, index, x: Frame.side + inset, top: y, width: width)
                y += line.height
            }
        }
        canvas?.end()
        y = max(y, top + size) + 12
    }

    /// Between empty lines.
    private static func paragraphs(_ text: String) -> [String] {
        var all: [String] = []
        var current: [Substring.UTF8View] = []
        func close() {
            guard !current.isEmpty else { return }
            all.append(current.map { String(Substring($0)) }.joined(separator: "\n"))
            current = []
        }
        let clean = PlainText.clean(text)
        for line in clean.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == 0x20 }) { close() } else { current.append(line) }
        }
        close()
        return all
    }
}
