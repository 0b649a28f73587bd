public import Web

/// What is typed into a field of one line: decides keyboard, checks and what the browser offers to fill in.
public enum FieldKind: Sendable {
    case text, email, telephone, address, date, number
    /// The password one has; it is never put back into the page.
    case password
    /// A password to be; it is never put back into the page.
    case newPassword
    /// The six digits of an authenticator app or an e-mail.
    case code

    var type: HTML {
        switch self {
        case .text, .code, .number: "text"
        case .email: "email"
        case .telephone: "tel"
        case .address: "url"
        case .date: "date"
        case .password, .newPassword: "password"
        }
    }

    var isSecret: Bool { self == .password || self == .newPassword }

    var keyboard: HTML? {
        switch self {
        case .number: " inputmode=\"numeric\""
        case .code: " inputmode=\"numeric\" spellcheck=\"false\""
        case .email: " inputmode=\"email\" spellcheck=\"false\""
        default: nil
        }
    }

    /// The token of `autocomplete` (HTML, section 4.10.18.7) that fits without being told.
    var autocomplete: String? {
        switch self {
        case .email: "email"
        case .telephone: "tel"
        case .password: "current-password"
        case .newPassword: "new-password"
        case .code: "one-time-code"
        default: nil
        }
    }
}

/// How wide a field is drawn. It follows what is typed into it.
public enum FieldWidth: Sendable {
    /// 168 pixels.
    case short
    /// 288 pixels.
    case medium
    /// 480 pixels.
    case long
    /// As wide as its place.
    case full

    var name: HTML {
        switch self {
        case .short: " w-short"
        case .medium: " w-medium"
        case .long: " w-long"
        case .full: ""
        }
    }
}

extension Interface {
    /// A field of one line, or of several when `rows` is more than 1.
    ///
    /// After a mistake it holds what was typed and says what is wrong with it, both found by its name.
    ///
    /// - Parameters:
    ///   - name: in the form, and in ``FieldProblem``.
    ///   - hint: small, between label and field; stays while one types.
    ///   - value: what is stored.
    ///   - optional: says "(optional)"; required ones say nothing.
    ///   - error: instead of the problem found by name.
    ///   - autocomplete: a token of HTML's autofill, when the kind's own does not fit ("organization", "username").
    ///   - limit: most characters; 0 for no limit.
    ///   - aside: a small link at the end of the label's line.
    public func field(
        _ name: String, _ label: Words, kind: FieldKind = .text, hint: Words? = nil, value: String = "",
        optional: Bool = false, error: String? = nil, autocomplete: String? = nil, width: FieldWidth = .full,
        limit: Int = 0, rows: Int = 1, aside: HTML = HTML()
    ) -> HTML {
        let error = error ?? problem(name)
        let stored = kind.isSecret ? "" : self.value(name, stored: value)
        let common: HTML = """
            id="f-\(name)" name="\(name)"\(when: limit > 0, " maxlength=\"\(limit)\"")\(when: !optional, " required")\
            \(described(name, hint: hint != nil, error: error != nil))
            """
        if rows > 1 {
            let area: HTML =
                "<textarea class=\"input\(width.name)\" rows=\"\(rows)\" \(common)>\n\(stored)</textarea>"
            return wrapped(name, label, hint, optional, error, aside, area)
        }
        let fill = autocomplete ?? kind.autocomplete
        let input: HTML = """
            <input class="input\(kind == .code ? " w-digits" : width.name)" type="\(kind.type)" \(common)\(kind.keyboard)\
            \(when: !stored.isEmpty, " value=\"\(stored)\"")\(when: fill != nil, " autocomplete=\"\(fill ?? "")\"")>
            """
        return wrapped(name, label, hint, optional, error, aside, input)
    }

