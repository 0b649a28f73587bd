import CPango
import Synchronization

/// The fonts of the system, opened as they are needed, for one document at a time.
///
/// What pango keeps of fonts is not for two threads at once, so each document takes a book for itself. Two stay open for
/// those that come later; the first is opened by the first document and by nothing before.
@safe
final class FontBook: @unchecked Sendable {
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var fonts: [Style: Font] = [:]
    private var signs: [Style: Signs?] = [:]

    /// Families that pango names whether there are fonts or not.
    private static let invented: Set<String> = ["Monospace", "Sans", "Serif", "System-ui"]

    private static let idle = Mutex<[FontBook]>([])
    private static let most = 2

    /// What fonts there are: other fonts make other documents.
    static let collection = Mutex<String?>(nil)

    private init() throws(PDFError) {
        guard let map = unsafe pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            throw PDFError.noFonts
        }
        // Without any font pango sets boxes of no size, or ends the program.
        guard unsafe FontBook.families(map).contains(where: { !FontBook.invented.contains($0) }) else {
            unsafe g_object_unref(map)
            throw PDFError.noFonts
        }
        guard let context = unsafe pango_font_map_create_context(map) else {
            unsafe g_object_unref(map)
            throw PDFError.noFonts
        }
        unsafe self.map = unsafe map
        unsafe self.context = unsafe context
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
        unsafe pango_cairo_context_set_resolution(context, 72)
        unsafe pango_context_set_round_glyph_positions(context, 0)
    }

    deinit {
        signs = [:]
        fonts = [:]
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(map)
    }

    /// Lends a book that nobody else has.
    static func lend<T>(_ language: String, _ body: (FontBook) throws -> T) throws -> T {
        let book = try idle.withLock { $0.popLast() } ?? FontBook()
        unsafe pango_context_set_language(book.context, pango_language_from_string(language))
        defer {
            idle.withLock { books in
                if books.count < most { books.append(book) }
            }
        }
        return try body(book)
    }

    /// The names of the libraries and of all families.
    static func names() throws -> String {
        if let known = collection.withLock({ $0 }) { return known }
        let names = try lend("en") { book in unsafe families(book.map).joined(separator: "\n") }
        let versions =
            unsafe String(cString: cairo_version_string()) + " " + String(cString: pango_version_string())
        let all = versions + "\n" + names
        collection.withLock { $0 = all }
        return all
    }

    private static func families(_ map: UnsafeMutablePointer<PangoFontMap>) -> [String] {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        unsafe pango_font_map_list_families(map, &list, &count)
        defer { unsafe g_free(list) }
        guard let families = unsafe list else { return [] }
        return (0..<Int(count)).compactMap { index in
            guard let family = unsafe families[index], let name = unsafe pango_font_family_get_name(family)
            else {
                return nil
            }
            return unsafe String(cString: name)
        }.sorted()
    }

    /// A text in lines of at most this width; nil does not break lines.
    func set(_ text: String, _ style: Style, width: Double? = nil) throws(PDFError) -> TextBlock {
        if style.isTabular, let figures = signs(style)?.figures(text), figures.width <= width ?? .infinity {
            return TextBlock(figures)
        }
        guard let layout = unsafe pango_layout_new(context) else { throw PDFError.library("no layout") }
        return unsafe TextBlock(layout, text, style, font(style), width: width)
    }

    /// A text of which only the height counts; nil where that takes setting it.
    func counted(_ text: String, _ style: Style, width: Double) -> TextBlock? {
        guard let signs = signs(style), let own = signs.width(text), own <= width else { return nil }
        return TextBlock(
            counted: TextBlock.Line(
                width: own, height: signs.line.height, baseline: signs.line.baseline, isRightToLeft: false))
    }

    private func font(_ style: Style) -> Font {
        if let known = fonts[style] { return known }
        let font = Font(style)
        fonts[style] = font
        return font
    }

    private func signs(_ style: Style) -> Signs? {
        if let known = signs[style] { return known }
        let font = font(style)
        let context = unsafe self.context
        let found = unsafe Signs(style) { text in
            guard let layout = unsafe pango_layout_new(context) else { return nil }
            unsafe pango_layout_set_font_description(layout, font.description)
            unsafe pango_layout_set_attributes(layout, font.attributes)
            unsafe pango_layout_set_text(layout, text, -1)
            return unsafe layout
        }
        signs[style] = .some(found)
        return found
    }
}

/// A face and a size as pango knows them.
@safe
final class Font {
    let description: OpaquePointer?
    let attributes: OpaquePointer?

    /// In this order; what none of them has, pango looks for in all others.
    private static let families = "Inter, Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, sans-serif"

    init(_ style: Style) {
        unsafe description = unsafe pango_font_description_new()
        unsafe pango_font_description_set_family(description, Font.families)
        unsafe pango_font_description_set_weight(
            description, style.isStrong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        unsafe attributes = unsafe pango_attr_list_new()
        if style.isTabular {
            unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        }
    }

    deinit {
        unsafe pango_attr_list_unref(attributes)
        unsafe pango_font_description_free(description)
    }
}
