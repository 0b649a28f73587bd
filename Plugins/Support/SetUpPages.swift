import PortalKit

/// What administrators see of the desk's set-up.
enum SetUpPages {
    struct All {
        let categories: [Category]
        let fields: [TicketField]
        let answers: [ReadyAnswer]
    }

    static func overview(_ all: All, _ ui: Interface) -> Page {
        let answerRows = all.answers.map { answer in
            ui.row(
                named: answer.title, at: SetUpRoutes.path + "/answer?ref=\(answer.ref)",
                second: answer.body.opening(), mark: answer.isInUse ? HTML() : ui.pill("Not in use", .rest))
        }
        let categoryRows = all.categories.map { category in
            ui.row(
                named: category.name, at: SetUpRoutes.path + "/category?ref=\(category.ref)",
                second: ui.reader.say(category.tickets, one: "{n} ticket", other: "{n} tickets"),
                mark: category.isInUse ? HTML() : ui.pill("Not in use", .rest))
        }
        let fieldRows = all.fields.map { field in
            ui.row(
                named: field.label, at: SetUpRoutes.path + "/field?ref=\(field.ref)",
                second: ui.say(field.kind.words) + ", " + ui.say(field.audience.words),
                mark: field.isInUse ? HTML() : ui.pill("Not in use", .rest))
        }
        return Page(
            "Set up the desk",
            """
            \(ui.pageHead(title: "Set up the desk", sub: "What holds for all tickets of the installation."))\
            \(part("Categories", "What tickets are about. Customers choose one when they open a ticket.", categoryRows, "Add category", "/category", ui))\
            \(part("Fields", "What is asked for beside subject and description.", fieldRows, "Add field", "/field", ui))\
            \(part("Ready answers", "What is written again and again: put into a note with one press, and changed before it is sent.", answerRows, "Add answer", "/answer", ui))
            """)
    }

    private static func part(
        _ title: Words, _ explanation: Words, _ rows: [HTML], _ add: Words, _ path: String, _ ui: Interface
    ) -> HTML {
        let head: HTML = rows.isEmpty ? ui.allDone(explanation) : HTML()
        let button = ui.linkButton(add, to: SetUpRoutes.path + path, icon: .plus, small: true)
        return ui.panel(
            title: title, isPadded: false,
            ui.rows(
                (rows.isEmpty ? ["<div class=\"row\">\(head)</div>"] : rows) + [
                    "<div class=\"row\">\(button)</div>"
                ]))
    }

    static func category(_ category: Category?, _ ui: Interface) -> Page {
        let title: Words = category == nil ? "New category" : "Edit category"
        let fields: [HTML] = [
            ui.field("name", "Name", value: category?.name ?? "", width: .long, limit: 80),
            position(category?.position, ui),
            category.map { ui.checkbox("used", "In use", hint: unused, isOn: $0.isInUse) } ?? HTML(),
            seen(category?.ref, category?.version, ui),
        ]
        return form(title, SetUpRoutes.path + "/category", fields, ui)
    }

    static func field(_ field: TicketField?, _ ui: Interface) -> Page {
        let title: Words = field == nil ? "New field" : "Edit field"
        let kinds = field.map { [$0.kind] } ?? TicketField.Kind.allCases
        let fields: [HTML] = [
            ui.field("label", "What is asked for", value: field?.label ?? "", width: .long, limit: 80),
            ui.select(
                "kind", "Kind", kinds.map { Choice($0.rawValue, $0.words) },
                hint: field == nil ? "It cannot be changed later." : nil,
                value: field?.kind.rawValue ?? "", width: .long),
            ui.field(
                "choices", "Answers of a choice", hint: "One a line.",
                value: (field?.choices ?? []).joined(separator: "\n"), optional: true, width: .long, rows: 5),
            ui.select(
                "audience", "Customers", TicketField.Audience.allCases.map { Choice($0.rawValue, $0.words) },
                value: field?.audience.rawValue ?? "", width: .long),
            ui.checkbox(
                "required", "Customers have to fill it in", hint: "Where they fill it in at all.",
                isOn: field?.isRequired ?? false),
            position(field?.position, ui),
            field.map { ui.checkbox("used", "In use", hint: unused, isOn: $0.isInUse) } ?? HTML(),
            seen(field?.ref, field?.version, ui),
        ]
        return form(title, SetUpRoutes.path + "/field", fields, ui)
    }

    static func answer(_ answer: ReadyAnswer?, _ ui: Interface) -> Page {
        let title: Words = answer == nil ? "New ready answer" : "Edit ready answer"
        let names = ReadyAnswer.placeholders.map { "{" + $0 + "}" }.joined(separator: " ")
        let fields: [HTML] = [
            ui.field("title", "Name", value: answer?.title ?? "", width: .long, limit: 80),
            ui.field(
                "body", "Text of the answer", hint: "These are filled in: \("names", names)",
                value: answer?.body ?? "",
                rows: 10),
            answer.map { ui.checkbox("used", "In use", isOn: $0.isInUse) } ?? HTML(),
            seen(answer?.ref, answer?.version, ui),
        ]
        return form(title, SetUpRoutes.path + "/answer", fields, ui)
    }

    /// Which one it is, and the version that is changed.
    private static func seen<Item>(_ ref: Ref<Item>?, _ version: Int?, _ ui: Interface) -> HTML {
        "\(ui.hidden("ref", ref?.description ?? ""))\(ui.hidden("version", String(version ?? 0)))"
    }

    private static let unused: Words = "Where it is not, tickets that have it keep it."

    private static func position(_ value: Int?, _ ui: Interface) -> HTML {
        ui.field(
            "position", "Order", kind: .number, hint: "Lower numbers stand first.",
            value: String(value ?? 0), width: .short)
    }

    private static func form(_ title: Words, _ path: String, _ fields: [HTML], _ ui: Interface) -> Page {
        ui.page(
            named: ui.say(title), under: NamedLink("Set up the desk", to: SetUpRoutes.path),
            ui.panel(
                ui.form(
                    action: path, submit: "Save", cancel: NamedLink("Cancel", to: SetUpRoutes.path),
                    "\(fields)")))
    }
}
