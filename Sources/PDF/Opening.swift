import PortalKit

/// The head of the first page: whose paper it is, for whom, and which.
extension Composer {
    func opening() throws {
        y = frame.top
        try sender()
        if !document.recipient.isEmpty || !document.facts.isEmpty {
            // Where the window of an envelope is (DIN 5008, form B).
            y = max(y + 22, 146)
            try address()
            y += 30
        } else {
            y += 26
        }
        try flow(shownTitle, .large, tag: "H1")
        y += 10
    }

    private func sender() throws {
        let tile = 23.0
        let top = y
        canvas?.tile(x: left(Frame.side, tile), y: top, side: tile, radius: 5, letterhead.brand)
        let initials = try typesetter.set(PlainText.line(letterhead.initials), .initials)
        let inset = (tile - initials.width) / 2
        put(initials, x: Frame.side + inset, top: top + 5.5, width: initials.width, .white)
        canvas?.begin("P")
        let half = frame.content / 2
        let name = try typesetter.set(PlainText.line(letterhead.name), .name, width: half - tile - 10)
        for (index, line) in name.lines.prefix(3).enumerated() {
            put(name, index, x: Frame.side + tile + 9, top: y + 3.5, width: half - tile - 10)
            y += line.height
        }
        canvas?.end()
        var below = top
        canvas?.begin("P")
        for text in document.sender.prefix(8) {
            let block = try typesetter.set(PlainText.line(text), .small, width: half)
            for (index, line) in block.lines.prefix(3).enumerated() {
                put(block, index, x: Frame.side + half, top: below, width: half, side: .end, .second)
                below += line.height + 1
            }
        }
        canvas?.end()
        y = max(y + 8, below)
    }

    private func address() throws {
        let top = y
        let half = frame.content * 0.5
        canvas?.begin("P")
        for text in document.recipient.prefix(10) {
            let block = try typesetter.set(PlainText.line(text), .body, width: half - 20)
            for (index, line) in block.lines.prefix(3).enumerated() {
                put(block, index, x: Frame.side, top: y, width: half - 20)
                y += line.height
            }
        }
        canvas?.end()
        var below = top
        for fact in document.facts.prefix(10) {
            let x = Frame.side + frame.content * 0.56
            let room = frame.content * 0.44
            canvas?.begin("P")
            let label = try typesetter.set(PlainText.line(fact.label), .body)
            put(label, x: x, top: below, width: room, .second)
            let value = try typesetter.set(
                PlainText.line(fact.value), .body, width: max(60, room - label.width - 10))
            for (index, line) in value.lines.prefix(4).enumerated() {
                put(value, index, x: x, top: below, width: room, side: .end)
                below += line.height
            }
            canvas?.end()
            below += 2
        }
        y = max(y, below)
    }
}
