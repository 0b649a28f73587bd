import CMD4C

/// Reads Markdown with Debian's libmd4c: the only place that touches the library.
///
/// CommonMark with tables, strikethrough and task lists of GitHub's dialect. Markup of HTML is read as text, and bare
/// addresses are left to the writer, because the library's own search for them takes time that grows with the square
/// of the text.
enum Parser {
    /// What one text may become. What is more is refused, and shown as it was typed.
    enum Limits {
        /// Bytes of the text.
        static let text = 65_536
        /// How deep lists, quotes and emphasis stand within each other.
        static let depth = 32
        static let pieces = 100_000
        /// Bytes of one address; of a longer one nothing is kept.
        static let address = 2_048
        /// Bytes of all addresses together: a reference repeats its address as often as it is made.
        static let addresses = 262_144
    }

    /// - Returns: nil for a text beyond the limits, or when the library fails.
    static func pieces(of text: String) -> [Piece]? {
        guard text.utf8.count <= Limits.text else { return nil }
        // libmd4c 0.4.8 looks one byte beyond a text that does not end with a line's end.
        let bytes = Array(text.utf8) + [0x0A]
        let collector = Collector()
        var parser = MD_PARSER()
        parser.flags = UInt32(
            MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH
                | MD_FLAG_TASKLISTS)
        unsafe parser.enter_block = enterBlock
        unsafe parser.leave_block = leaveBlock
        unsafe parser.enter_span = enterSpan
        unsafe parser.leave_span = leaveSpan
        unsafe parser.text = noteText
        let status = withExtendedLifetime(collector) {
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe md_parse(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(bytes.count), &parser,
                    Unmanaged.passUnretained(collector).toOpaque())
            }
        }
        return status == 0 && collector.depth == 0 ? collector.pieces : nil
    }
}

/// What libmd4c said of one text so far. It calls back only while `md_parse` runs, on the same thread.
private final class Collector {
    private(set) var pieces: [Piece] = []
    private(set) var depth = 0
    private var addresses = 0
    /// Words that follow each other are one piece, so that an address is found whole.
    private var words = ""

    /// - Returns: what the library is told: anything but 0 ends its work.
    func open(_ element: Element) -> CInt {
        depth += 1
        return add(.open(element)) && depth <= Parser.Limits.depth ? 0 : 1
    }

    func close() -> CInt {
        depth -= 1
        return add(.close) && depth >= 0 ? 0 : 1
    }

    func text(_ kind: MD_TEXTTYPE, _ text: String) -> CInt {
        switch kind {
        case MD_TEXT_BR, MD_TEXT_SOFTBR: return add(.lineBreak) ? 0 : 1
        case MD_TEXT_CODE: return add(.code(text)) ? 0 : 1
        case MD_TEXT_NULLCHAR: words += "\u{FFFD}"
        case MD_TEXT_ENTITY: words += Entities.text(of: text)
        default: words += text
        }
        return 0
    }

    private func add(_ piece: Piece) -> Bool {
        if !words.isEmpty {
            pieces.append(.text(words))
            words = ""
        }
        pieces.append(piece)
        return pieces.count <= Parser.Limits.pieces
    }

    /// - Returns: nil when the text names more addresses than are kept.
    func address(_ attribute: MD_ATTRIBUTE) -> String? {
        let size = unsafe Int(attribute.size)
        addresses += size
        guard addresses <= Parser.Limits.addresses else { return nil }
        guard size <= Parser.Limits.address, let start = unsafe attribute.text,
            let kinds = unsafe attribute.substr_types, let offsets = unsafe attribute.substr_offsets
        else { return "" }
        var address = ""
        var part = 0
        while unsafe Int(offsets[part]) < size {
            let (from, to) = unsafe (Int(offsets[part]), min(Int(offsets[part + 1]), size))
            let text = unsafe String(
                decoding: UnsafeRawBufferPointer(start: start + from, count: max(0, to - from)),
                as: UTF8.self)
            switch unsafe kinds[part] {
            case MD_TEXT_NULLCHAR: address += "\u{FFFD}"
            case MD_TEXT_ENTITY: address += Entities.text(of: text)
            default: address += text
            }
            part += 1
        }
        return address
    }
}