    /// A choice from a list that is closed until one opens it.
    ///
    /// - Parameter value: of the chosen option; the first when none fits.
    public func select(
        _ name: String, _ label: Words, _ choices: [Choice], hint: Words? = nil, value: String = "",
        optional: Bool = false, error: String? = nil, width: FieldWidth = .medium
    ) -> HTML {
        let error = error ?? problem(name)
        let select: HTML = """
            <span class="select\(width.name)"><select class="input" id="f-\(name)" name="\(name)"\
            \(described(name, hint: hint != nil, error: error != nil))>\
            \(options(choices, chosen: self.value(name, stored: value)))</select>\(IconName.triangleDown.html)</span>
            """
        return wrapped(name, label, hint, optional, error, HTML(), select)
    }

    /// A field for files. Its form must say `takesFiles`.
    ///
    /// - Parameters:
    ///   - hint: the limits: "Up to 10 files of 25 MB. PDF, images, Office."
    ///   - accept: types offered first, such as `.pdf,image/*`; what arrives is checked all the same.
    ///   - limit: of the route that the form goes to: what is too much is said before it is sent.
    public func file(
        _ name: String, _ label: Words, hint: Words? = nil, several: Bool = false, optional: Bool = true,
        error: String? = nil, accept: String = "", limit: FileLimit? = nil
    ) -> HTML {
        let error = error ?? problem(name)
        let input: HTML = """
            <input class="input" type="file" id="f-\(name)" name="\(name)"\(when: several, " multiple")\
            \(when: !accept.isEmpty, " accept=\"\(accept)\"")\(when: !optional, " required")\
            \(described(name, hint: hint != nil, error: error != nil))>
            """
        return wrapped(
            name, label, hint, optional, error, HTML(), several ? dropArea(input, limit) : input)
    }

    /// Where files are dropped: the input as large as the area. What the script says, it reads here.
    private func dropArea(_ input: HTML, _ limit: FileLimit?) -> HTML {
        var data = HTML()
        if let limit {
            let many = say("At most \("count", limit.count) files at once.")
            let large = say("Files can have up to \("limit", limit.bytes / 1_000_000) MB together.")
            data = """
                 data-most="\(limit.count)" data-many="\(many)" data-bytes="\(limit.bytes)" data-large="\(large)"
                """
        }
        let script: HTML = fileScript.map { "<script src=\"\(link: $0)\" defer></script>" } ?? HTML()
        return """
            <div class="drop"\(data)>\(input)<span class="words" aria-hidden="true">\(IconName.attach.html)\
            \(say("Drop files here, or choose them"))</span></div>\(script)
            """
    }

    /// A field that is sent along and not seen.
    public func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// Fields side by side where there is room.
    public func fieldRow(_ fields: [HTML]) -> HTML { "<div class=\"field-row\">\(fields)</div>" }

    /// The attributes that tie a field to its hint and its error.
    func described(_ name: String, hint: Bool, error: Bool) -> HTML {
        switch (hint, error) {
        case (false, false): ""
        case (true, false): " aria-describedby=\"f-\(name)-hint\""
        case (false, true): " aria-invalid=\"true\" aria-describedby=\"f-\(name)-error\""
        case (true, true): " aria-invalid=\"true\" aria-describedby=\"f-\(name)-hint f-\(name)-error\""
        }
    }

    func errorLine(_ name: String, _ error: String?) -> HTML {
        guard let error else { return HTML() }
        return "<p class=\"field-error\" id=\"f-\(name)-error\">\(IconName.warning.html)\(error)</p>"
    }

    func hintLine(_ name: String, _ hint: Words?) -> HTML {
        guard let hint else { return HTML() }
        return "<p class=\"hint\" id=\"f-\(name)-hint\">\(say(hint))</p>"
    }

    private func wrapped(
        _ name: String, _ label: Words, _ hint: Words?, _ optional: Bool, _ error: String?, _ aside: HTML,
        _ input: HTML
    ) -> HTML {
        let title: HTML = """
            <label class="label" for="f-\(name)">\(say(label))\
            \(when: optional, " <span class=\"optional\">\(say("(optional)"))</span>")</label>
            """
        let line: HTML =
            aside.isEmpty
            ? title : "<div class=\"label-line\">\(title)<span class=\"aside\">\(aside)</span></div>"
        return "<div class=\"field\">\(line)\(hintLine(name, hint))\(input)\(errorLine(name, error))</div>"
    }
}
