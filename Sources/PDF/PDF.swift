package import PortalKit

/// Whose paper it is: what stands at the head of a first page beside the document's own sender.
package struct Letterhead: Sendable, Equatable {
    package var name: String
    /// At most two letters, for the tile before the name.
    package var initials: String
    package var brand: Colour

    package init(name: String, initials: String, brand: Colour = Colour(0x0F5B6E)) {
        self.name = name
        self.initials = initials
        self.brand = brand
    }
}

/// Documents as PDF: tagged, with the fonts that it needs inside, and the same bytes for the same document.
///
/// Debian's pango shapes and breaks lines, cairo writes the file. Neither is given a path or an address by a document;
/// the only files that are opened are the system's fonts.
package enum PDF {
    /// Counts up when the same document looks different.
    package static let version = 1

    /// The whole file.
    package static func make(
        _ document: Document, _ letterhead: Letterhead, limits: Limits = Limits()
    ) throws -> [UInt8] {
        try limits.check(document)
        return try FontBook.lend(document.language) { book in
            let typesetter = Typesetter(book)
            // How many pages there are stands on the first one, so the pages are counted first.
            let count = Composer(document, letterhead, typesetter, limits)
            try count.run()
            typesetter.isCounting = false
            var pages = count.page
            while true {
                let sheet = Frame(document)
                let canvas = try Canvas(
                    width: sheet.width, height: sheet.height, most: limits.file,
                    title: PlainText.line(document.title), author: PlainText.line(letterhead.name),
                    day: "\(document.day)")
                let composer = Composer(document, letterhead, typesetter, limits, on: canvas, of: pages)
                try composer.run()
                let file = try canvas.finish()
                if composer.page == pages { return Catalog.naming(document.language, in: file) }
                // Counting is nearly exact; drawing is.
                pages = composer.page
            }
        }
    }

    /// What decides over the bytes beside the document itself: this program, the libraries and the system's fonts.
    package static func edition() throws -> String { "\(version)\n" + (try FontBook.names()) }
}

/// The sheet and the part of it that is written on.
struct Frame {
    let width, height: Double
    let isMirrored: Bool
    static let side = 57.0
    let top = 51.0
    let bottom: Double

    init(_ document: Document) {
        (width, height) = document.sheet == .a4 ? (595.276, 841.89) : (612, 792)
        bottom = height - 68
        isMirrored = Frame.rightToLeft.contains(
            document.language.split(separator: "-").first.map(String.init) ?? "")
    }

    var content: Double { width - 2 * Frame.side }

    /// Languages that are written from right to left.
    private static let rightToLeft: Set<String> = [
        "ar", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi",
    ]
}

/// Sets texts, and remembers some of them: the pages are made twice, once only to be counted.
final class Typesetter {
    private struct Key: Hashable {
        let text: String
        let style: Style
        let width: Double?
    }

    private let book: FontBook
    private var known: [Key: TextBlock] = [:]
    private static let most = 2_000
    /// Nothing is drawn yet.
    var isCounting = true

    init(_ book: FontBook) { self.book = book }

    func set(_ text: String, _ style: Style, width: Double? = nil) throws(PDFError) -> TextBlock {
        let clean = PlainText.clean(text)
        if isCounting, let width, let counted = book.counted(clean, style, width: width) { return counted }
        if style.isTabular { return try book.set(clean, style, width: width) }
        let key = Key(text: clean, style: style, width: width)
        if let block = known[key] { return block }
        let block = try book.set(clean, style, width: width)
        if known.count < Typesetter.most { known[key] = block }
        return block
    }
}
