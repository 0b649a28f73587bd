public import Web

/// One of several things to choose.
public struct Choice: Sendable {
    var value: String
    var label: Words
    var hint: Words?

    /// A choice: the value that is sent, what people read, and a small second line.
    public init(_ value: String, _ label: Words, hint: Words? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

extension Interface {
    /// A yes or no inside a form that is saved. The label is part of the target.
    ///
    /// - Parameters:
    ///   - value: sent when ticked.
    ///   - isOn: what is stored.
    ///   - isStrong: the label is in 600, for a choice that stands alone.
    public func checkbox(
        _ name: String, _ label: Words, hint: Words? = nil, value: String = "1", isOn: Bool = false,
        isStrong: Bool = false
    ) -> HTML {
        let error = problem(name)
        let isTicked = typed?.values(name).contains(value) ?? isOn
        return """
            <div class="field"><label class="check\(when: isStrong, " strong")"><input class="box" type="checkbox" id="f-\(name)" \
            name="\(name)" value="\(value)"\(when: isTicked, " checked")\(described(name, hint: false, error: error != nil))>\
            <span><span class="label">\(say(label))</span>\(small(hint))</span></label>\(errorLine(name, error))</div>
            """
    }

    /// Several that may be chosen together, under one heading; all are sent under one name.
    public func checkboxes(_ name: String, _ legend: Words, _ choices: [Choice], chosen: [String] = [])
        -> HTML
    {
        let values = typed?.values(name) ?? chosen
        return group(name, legend, "checkbox", choices) { values.contains($0) }
    }

    /// One of several, all to be seen.
    public func radios(_ name: String, _ legend: Words, _ choices: [Choice], value: String = "") -> HTML {
        let chosen = self.value(name, stored: value)
        return group(name, legend, "radio", choices) { $0 == chosen }
    }

    private func group(
        _ name: String, _ legend: Words, _ type: HTML, _ choices: [Choice], isOn: (String) -> Bool
    ) -> HTML {
        let error = problem(name)
        var html: HTML = """
            <fieldset class="field"\(described(name, hint: false, error: error != nil))><legend class="legend">\(say(legend))\
            </legend><div class="checks">
            """
        for (index, choice) in choices.enumerated() {
            html += """
                <label class="check"><input class="box" type="\(type)" id="f-\(name)\(when: index > 0, "-\(index)")" \
                name="\(name)" value="\(choice.value)"\(when: isOn(choice.value), " checked")><span>\
                <span class="label">\(say(choice.label))</span>\(small(choice.hint))</span></label>
                """
        }
        html += "</div>\(errorLine(name, error))</fieldset>"
        return html
    }

    private func small(_ hint: Words?) -> HTML? {
        hint.map { "<span class=\"hint\">\(say($0))</span>" }
    }

    /// One of two or three, drawn as a row: for a column of permissions that is read at a glance.
    ///
    /// - Parameters:
    ///   - legend: what is chosen, read aloud only.
    ///   - none: the value that means "not at all"; chosen, it is grey.
    public func segmented(
        _ name: String, _ legend: Words, _ choices: [Choice], value: String, none: String = "none"
    ) -> HTML {
        let chosen = self.value(name, stored: value)
        var html: HTML = "<div class=\"segments\" role=\"radiogroup\" aria-label=\"\(say(legend))\">"
        for (index, choice) in choices.enumerated() {
            html += """
                <label class="segment\(when: choice.value == none, " none")"><input type="radio" \
                id="f-\(name)\(when: index > 0, "-\(index)")" name="\(name)" value="\(choice.value)"\
                \(when: choice.value == chosen, " checked")><span>\(say(choice.label))</span></label>
                """
        }
        html += "</div>"
        return html
    }

    /// A setting that takes effect at once: a form that is one switch, with its state in words beside it. The page
    /// comes back at the same place.
    ///
    /// - Parameters:
    ///   - label: what is switched, read aloud before the state.
    ///   - state: the state in words now: "Shared in the portal", "Not shared".
    ///   - name: sent with the other state, `1` or `0`.
    public func switchButton(
        to path: String, _ label: Words, state: Words, isOn: Bool, name: String = "on",
        fields: [(name: String, value: String)] = []
    ) -> HTML {
        var html: HTML = "<form class=\"button-form\" method=\"post\" action=\"\(link: path)\">\(formKeys())"
        for field in fields { html += hidden(field.name, field.value) }
        html += """
            <button class="switch" type="submit" role="switch" aria-checked="\(isOn ? "true" : "false")" name="\(name)" \
            value="\(isOn ? 0 : 1)"><span class="unseen">\(say(label)): </span><span class="track"></span>\(say(state))\
            </button></form>
            """
        return html
    }
}
