import PortalKit

/// What administrators ask for beside subject and description.
struct TicketField {
    enum Kind: String, CaseIterable, Sendable {
        case line, choice, date, tick

        var words: Words {
            switch self {
            case .line: "One line of text"
            case .choice: "A choice"
            case .date: "A date"
            case .tick: "Yes or no"
            }
        }
    }

    /// What customers have of it.
    enum Audience: String, CaseIterable, Sendable {
        case staff, reads, fills

        var words: Words {
            switch self {
            case .staff: "Only staff see it"
            case .reads: "Customers read it"
            case .fills: "Customers fill it in when they open a ticket"
            }
        }
    }

    let id: ID<TicketField>
    let ref: Ref<TicketField>
    let label: String
    let kind: Kind
    let choices: [String]
    let audience: Audience
    let isRequired: Bool
    let position: Int
    let isInUse: Bool
    let version: Int

    static let most = 30

    /// What it is called in a form.
    var name: String { "field-\(ref)" }

    // MARK: In a ticket's form

    func input(_ value: String, _ ui: Interface, asks: Bool) -> HTML {
        let words = Words(verbatim: label)
        let optional = !(asks && isRequired)
        switch kind {
        case .line:
            return ui.field(name, words, value: value, optional: optional, width: .full, limit: 500)
        case .date: return ui.field(name, words, kind: .date, value: value, optional: optional, width: .short)
        case .choice:
            // What was chosen before the list changed stays as it is until somebody chooses anew.
            let kept = value.isEmpty || choices.contains(value) ? [] : [value]
            let all = [Choice("", "None")] + (choices + kept).map { Choice($0, Words(verbatim: $0)) }
            return ui.select(name, words, all, value: value, optional: optional, width: .full)
        case .tick: return ui.checkbox(name, words, isOn: value == "1")
        }
    }

    /// What was filled in: a line, one of the choices, a day as `2026-03-06`, or `1`; empty for nothing.
    ///
    /// - Parameters:
    ///   - old: what stood there before.
    ///   - asks: whether it has to be filled in where that is required.
    func value(_ check: inout FormCheck, _ form: Form, old: String = "", asks: Bool) -> String {
        let missing: Words? = asks && isRequired ? "Fill this in." : nil
        switch kind {
        case .line: return check.line(name, most: 500, missing: missing)
        case .date: return check.date(name, missing: missing)?.description ?? ""
        case .tick: return check.isTicked(name) ? "1" : ""
        case .choice:
            let value = form[name]
            if value.isEmpty, let missing { check.refuse(name, missing) }
            if !value.isEmpty, value != old, !choices.contains(value) {
                check.refuse(name, "Choose one of these.")
            }
            return value
        }
    }
}

/// What stands in one field of a ticket.
struct TicketValue: Equatable {
    /// Of the field; no two have the same.
    let label: String
    let kind: TicketField.Kind
    let value: String

    func said(_ ui: Interface) -> String {
        switch kind {
        case .line, .choice: value
        case .date: PlainDate(value).map(ui.reader.date) ?? value
        case .tick: ui.say("Yes")
        }
    }

    /// From one line of the column that ``TicketField/values(for:)`` gives.
    init?(_ line: Substring) {
        let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 3, let kind = TicketField.Kind(rawValue: parts[0]) else { return nil }
        (self.kind, label, value) = (kind, parts[1], parts[2])
    }

    /// Of all lines.
    static func all(_ text: String) -> [TicketValue] {
        text.split(separator: "\n").compactMap(TicketValue.init)
    }
}

extension [TicketValue] {
    /// What stands in a field; empty for nothing.
    subscript(field: TicketField) -> String { first { $0.label == field.label }?.value ?? "" }
}
