// Markdown, read by libmd4c and written as a page and as a mail: `script/fuzz Markdown`.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let document = MarkdownDocument(text)
    for hasAnchors in [false, true] {
        let html = document.html(below: 2, hasAnchors: hasAnchors).text
        precondition(WrittenMarkup.faults(hasAnchors ? html.withoutAnchors : html).isEmpty)
    }
    precondition(document.headings.allSatisfy { (1...6).contains($0.depth) && !$0.text.isEmpty })
    _ = document.text(hasAddresses: false)
    precondition(
        Parser.pieces(of: text) != nil || document.pieces == .paragraphs(of: text))
    return 0
}

extension String {
    /// The addresses of headings are counted, and nobody's words.
    fileprivate var withoutAnchors: String {
        var text = self
        for number in 1...4_096 where text.utf8.count > 0 {
            let anchor = " id=\"section-\(number)\""
            guard let range = text.firstRange(of: anchor) else { break }
            text.removeSubrange(range)
        }
        return text
    }
}
