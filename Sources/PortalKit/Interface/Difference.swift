public import Web

/// A line of one text or of both.
enum DifferentLine: Equatable {
    case same(Substring)
    case gone(Substring)
    case new(Substring)

    /// What became of the lines of a text. Texts that differ in more than 500 lines are shown one after the other:
    /// nobody reads that line by line, and comparing costs the square of them.
    static func all(_ old: String, _ new: String) -> [DifferentLine] {
        var (old, new) = (lines(old)[...], lines(new)[...])
        var start: [DifferentLine] = []
        var end: [DifferentLine] = []
        while let line = old.first, isSame(line, new.first) {
            start.append(.same(line))
            (old, new) = (old.dropFirst(), new.dropFirst())
        }
        while let line = old.last, isSame(line, new.last) {
            end.append(.same(line))
            (old, new) = (old.dropLast(), new.dropLast())
        }
        return start + middle(Array(old), Array(new)) + end.reversed()
    }

    /// By the longest common subsequence.
    private static func middle(_ old: [Substring], _ new: [Substring]) -> [DifferentLine] {
        guard !old.isEmpty, !new.isEmpty, old.count <= 500, new.count <= 500 else {
            return old.map(DifferentLine.gone) + new.map(DifferentLine.new)
        }
        let width = new.count + 1
        var common = [Int](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                common[i * width + j] =
                    isSame(old[i], new[j])
                    ? common[(i + 1) * width + j + 1] + 1
                    : max(common[(i + 1) * width + j], common[i * width + j + 1])
            }
        }
        var lines: [DifferentLine] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, isSame(old[i], new[j]) {
                lines.append(.same(old[i]))
                (i, j) = (i + 1, j + 1)
            } else if j == new.count
                || i < old.count && common[(i + 1) * width + j] >= common[i * width + j + 1]
            {
                lines.append(.gone(old[i]))
                i += 1
            } else {
                lines.append(.new(new[j]))
                j += 1
            }
        }
        return lines
    }

    private static func lines(_ text: String) -> [Substring] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    }

    private static func isSame(_ left: Substring, _ right: Substring?) -> Bool {
        right.map { left.utf8.elementsEqual($0.utf8) } == true
    }
}

extension Interface {
    /// What was taken out of a text and what was added, line by line; the colour only helps.
    public func difference(from old: String, to new: String) -> HTML {
        var html: HTML = "<div class=\"difference\">"
        for line in DifferentLine.all(old, new) {
            switch line {
            case .same(let text): html += "<p>\(text)</p>"
            case .gone(let text):
                html +=
                    "<p class=\"gone\"><span class=\"unseen\">\(say("Removed")): </span><del>\(text)</del></p>"
            case .new(let text):
                html +=
                    "<p class=\"new\"><span class=\"unseen\">\(say("Added")): </span><ins>\(text)</ins></p>"
            }
        }
        html += "</div>"
        return html
    }
}
