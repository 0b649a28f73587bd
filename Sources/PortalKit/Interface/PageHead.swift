public import Web

extension Interface {
    /// The head of a page: its one `h1`, below it a status and a sentence, at the end at most three actions, the
    /// filled one last or alone.
    ///
    /// - Parameters:
    ///   - sub: one sentence with number, who, when.
    ///   - detail: stands after `sub`; for a sentence that holds a link.
    public func pageHead(
        title: Words, sub: Words? = nil, detail: HTML = HTML(), pill: HTML = HTML(), actions: [HTML] = []
    ) -> HTML {
        pageHead(named: say(title), sub: sub, detail: detail, pill: pill, actions: actions)
    }

    /// The head of a page about one thing: `name` is data, such as a subject or a person.
    public func pageHead(
        named name: String, sub: Words? = nil, detail: HTML = HTML(), avatar: HTML = HTML(),
        pill: HTML = HTML(),
        actions: [HTML] = []
    ) -> HTML {
        var html: HTML = "<div class=\"page-head\">\(avatar)<div class=\"words\"><h1>\(name)</h1>"
        if sub != nil || !pill.isEmpty || !detail.isEmpty {
            html += "<p class=\"sub\">\(pill)"
            if let sub { html += "<span>\(say(sub))</span>" }
            html += "\(when: !detail.isEmpty, "<span>\(detail)</span>")</p>"
        }
        html += "</div>\(when: !actions.isEmpty, "<div class=\"actions\">\(actions)</div>")</div>"
        return html
    }

    /// Where this page lies, from the second level on. The last step is the page itself and no link.
    public func breadcrumb(_ steps: [NamedLink], current: String) -> HTML {
        var html: HTML = "<nav class=\"breadcrumb\" aria-label=\"\(say("Where you are"))\"><ol>"
        for step in steps { html += "<li><a href=\"\(link: step.path)\">\(label(of: step))</a></li>" }
        html += "<li aria-current=\"page\">\(current)</li></ol></nav>"
        return html
    }

    /// Main and side column; one under the other below 900 pixels.
    ///
    /// - Parameters:
    ///   - wideSide: 352 instead of 320, for a form or a payment.
    ///   - sideFirst: the side column comes first on a phone: payment and acceptance.
    public func columns(main: HTML, side: HTML, wideSide: Bool = false, sideFirst: Bool = false) -> HTML {
        """
        <div class="columns\(when: wideSide, " with-form")\(when: sideFirst, " side-first")">\
        <div class="main-column">\(main)</div><div class="side-column">\(side)</div></div>
        """
    }

    /// A menu of pages that belong together, at the start of them.
    ///
    /// - Parameter current: the path of the page shown.
    public func withSideMenu(_ label: Words, _ links: [NamedLink], current: String, _ body: HTML) -> HTML {
        var html: HTML =
            "<div class=\"columns with-menu\"><nav class=\"side-menu\" aria-label=\"\(say(label))\"><ul>"
        for link in links {
            html += """
                <li><a href="\(link: link.path)"\(when: link.path == current, " aria-current=\"page\"")>\
                \(self.label(of: link))</a></li>
                """
        }
        html += "</ul></nav><div class=\"main-column\">\(body)</div></div>"
        return html
    }

    /// A part of a page: its heading outside, then what it holds.
    ///
    /// - Parameters:
    ///   - aside: a few grey words after the heading, such as "4 items".
    ///   - end: stands at the end of the heading's line, such as a link to all.
    public func section(_ title: Words, aside: Words? = nil, end: HTML = HTML(), _ body: HTML) -> HTML {
        var html: HTML = "<section><div class=\"section-head\"><h2>\(say(title))</h2>"
        if let aside { html += "<span class=\"aside\">\(say(aside))</span>" }
        html += "\(when: !end.isEmpty, "<span class=\"end\">\(end)</span>")</div>\(body)</section>"
        return html
    }

    /// A panel with a heading of its own. A panel never holds a panel.
    ///
    /// - Parameters:
    ///   - aside: a few grey words after the heading.
    ///   - end: a pill, a link or small buttons at the end of the heading's line.
    ///   - foot: below a hairline: buttons, or a small sentence.
    ///   - isPadded: false when the body brings its own rows: `rows`, `table`, `day`.
    public func panel(
        title: Words, aside: Words? = nil, end: HTML = HTML(), foot: HTML = HTML(), isPadded: Bool = true,
        _ body: HTML
    ) -> HTML {
        var html: HTML = "<section class=\"panel\"><div class=\"panel-head\"><h2>\(say(title))</h2>"
        if let aside { html += "<span class=\"aside\">\(say(aside))</span>" }
        html += "\(when: !end.isEmpty, "<div class=\"end\">\(end)</div>")</div>"
        html += "\(when: !body.isEmpty, inPanel(body, isPadded))"
        html += "\(when: !foot.isEmpty, "<div class=\"panel-foot\">\(foot)</div>")</section>"
        return html
    }

    /// A panel without a heading, under the heading of a section.
    public func panel(isPadded: Bool = true, _ body: HTML) -> HTML {
        "<div class=\"panel\">\(inPanel(body, isPadded))</div>"
    }

    private func inPanel(_ body: HTML, _ isPadded: Bool) -> HTML {
        isPadded ? "<div class=\"panel-body\">\(body)</div>" : body
    }

    /// Labels and values under each other, in a panel; as pairs on one line when `asPairs`.
    public func facts(_ facts: [(label: Words, value: HTML)], asPairs: Bool = false) -> HTML {
        var html: HTML = "<dl class=\"facts\(when: asPairs, " pairs")\">"
        for fact in facts { html += "<div><dt>\(say(fact.label))</dt><dd>\(fact.value)</dd></div>" }
        html += "</dl>"
        return html
    }

    /// Rows with hairlines between them, in a panel that is not padded.
    public func rows(_ rows: [HTML]) -> HTML { "<div class=\"rows\">\(rows)</div>" }

    /// A row of a panel: an icon in a tile, a title with a second line, a control at the end.
    ///
    /// - Parameter path: where the title leads; without one it is no link.
    public func row(
        named title: String, at path: String? = nil, second: String, icon: IconName? = nil,
        mark: HTML = HTML(), control: HTML = HTML()
    ) -> HTML {
        let name: HTML = path.map { "<a href=\"\(link: $0)\">\(title)</a>" } ?? "\(title)"
        return """
            <div class="row">\(when: icon != nil, "<span class=\"tile\">\(icon?.html)</span>")<div class="words">\
            <span class="title">\(name) \(mark)</span>\
            <span class="second">\(second)</span></div>\(when: !control.isEmpty, "<div class=\"control\">\(control)</div>")</div>
            """
    }

    /// A setting that takes effect at once: what it is and does at the start, its control at the end.
    public func settingRow(_ title: Words, effect: HTML, control: HTML) -> HTML {
        """
        <div class="row settings"><div class="words"><h3 class="title">\(say(title))</h3>\
        <p class="second">\(effect)</p></div><div class="control">\(control)</div></div>
        """
    }

    /// How to reach somebody: an address to write to or a number to call, with its icon.
    public func mailLine(_ address: String) -> HTML {
        "<p class=\"contact-line\">\(IconName.mail.html)<a href=\"\(link: "mailto:" + address)\">\(address)</a></p>"
    }

    /// A number to call, with its icon.
    public func phoneLine(_ number: String) -> HTML {
        "<p class=\"contact-line\">\(IconName.phone.html)<a href=\"tel:\(number)\"><bdi dir=\"ltr\">\(number)</bdi></a></p>"
    }
}
