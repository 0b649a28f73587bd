public import Web

/// A view of a list that has a name and a count, drawn as a tab above the list.
public struct Preset: Sendable {
    var label: Words
    var path: String
    var count: Int?
    var isCurrent: Bool
    var isYours: Bool

    /// A preset of a list.
    ///
    /// - Parameters:
    ///   - count: how many the reader would find there.
    ///   - isYours: the number waits for the reader: it is drawn in amber, and only then.
    public init(
        _ label: Words, to path: String, count: Int? = nil, isCurrent: Bool = false, isYours: Bool = false
    ) {
        self.label = label
        self.path = path
        self.count = count
        self.isCurrent = isCurrent
        self.isYours = isYours
    }
}

/// A choice above a list: status, owner, order.
public struct SelectFilter: Sendable {
    var name: String
    var label: Words
    var options: [Choice]
    var value: String

    /// A select of the filter bar; the first option says that it does not filter ("Any status").
    ///
    /// - Parameters:
    ///   - name: of the query field, such as `filter[status]`.
    ///   - label: read aloud only.
    public init(_ name: String, label: Words, options: [Choice], value: String) {
        self.name = name
        self.label = label
        self.options = options
        self.value = value
    }
}

extension Interface {
    /// Named views of a list with their counts.
    public func presets(_ presets: [Preset]) -> HTML {
        var html: HTML = "<nav class=\"presets\" aria-label=\"\(say("Views"))\"><ul>"
        for preset in presets {
            html += "<li><a href=\"\(link: preset.path)\"\(when: preset.isCurrent, " aria-current=\"page\"")>"
            html += "\(say(preset.label))\(count(preset.count, isYours: preset.isYours))</a></li>"
        }
        html += "</ul></nav>"
        return html
    }

    func count(_ count: Int?, isYours: Bool) -> HTML {
        guard let count else { return HTML() }
        return "<span class=\"count\(when: isYours, " yours")\">\(reader.number(count))</span>"
    }

    /// The row above a list: search, at most four selects, Apply, and at the end what concerns the whole list,
    /// such as an export. It is a GET form: the address can be kept and sent.
    ///
    /// - Parameters:
    ///   - search: what is searched, as label and placeholder ("Search these tickets"); nil for no search.
    ///   - query: what was searched for, the field `q`.
    ///   - keeping: fields of the address that the filter leaves as they are, such as the preset.
    ///   - submit: what the button does.
    public func filterBar(
        action: String, search: Words?, query: String = "", selects: [SelectFilter] = [],
        keeping: [(name: String, value: String)] = [], submit: Words = "Apply", end: HTML = HTML()
    ) -> HTML {
        var html: HTML = "<form class=\"filters\" method=\"get\" action=\"\(link: action)\" role=\"search\">"
        for field in keeping { html += hidden(field.name, field.value) }
        if let search {
            let words = say(search)
            html += """
                <div class="search-field">\(IconName.search.html)<input class="input" type="search" name="q" \
                value="\(query)" placeholder="\(words)" aria-label="\(words)" maxlength="200"></div>
                """
        }
        for select in selects {
            html += """
                <span class="select"><select class="input" name="\(select.name)" aria-label="\(say(select.label))">\
                \(options(select.options, chosen: select.value))</select>\(IconName.triangleDown.html)</span>
                """
        }
        html += "<button class=\"button\" type=\"submit\">\(say(submit))</button>"
        html += "\(when: !end.isEmpty, "<div class=\"end\">\(end)</div>")</form>"
        return html
    }

    func options(_ options: [Choice], chosen: String) -> HTML {
        var html = HTML()
        for option in options {
            html += """
                <option value="\(option.value)"\(when: option.value == chosen, " selected")>\(say(option.label))</option>
                """
        }
        return html
    }

    /// The filters at work. Each chip's link is the list without it.
    ///
    /// - Parameter clear: the list without any of them.
    public func chips(_ chips: [NamedLink], clear: String) -> HTML {
        guard !chips.isEmpty else { return HTML() }
        var html: HTML = "<div class=\"chips\">"
        for chip in chips {
            let name = label(of: chip)
            html += """
                <span class="chip">\(name)<a href="\(link: chip.path)" aria-label="\(say("Remove \("filter", name)"))">\
                \(IconName.close.html)</a></span>
                """
        }
        html += "<a class=\"link clear\" href=\"\(link: clear)\">\(say("Clear all"))</a></div>"
        return html
    }

    /// What stands below a table: how many are shown, and the ways to the pages before and after. They stay in
    /// their place when there is none.
    ///
    /// - Parameter showing: such as `"Showing \("range", "1–25") of \("all", "312")"`.
    public func pager(showing: Words, previous: String? = nil, next: String? = nil) -> HTML {
        """
        <nav class="pager" aria-label="\(say("Pages"))"><p class="showing figures">\(say(showing))</p><div class="buttons">\
        \(pageLink(previous, "\(IconName.chevronBack.html)\(say("Previous"))", rel: "prev"))\
        \(pageLink(next, "\(say("Next"))\(IconName.chevronForward.html)", rel: "next"))</div></nav>
        """
    }

    private func pageLink(_ path: String?, _ content: HTML, rel: HTML) -> HTML {
        guard let path else {
            return "<span class=\"button\" aria-disabled=\"true\" role=\"link\">\(content)</span>"
        }
        return "<a class=\"button\" rel=\"\(rel)\" href=\"\(link: path)\">\(content)</a>"
    }

    /// The bar above the column heads of a list with checkboxes: what to do with the chosen ones.
    ///
    /// - Parameter words: "With the selected:", or how many are chosen.
    public func bulkBar(_ words: Words, links: HTML = HTML(), actions: [HTML]) -> HTML {
        "<div class=\"bulk\"><b>\(say(words))</b>\(links)<div class=\"buttons\">\(actions)</div></div>"
    }
}
