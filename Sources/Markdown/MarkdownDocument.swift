package import Web

/// A text that somebody wrote in Markdown, read once: as a part of a page, and as plain text.
///
/// Nothing that it says can leave its place: text is escaped, markup of HTML is text, links lead to http, https, mailto
/// or a path of this site alone, pictures are links and never loaded. A text that is longer than 64 kB, or nested deeper
/// than anybody writes, is shown as it was typed, in paragraphs.
package struct MarkdownDocument: Sendable {
    /// A heading that has words.
    package struct Heading: Sendable, Equatable {
        /// How deep it stands, from 1; at most one deeper than the one before, whatever the author wrote.
        package let depth: Int
        package let text: String
        /// Its `id` in a page that has anchors.
        package let anchor: String
        let place: Int
    }

    let pieces: [Piece]
    package let headings: [Heading]

    package init(_ text: String) {
        pieces = Parser.pieces(of: text) ?? .paragraphs(of: text)
        headings = Self.headings(of: pieces)
    }

    /// - Parameters:
    ///   - level: of the heading above it on the page, 1 to 5; its own begin one below and leave no level out.
    ///   - hasAnchors: headings can be linked to; for one text of a page only.
    package func html(below level: Int, hasAnchors: Bool = false) -> HTML {
        var writer = HTMLWriter(self, below: min(max(level, 1), 5), hasAnchors: hasAnchors)
        return writer.written()
    }

    /// Without its marks: paragraphs parted by empty lines, lists and quotes as in a mail.
    ///
    /// - Parameter hasAddresses: behind what is linked stands where to.
    package func text(hasAddresses: Bool) -> String {
        var writer = TextWriter(hasAddresses: hasAddresses)
        return writer.written(pieces)
    }

    private static func headings(of pieces: [Piece]) -> [Heading] {
        var headings: [Heading] = []
        var above: [Int] = []
        for (place, piece) in pieces.enumerated() {
            guard case .open(.heading(let level)) = piece else { continue }
            let words = pieces.words(in: place)
            guard !words.isBlank else { continue }
            while let last = above.last, last >= level { above.removeLast() }
            above.append(level)
            headings.append(
                Heading(
                    depth: above.count, text: words, anchor: "section-\(headings.count + 1)", place: place))
        }
        return headings
    }
}
