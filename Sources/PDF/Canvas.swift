import CPango

/// A PDF that is being written, page by page. Places are points from the upper left corner.
@safe
final class Canvas {
    private let surface: OpaquePointer
    private let pen: OpaquePointer
    private let file: File
    private var open: [String] = []

    /// What the library has written so far.
    private final class File {
        var bytes: [UInt8] = []
        let most: Int
        var isFull = false

        init(most: Int) { self.most = most }
    }

    private static let write:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
            context, bytes, count in
            guard let context = unsafe context else { return CAIRO_STATUS_WRITE_ERROR }
            let file = unsafe Unmanaged<File>.fromOpaque(context).takeUnretainedValue()
            guard file.bytes.count + Int(count) <= file.most else {
                file.isFull = true
                return CAIRO_STATUS_WRITE_ERROR
            }
            unsafe file.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }

    /// - Parameter day: as `2026-03-06`; it is all that the file says of when it was made.
    init(width: Double, height: Double, most: Int, title: String, author: String, day: String)
        throws(PDFError)
    {
        let file = File(most: most)
        self.file = file
        guard
            let surface = unsafe cairo_pdf_surface_create_for_stream(
                Canvas.write, Unmanaged.passUnretained(file).toOpaque(), width, height),
            let pen = unsafe cairo_create(surface)
        else { throw PDFError.library("no surface") }
        unsafe self.surface = unsafe surface
        unsafe self.pen = unsafe pen
        unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Portico")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, day + "T00:00:00Z")
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, day + "T00:00:00Z")
        try check()
    }

    deinit {
        unsafe cairo_destroy(pen)
        // The surface writes to the file until it is finished.
        unsafe cairo_surface_finish(surface)
        unsafe cairo_surface_destroy(surface)
    }

    private func check() throws(PDFError) {
        if file.isFull { throw PDFError.tooMuch(.bytes) }
        var status = unsafe cairo_status(pen)
        if status == CAIRO_STATUS_SUCCESS { status = unsafe cairo_surface_status(surface) }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PDFError.library(unsafe String(cString: cairo_status_to_string(status)))
        }
    }

    /// What is drawn until the matching ``end()`` is one element of the document's structure (ISO 32000-1, 14.8.4).
    func begin(_ tag: String) {
        open.append(tag)
        unsafe cairo_tag_begin(pen, tag, nil)
    }

    func end() {
        guard let tag = open.popLast() else { return }
        unsafe cairo_tag_end(pen, tag)
    }

    func text(_ block: TextBlock, _ line: Int, x: Double, baseline: Double, _ colour: Colour) {
        ink(colour)
        unsafe block.show(line, pen, x: x, y: baseline)
    }

    func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
        ink(colour)
        unsafe cairo_rectangle(pen, x, y, width, height)
        unsafe cairo_fill(pen)
    }

    /// A square with round corners.
    func tile(x: Double, y: Double, side: Double, radius: Double, _ colour: Colour) {
        ink(colour)
        let quarter = Double.pi / 2
        unsafe cairo_new_path(pen)
        unsafe cairo_arc(pen, x + side - radius, y + radius, radius, -quarter, 0)
        unsafe cairo_arc(pen, x + side - radius, y + side - radius, radius, 0, quarter)
        unsafe cairo_arc(pen, x + radius, y + side - radius, radius, quarter, 2 * quarter)
        unsafe cairo_arc(pen, x + radius, y + radius, radius, 2 * quarter, 3 * quarter)
        unsafe cairo_close_path(pen)
        unsafe cairo_fill(pen)
    }

    /// Dark modules, row by row; each dark run of a row is one rectangle of one path.
    func modules(_ modules: [Bool], side: Int, x: Double, y: Double, size: Double) {
        ink(.black)
        let unit = size / Double(side)
        for row in 0..<side {
            var column = 0
            while column < side {
                var end = column
                while end < side, modules[row * side + end] { end += 1 }
                if end > column {
                    unsafe cairo_rectangle(
                        pen, x + Double(column) * unit, y + Double(row) * unit, Double(end - column) * unit,
                        unit)
                }
                column = max(end, column + 1)
            }
        }
        unsafe cairo_fill(pen)
    }

    func endPage() throws(PDFError) {
        unsafe cairo_show_page(pen)
        try check()
    }

    /// - Returns: the whole file.
    func finish() throws(PDFError) -> [UInt8] {
        while !open.isEmpty { end() }
        unsafe cairo_surface_finish(surface)
        try check()
        return file.bytes
    }

    private func ink(_ colour: Colour) {
        unsafe cairo_set_source_rgb(pen, colour.red, colour.green, colour.blue)
    }
}
