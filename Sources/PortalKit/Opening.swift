extension String {
    /// How a longer text begins, for one line of a list or of what a search found: its first line, which ends after a
    /// word and with "…" where there is more of it.
    ///
    /// - Parameter most: characters of the line; a statement that reads only the beginning of a text reads a few more.
    public func opening(_ most: Int = 120) -> String {
        // A scalar is four bytes at most: the scan ends within these, however long the text is.
        let bytes = Array(utf8.prefix(4 * most + 4))
        var shown = 0
        var end = 0
        var space: Int?
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D {
            if bytes[end] & 0xC0 != 0x80 {
                if shown == most { break }
                shown += 1
            }
            if bytes[end] == 0x20 { space = end }
            end += 1
        }
        let isWhole = end == bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D
        if isWhole { return String(decoding: bytes[..<end], as: UTF8.self).trimmed }
        if bytes[end] != 0x20, let space { end = space }
        return String(decoding: bytes[..<end], as: UTF8.self).trimmed + "…"
    }
}
