import CQRCode
public import Web

/// A text as a QR code, made by Debian's libqrcodegen: the only place that touches it.
package struct QRCode: Sendable, Equatable {
    /// How many modules a side has.
    package let side: Int
    /// Row by row; true is dark.
    private let modules: [Bool]

    /// Modules of white around it (ISO/IEC 18004, 9.1).
    private static let margin = 4

    /// Nothing for a text that no QR code holds.
    package init?(_ text: String) {
        // The library reads up to a NUL, so the code would tell less than the text.
        guard text.utf8.count <= 2_000, !text.utf8.contains(0) else { return nil }
        let room = Int(qrcodegen_VERSION_MAX) * 4 + 17
        var scratch = [UInt8](repeating: 0, count: (room * room + 7) / 8 + 1)
        var code = scratch
        let isMade = unsafe scratch.withUnsafeMutableBufferPointer { scratch in
            unsafe code.withUnsafeMutableBufferPointer { code in
                unsafe qrcodegen_encodeText(
                    text, scratch.baseAddress, code.baseAddress, qrcodegen_Ecc_MEDIUM,
                    qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true)
            }
        }
        guard isMade else { return nil }
        let side = unsafe Int(qrcodegen_getSize(code))
        var modules: [Bool] = []
        modules.reserveCapacity(side * side)
        for y in 0..<side {
            for x in 0..<side { modules.append(unsafe qrcodegen_getModule(code, Int32(x), Int32(y))) }
        }
        self.side = side
        self.modules = modules
    }

    package subscript(x: Int, y: Int) -> Bool { modules[y * side + x] }

    /// Dark on white in every theme, because cameras want it so; each dark run of a row is one step of one path.
    package func picture(_ label: String) -> HTML {
        var path = ""
        for y in 0..<side {
            var x = 0
            while x < side {
                var end = x
                while end < side, self[end, y] { end += 1 }
                if end > x {
                    path += "M\(x + Self.margin) \(y + Self.margin)h\(end - x)v1h-\(end - x)z"
                }
                x = max(end, x + 1)
            }
        }
        let whole = side + 2 * Self.margin
        return """
            <svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole) \(whole)" width="224" height="224" \
            role="img" aria-label="\(label)" shape-rendering="crispEdges"><rect width="\(whole)" height="\(whole)" fill="#fff"/>\
            <path fill="#000" d="\(path)"/></svg>
            """
    }
}

extension Interface {
    /// A text as a QR code for a camera; nothing where no code holds it.
    ///
    /// - Parameter label: what it is, for whoever does not see it.
    public func qrCode(_ text: String, _ label: Words) -> HTML? { QRCode(text)?.picture(say(label)) }
}
