public import Web

extension Interface {
    /// The two hidden fields that every form which changes something carries: the token against forged requests
    /// and the key by which a second press of the button does nothing more.
    public func formKeys() -> HTML { "\(hidden("csrf", csrf))\(hidden("once", newOnce()))" }

    /// A form that posts to `action`, which is the address that shows it.
    ///
    /// It shows again what was typed and what is wrong with it by itself: fields ask for both by their name.
    ///
    /// - Parameters:
    ///   - fields: made by ``field(_:_:kind:hint:value:optional:error:autocomplete:width:limit:rows:aside:)`` and the others.
    ///   - submit: what the button does: "Send answer", "Update portal group".
    ///   - cancel: a link beside the button.
    ///   - takesFiles: the form has a file field.
    ///   - summary: false where another form of the same page shows the error summary.
    public func form(
        action: String, submit: Words, cancel: NamedLink? = nil, style: ButtonStyle = .filled,
        takesFiles: Bool = false,
        summary: Bool = true, _ fields: HTML
    ) -> HTML {
        var way = button(submit, style)
        if let cancel {
            way += "<a class=\"button text\" href=\"\(link: cancel.path)\">\(label(of: cancel))</a>"
        }
        return form(
            action: action, takesFiles: takesFiles, summary: summary,
            "\(fields)<div class=\"buttons\">\(way)</div>")
    }

    /// A form whose buttons are among its fields: several ways to send it, or a save bar.
    public func form(action: String, takesFiles: Bool = false, summary: Bool = true, _ body: HTML) -> HTML {
        """
        <form class="form" method="post" action="\(link: action)" novalidate\
        \(when: takesFiles, " enctype=\"multipart/form-data\"")>\(when: summary, errorSummary())\(formKeys())\(body)</form>
        """
    }

    /// What is to correct, above the form: each a link to its field with the same sentence as there. Nothing when
    /// nothing is wrong. It is read aloud and focused when the page appears.
    public func errorSummary() -> HTML {
        errorSummary(problems.map { ($0.field, say($0.message)) })
    }

    /// The same for sentences that are written already. An empty field is a problem of the form as a whole.
    public func errorSummary(_ problems: [(field: String, message: String)]) -> HTML {
        guard !problems.isEmpty else { return HTML() }
        let title = reader.say(problems.count, one: "One thing to correct", other: "{n} things to correct")
        var html: HTML = """
            <div class="note wrong error-summary" role="alert" tabindex="-1" autofocus>\(IconName.warning.html)<div>\
            <h2>\(title)</h2><ul>
            """
        for problem in problems {
            if problem.field.isEmpty {
                html += "<li>\(problem.message)</li>"
            } else {
                html += "<li><a class=\"link\" href=\"#f-\(problem.field)\">\(problem.message)</a></li>"
            }
        }
        html += "</ul></div></div>"
        return html
    }

    /// The bar at the foot of a long form: how much changes and whom it touches, then the buttons.
    public func saveBar(_ words: HTML, _ buttons: [HTML]) -> HTML {
        "<div class=\"save-bar\"><div class=\"words\">\(words)</div><div class=\"buttons\">\(buttons)</div></div>"
    }

    /// The page before something is taken away: what will happen, one consequence a line, and the two ways.
    ///
    /// - Parameters:
    ///   - action: where the button posts to.
    ///   - steps: where the page lies; the last of them is the way back without any change.
    public func confirmPage(
        title: Words, lead: Words? = nil, consequences: [Words], action: String, submit: Words,
        under steps: [NamedLink], fields: HTML = HTML()
    ) -> HTML {
        var html: HTML = """
            \(breadcrumb(steps, current: say(submit)))<div class="confirm-page stack"><div class="page-head">\
            <div class="words"><h1>\(say(title))</h1>
            """
        if let lead { html += "<p class=\"sub\">\(say(lead))</p>" }
        html += "</div></div>"
        if !consequences.isEmpty {
            html += "<div class=\"panel\"><div class=\"panel-body\"><ul class=\"consequences\">"
            for words in consequences { html += "<li>\(IconName.info.html)<span>\(say(words))</span></li>" }
            html += "</ul></div></div>"
        }
        let ways: HTML = "\(button(submit, .final))\(linkButton("Back", to: steps.last?.path ?? "/"))"
        html += form(action: action, "\(fields)<div class=\"buttons\">\(ways)</div>")
        html += "</div>"
        return html
    }
}
