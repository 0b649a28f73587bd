import CPango

/// The signs of one font by themselves: how wide each is, and which picture it has.
///
/// Pango needs some twenty microseconds for a text, whatever it is. A number is one picture after another, and whether a
/// short text of Latin letters stays on one line can be told from its signs; in a paper of ten thousand lines that is most
/// of the work.
@safe
final class Signs {
    private struct Sign {
        let picture: UInt32
        let width: Double
    }

    private var known: [UInt32: Sign?] = [:]
    private let set: (String) -> OpaquePointer?
    private let font: UnsafeMutablePointer<PangoFont>
    let scaled: OpaquePointer
    /// Where such a line stands.
    let line: TextBlock.Line

    /// - Parameter set: sets a text in this font.
    init?(_ style: Style, _ set: @escaping (String) -> OpaquePointer?) {
        guard let layout = unsafe set("0") else { return nil }
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
        guard let run = unsafe Signs.run(layout), let font = unsafe run.pointee.item.pointee.analysis.font,
            let scaled = unsafe pango_cairo_font_get_scaled_font(OpaquePointer(font))
        else { return nil }
        unsafe self.font = unsafe font
        unsafe self.scaled = unsafe scaled
        unsafe self.set = unsafe set
        line = unsafe TextBlock.measured(layout, 0, style)
        unsafe g_object_ref(font)
    }

    deinit { unsafe g_object_unref(font) }

    /// The only run of a text's only line.
    private static func run(_ layout: OpaquePointer) -> UnsafeMutablePointer<PangoGlyphItem>? {
        guard unsafe pango_layout_get_line_count(layout) == 1,
            let line = unsafe pango_layout_get_line_readonly(layout, 0), let runs = unsafe line.pointee.runs,
            unsafe runs.pointee.next == nil
        else { return nil }
        return unsafe runs.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self)
    }

    private func sign(_ scalar: Unicode.Scalar) -> Sign? {
        if let found = known[scalar.value] { return found }
        let found = look(scalar)
        known[scalar.value] = .some(found)
        return found
    }

    private func look(_ scalar: Unicode.Scalar) -> Sign? {
        guard let layout = unsafe set(String(Character(scalar))) else { return nil }
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
        guard let run = unsafe Signs.run(layout), unsafe run.pointee.item.pointee.analysis.font == font,
            let glyphs = unsafe run.pointee.glyphs, unsafe glyphs.pointee.num_glyphs == 1,
            let glyph = unsafe glyphs.pointee.glyphs?.pointee
        else { return nil }
        return Sign(picture: glyph.glyph, width: Double(glyph.geometry.width) / Double(PANGO_SCALE))
    }

    /// How wide a text of Latin letters is at most; nil for any other.
    func width(_ text: String) -> Double? {
        guard text.utf8.count < 400 else { return nil }
        var width = 0.0
        for scalar in text.unicodeScalars {
            guard (0x20..<0x250).contains(scalar.value), let sign = sign(scalar) else { return nil }
            width += sign.width
        }
        return width * 1.03
    }

    /// A number, sign by sign; nil for what is none.
    func figures(_ text: String) -> Figures? {
        guard text.utf8.count <= 40 else { return nil }
        var pictures: [cairo_glyph_t] = []
        var clusters: [cairo_text_cluster_t] = []
        var x = 0.0
        for scalar in text.unicodeScalars {
            guard Signs.isOfNumbers(scalar), let sign = sign(scalar) else { return nil }
            pictures.append(cairo_glyph_t(index: UInt(sign.picture), x: x, y: 0))
            clusters.append(
                cairo_text_cluster_t(num_bytes: Int32(UTF8.width(scalar)), num_glyphs: 1))
            x += sign.width
        }
        return Figures(text: text, pictures: pictures, clusters: clusters, width: x, signs: self)
    }

    private static func isOfNumbers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x20, 0x25, 0x27, 0x2C, 0x2D, 0x2E, 0xA0, 0x2019, 0x202F, 0x2212: true
        default: false
        }
    }
}

/// A number as its pictures.
struct Figures {
    let text: String
    let pictures: [cairo_glyph_t]
    let clusters: [cairo_text_cluster_t]
    let width: Double
    let signs: Signs

    func show(_ pen: OpaquePointer, x: Double, y: Double) {
        let placed = pictures.map { cairo_glyph_t(index: $0.index, x: $0.x + x, y: y) }
        unsafe cairo_set_scaled_font(pen, signs.scaled)
        unsafe cairo_show_text_glyphs(
            pen, text, Int32(text.utf8.count), placed, Int32(placed.count), clusters, Int32(clusters.count),
            cairo_text_cluster_flags_t(rawValue: 0))
    }
}
