/// The file's root object, which cairo 1.16 writes without the document's language.
enum Catalog {
    /// Appends an update (ISO 32000-1, 7.5.6) in which the root names the language, and asks viewers to show the title in
    /// place of the file's name. A file that is not as cairo writes it stays as it was.
    static func naming(_ language: String, in file: [UInt8]) -> [UInt8] {
        let tail = String(decoding: file.suffix(1_024), as: UTF8.self)
        guard let start = number(after: "startxref\n", in: tail),
            let size = number(after: "/Size ", in: tail),
            let root = number(after: "/Root ", in: tail), let info = number(after: "/Info ", in: tail),
            let place = object(root, in: file)
        else { return file }
        let old = String(decoding: file[place], as: UTF8.self)
        guard old.hasPrefix("<<"), old.hasSuffix(">>") else { return file }
        let tag = language.utf8.filter {
            $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x7A).contains($0)
        }
        let entries =
            old.dropLast(2) + "   /Lang (\(String(decoding: tag, as: UTF8.self)))\n"
            + "   /ViewerPreferences << /DisplayDocTitle true >>\n>>"
        let body = "\(root) 0 obj\n\(entries)\nendobj\n"
        let offset = String(file.count)
        let padded = String(repeating: "0", count: max(0, 10 - offset.utf8.count)) + offset
        let update =
            body + "xref\n\(root) 1\n\(padded) 00000 n \n"
            + "trailer\n<< /Size \(size)\n   /Root \(root) 0 R\n   /Info \(info) 0 R\n   /Prev \(start)\n>>\n"
            + "startxref\n\(file.count + body.utf8.count)\n%%EOF\n"
        return file + Array(update.utf8)
    }

    private static func number(after word: String, in text: String) -> Int? {
        let (text, word) = (Array(text.utf8), Array(word.utf8))
        guard let place = last(word, in: text[...]) else { return nil }
        return Int(
            String(
                decoding: text[(place + word.count)...].prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    /// Where the content of an object stands; cairo writes the root near the end.
    private static func object(_ number: Int, in file: [UInt8]) -> Range<Int>? {
        let head = Array("\n\(number) 0 obj\n".utf8)
        guard let place = last(head, in: file[...]) else { return nil }
        let start = place + head.count
        let end = Array("\nendobj".utf8)
        var here = start
        while here + end.count <= file.count {
            if file[here] == end[0], file[here..<here + end.count].elementsEqual(end) { return start..<here }
            here += 1
        }
        return nil
    }

    private static func last(_ word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var here = text.endIndex - word.count
        while here >= text.startIndex {
            if text[here] == word[0], text[here..<here + word.count].elementsEqual(word) { return here }
            here -= 1
        }
        return nil
    }
}
