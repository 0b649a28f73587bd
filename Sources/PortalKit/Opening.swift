extension String {
    /// How a longer text begins, for one line of a list or of what a search found: its first line, which ends after a
    /// word and with "…" where there is more of it.
    ///
    /// - Parameter most: characters of the line; a statement that reads only the beginning of a text reads a few more.
    public func opening(_ most: Int = 120) -> String {
        let line = unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
        var shown = line.prefix(most)
        guard shown.endIndex < line.endIndex else { return String(line).trimmed }
        if line[shown.endIndex] != " ", let space = shown.lastIndex(of: " ") { shown = shown[..<space] }
        return String(shown).trimmed + "…"
    }
}
