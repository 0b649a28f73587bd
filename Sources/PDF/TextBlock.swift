import CPango

/// A text that was set: its lines, and how wide and high each is.
@safe
final class TextBlock {
    private let layout: OpaquePointer?
    private let figures: Figures?
    let lines: [Line]

    struct Line {
        let width, height: Double
        /// From the line's top to what its letters stand on.
        let baseline: Double
        let isRightToLeft: Bool
    }

    /// Takes the layout over.
    init(_ layout: OpaquePointer, _ text: String, _ style: Style, _ font: Font, width: Double?) {
        unsafe self.layout = unsafe layout
        figures = nil
        unsafe pango_layout_set_font_description(layout, font.description)
        unsafe pango_layout_set_attributes(layout, font.attributes)
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let width { unsafe pango_layout_set_width(layout, Int32(max(1, width) * Double(PANGO_SCALE))) }
        var text = text
        text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { text in
                unsafe pango_layout_set_text(layout, text.baseAddress, Int32(text.count))
            }
        }
        let count = unsafe Int(pango_layout_get_line_count(layout))
        lines = (0..<count).map { unsafe TextBlock.measured(layout, $0, style) }
    }

    /// A number.
    init(_ figures: Figures) {
        unsafe layout = nil
        self.figures = figures
        let line = figures.signs.line
        lines = [
            Line(width: figures.width, height: line.height, baseline: line.baseline, isRightToLeft: false)
        ]
    }

    /// A line that is only counted.
    init(counted line: Line) {
        unsafe layout = nil
        figures = nil
        lines = [line]
    }

    deinit {
        if let layout = unsafe layout { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
    }

    static func measured(_ layout: OpaquePointer, _ index: Int, _ style: Style) -> Line {
        guard let line = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else {
            return Line(width: 0, height: style.leading, baseline: style.baseline, isRightToLeft: false)
        }
        var area = PangoRectangle()
        unsafe pango_layout_line_get_extents(line, nil, &area)
        let scale = Double(PANGO_SCALE)
        var (above, below) = (style.baseline, style.leading - style.baseline)
        if Double(area.height) / scale > style.leading {
            // A script that may be taller than ours gets the room that this text needs.
            var ink = PangoRectangle()
            unsafe pango_layout_line_get_extents(line, &ink, nil)
            above = max(above, -Double(ink.y) / scale)
            below = max(below, Double(ink.y + ink.height) / scale)
        }
        return Line(
            width: Double(area.width) / scale, height: above + below, baseline: above,
            isRightToLeft: unsafe pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL)
    }

    var width: Double { lines.map(\.width).max() ?? 0 }
    var height: Double { lines.reduce(0) { $0 + $1.height } }

    /// Draws one line with its left end there.
    func show(_ index: Int, _ pen: OpaquePointer, x: Double, y: Double) {
        if let figures { return unsafe figures.show(pen, x: x, y: y) }
        guard let layout = unsafe layout,
            let line = unsafe pango_layout_get_line_readonly(layout, Int32(index))
        else { return }
        unsafe cairo_move_to(pen, x, y)
        unsafe pango_cairo_show_layout_line(pen, line)
    }
}
