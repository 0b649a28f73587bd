/// Why there is no PDF.
package enum PDFError: Error, Equatable, CustomStringConvertible {
    /// The document has more of it than one may have.
    case tooMuch(Part)
    /// The system has no fonts at all.
    case noFonts
    /// What the library said.
    case library(String)

    package enum Part: String, Sendable { case text, rows, pages, bytes, sums }

    package var description: String {
        switch self {
        case .tooMuch(let part): "a document has too much of this: \(part)"
        case .noFonts: "there are no fonts; install a package of them, such as fonts-inter"
        case .library(let text): "cairo: \(text)"
        }
    }
}
