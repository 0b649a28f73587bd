package import Web

extension Interface {
    /// The steps of something that is done once, in a line: those behind are ticked, the current one is marked.
    ///
    /// - Parameter current: from 0; as many as there are when all are behind.
    package func trail(_ label: Words, _ steps: [Words], current: Int) -> HTML {
        var html: HTML = "<ol class=\"trail\" aria-label=\"\(say(label))\">"
        for (index, step) in steps.enumerated() {
            let mark: HTML = index < current ? IconName.check.html : "\(String(index + 1))"
            html += """
                <li\(when: index < current, " class=\"done\"")\(when: index == current, " aria-current=\"step\"")>\
                <span class="mark" aria-hidden="true">\(mark)</span>\(say(step))</li>
                """
        }
        html += "</ol>"
        return html
    }

    /// What will happen to a row: a sign, the words in the colour of their meaning, and the reason below.
    package func verdict(_ words: Words, _ meaning: Meaning, icon: IconName, second: [Words] = []) -> HTML {
        var lines = HTML()
        for line in second { lines += "<span class=\"second\">\(say(line))</span>" }
        return """
            <span class="verdict \(meaning.name)">\(icon.html)<span>\(say(words))\(lines)</span></span>
            """
    }

    /// A bar with the number in words before it and the tally below, in which the last one stands at the end.
    package func tally(_ words: [HTML], end: HTML = HTML()) -> HTML {
        var html: HTML = "<p class=\"tally figures\">"
        for each in words { html += "<span>\(each)</span>" }
        html += "\(when: !end.isEmpty, "<span class=\"end\">\(end)</span>")</p>"
        return html
    }
}