private func collector(_ context: UnsafeMutableRawPointer) -> Collector {
    unsafe Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
}

private let enterBlock:
    @convention(c) (MD_BLOCKTYPE, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> CInt = {
        type, detail, context in
        guard let context = unsafe context else { return 1 }
        guard let element = unsafe element(of: type, detail) else { return 0 }
        return unsafe collector(context).open(element)
    }

private let leaveBlock:
    @convention(c) (MD_BLOCKTYPE, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> CInt = {
        type, _, context in
        guard let context = unsafe context else { return 1 }
        return type == MD_BLOCK_DOC || type == MD_BLOCK_HTML ? 0 : unsafe collector(context).close()
    }

private let enterSpan:
    @convention(c) (MD_SPANTYPE, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> CInt = {
        type, detail, context in
        guard let context = unsafe context else { return 1 }
        let collector = unsafe collector(context)
        switch type {
        case MD_SPAN_STRONG: return collector.open(.strong)
        case MD_SPAN_CODE: return collector.open(.codeSpan)
        case MD_SPAN_DEL: return collector.open(.struck)
        case MD_SPAN_A:
            guard let link = unsafe detail?.assumingMemoryBound(to: MD_SPAN_A_DETAIL.self).pointee.href,
                let address = unsafe collector.address(link)
            else { return 1 }
            return collector.open(.link(address))
        case MD_SPAN_IMG:
            guard let source = unsafe detail?.assumingMemoryBound(to: MD_SPAN_IMG_DETAIL.self).pointee.src,
                let address = unsafe collector.address(source)
            else { return 1 }
            return collector.open(.image(address))
        default: return collector.open(.emphasis)
        }
    }

private let leaveSpan:
    @convention(c) (MD_SPANTYPE, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> CInt = {
        _, _, context in
        guard let context = unsafe context else { return 1 }
        return unsafe collector(context).close()
    }

private let noteText:
    @convention(c) (MD_TEXTTYPE, UnsafePointer<CChar>?, UInt32, UnsafeMutableRawPointer?) -> CInt = {
        type, text, size, context in
        guard let context = unsafe context else { return 1 }
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : Int(size))
        return unsafe collector(context).text(type, String(decoding: bytes, as: UTF8.self))
    }

/// Nil for the document itself, which is no element.
private func element(of type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Element? {
    switch type {
    case MD_BLOCK_DOC, MD_BLOCK_HTML: nil
    case MD_BLOCK_QUOTE: .quote
    case MD_BLOCK_UL: .bullets
    case MD_BLOCK_OL:
        .numbers(unsafe Int(detail?.assumingMemoryBound(to: MD_BLOCK_OL_DETAIL.self).pointee.start ?? 1))
    case MD_BLOCK_LI: .item(isDone: unsafe isDone(detail))
    case MD_BLOCK_HR: .rule
    case MD_BLOCK_H:
        .heading(unsafe Int(detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level ?? 1))
    case MD_BLOCK_CODE: .codeBlock
    case MD_BLOCK_TABLE: .table
    case MD_BLOCK_THEAD: .tableHead
    case MD_BLOCK_TBODY: .tableBody
    case MD_BLOCK_TR: .row
    case MD_BLOCK_TH: .cell(isHead: true, unsafe alignment(detail))
    case MD_BLOCK_TD: .cell(isHead: false, unsafe alignment(detail))
    default: .paragraph
    }
}

private func isDone(_ detail: UnsafeMutableRawPointer?) -> Bool? {
    guard let item = unsafe detail?.assumingMemoryBound(to: MD_BLOCK_LI_DETAIL.self).pointee,
        item.is_task != 0
    else { return nil }
    return item.task_mark != 0x20
}

private func alignment(_ detail: UnsafeMutableRawPointer?) -> Element.Alignment {
    switch unsafe detail?.assumingMemoryBound(to: MD_BLOCK_TD_DETAIL.self).pointee.align {
    case MD_ALIGN_CENTER: .center
    case MD_ALIGN_RIGHT: .end
    default: .start
    }
}
