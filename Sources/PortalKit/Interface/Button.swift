public import Web

/// How much a button asks to be pressed.
public enum ButtonStyle: Sendable {
    /// The one thing to do in its region; there is at most one.
    case filled
    /// Anything else one may do.
    case outlined
    /// Beside another button only.
    case text
    /// Takes something away: red words, and a confirm page behind it.
    case destructive
    /// The filled red of a confirm page, nowhere else.
    case final

    var names: HTML {
        switch self {
        case .filled: " filled"
        case .outlined: ""
        case .text: " text"
        case .destructive: " text destructive"
        case .final: " final"
        }
    }
}

extension Interface {
    /// A submit button of the form around it.
    ///
    /// - Parameters:
    ///   - name: sent with `value` when this button was the one pressed; nothing is sent when empty.
    public func button(
        _ label: Words, _ style: ButtonStyle = .filled, icon: IconName? = nil, name: String = "",
        value: String = "",
        small: Bool = false
    ) -> HTML {
        """
        <button class="button\(style.names)\(when: small, " small")" type="submit"\
        \(when: !name.isEmpty, " name=\"\(name)\" value=\"\(value)\"")>\(icon?.html)\(say(label))</button>
        """
    }

    /// A link that looks like a button, because it starts something.
    ///
    /// - Parameters:
    ///   - path: a path of this site, an http(s) address or a mailto; anything else leads nowhere.
    ///   - about: what it is about, read aloud after the label where several say the same ("Pay", "Pay").
    public func linkButton(
        _ label: Words, to path: String, _ style: ButtonStyle = .outlined, icon: IconName? = nil,
        small: Bool = false,
        about: String = ""
    ) -> HTML {
        """
        <a class="button\(style.names)\(when: small, " small")" href="\(link: path)">\(icon?.html)\(say(label))\
        \(when: !about.isEmpty, "<span class=\"unseen\">: \(about)</span>")</a>
        """
    }

    /// The way to take something away: red words that lead to a confirm page, never a form of its own.
    public func destructive(_ label: Words, to path: String, small: Bool = false, about: String = "") -> HTML
    {
        linkButton(label, to: path, .destructive, small: small, about: about)
    }

    /// A form that is only a button: for what takes effect at once and can be taken back.
    ///
    /// - Parameters:
    ///   - fields: names and values sent along, hidden.
    ///   - about: what it is about, read aloud after the label where several say the same.
    public func postButton(
        _ label: Words, to path: String, _ style: ButtonStyle = .outlined, icon: IconName? = nil,
        small: Bool = false,
        fields: [(name: String, value: String)] = [], about: String = ""
    ) -> HTML {
        var html: HTML = "<form class=\"button-form\" method=\"post\" action=\"\(link: path)\">\(formKeys())"
        for field in fields { html += hidden(field.name, field.value) }
        html += """
            <button class="button\(style.names)\(when: small, " small")" type="submit">\(icon?.html)\(say(label))\
            \(when: !about.isEmpty, "<span class=\"unseen\">: \(about)</span>")</button></form>
            """
        return html
    }

    /// A button that cannot be pressed now. Rare: say near by what is missing.
    public func disabledButton(_ label: Words, icon: IconName? = nil, small: Bool = false) -> HTML {
        """
        <span class="button\(when: small, " small")" role="link" aria-disabled="true">\(icon?.html)\(say(label))</span>
        """
    }

    /// Buttons side by side.
    public func buttons(_ buttons: [HTML]) -> HTML { "<div class=\"buttons\">\(buttons)</div>" }
}
