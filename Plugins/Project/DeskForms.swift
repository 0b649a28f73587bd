import PortalKit

// The forms of staff.
extension DeskPages {
    static func form(
        _ project: Project?, customer: String, _ colleagues: [Colleague], me: String, _ ui: Interface
    ) -> Page {
        let title: Words = project == nil ? "New project" : "Edit project"
        var crumbs = [NamedLink("Projects", to: Project.staffList)]
        if let project { crumbs.append(NamedLink(named: project.name, to: project.staffPath)) }
        let people =
            [Choice("", "Nobody yet")] + colleagues.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let lead = project == nil ? me : project?.lead.map { "\($0)" } ?? ""
        let fields: [HTML] = [
            ui.field("name", "Name", value: project?.name ?? "", width: .long, limit: 160),
            project == nil
                ? ui.field(
                    "customer", "Customer's number", kind: .number, hint: "It stands on the customer's page.",
                    value: customer, width: .short, limit: 12) : HTML(),
            ui.field(
                "description", "Description", hint: "What the project is for. Its members read this.",
                value: project?.description ?? "", optional: true, rows: 6),
            ui.select(
                "status", "Status", Project.Status.allCases.map { Choice($0.rawValue, $0.words) },
                value: (project?.status ?? .active).rawValue),
            ui.select("lead", "Led by", people, value: lead),
            ui.field(
                "starts", "Begins on", kind: .date, value: project?.startsOn?.description ?? "",
                optional: true,
                width: .short),
            ui.field(
                "ends", "Ends on", kind: .date, value: project?.endsOn?.description ?? "", optional: true,
                width: .short),
            project?.isTemplate == true
                ? HTML()
                : ui.checkbox(
                    "shared", "Show on Portal?",
                    hint:
                        "Its members see the project; each milestone, task, update and document has a switch of its own.",
                    isOn: project?.isShared ?? true),
            project.map { ui.hidden("version", String($0.version)) } ?? HTML(),
        ]
        let path = project?.staffPath ?? Project.staffList
        let form = ui.form(
            action: project == nil ? path + "/new" : path + "/edit", submit: "Save project",
            cancel: NamedLink("Cancel", to: path), "\(fields)")
        return Page(
            title,
            "\(ui.breadcrumb(crumbs, current: ui.say(title)))\(ui.pageHead(title: title))\(ui.panel(form))")
    }

    /// What a form for an item needs beside it.
    struct Surroundings {
        let project: Project
        let members: [Member]
        let colleagues: [Colleague]
        /// The names of its task lists, or of its folders.
        let lists: [String]
        let onlookers: [Onlooker]
        let sharesNew: Bool
        /// Whether something waits for the task.
        var isNeeded = false
    }

    static func form(_ kind: Item.Kind, _ item: Item?, _ around: Surroundings, _ ui: Interface) -> Page {
        let title: Words = item == nil ? kind.new : "Edit"
        let project = around.project
        var crumbs = [
            NamedLink("Projects", to: Project.staffList),
            NamedLink(named: project.name, to: project.staffPath),
        ]
        if let item { crumbs.append(NamedLink(named: item.title, to: item.staffPath)) }
        let path = item?.staffPath ?? project.staffPath
        var fields: [HTML] = [
            ui.field("title", "Title", value: item?.title ?? "", width: .long, limit: 160),
            ui.field(
                "text", "Text", hint: "**bold**, - lists, > quotes and `code` work here.",
                value: item?.text ?? "",
                optional: kind != .update, rows: kind == .update ? 8 : 4),
        ]
        if kind == .task { fields += task(item, around, ui) }
        if kind == .document { fields.append(folder(item, around, ui)) }
        if kind.isWork { fields += dates(item, around, ui) }
        if kind != .milestone {
            fields.append(
                ui.file(
                    "files", kind == .document && item != nil ? "New version" : "Files",
                    hint: ItemPages.filesHint,
                    several: kind != .document, optional: kind != .document || item != nil, limit: Item.limit)
            )
        }
        if let item {
            fields.append(ui.hidden("version", String(item.version)))
        } else {
            fields.append(ui.hidden("kind", kind.rawValue))
            let sharing: [HTML] = [
                ui.checkbox(
                    "shared", "Show on Portal?",
                    hint: "It can be changed later, by the switch on the thing itself.",
                    isOn: around.sharesNew),
                ui.whoSees(around.onlookers, own: "Is a member", isShared: false),
            ]
            if !project.isTemplate { fields += sharing }
        }
        let form = ui.form(
            action: item == nil ? path + "/items/new" : path + "/edit", submit: "Save",
            cancel: NamedLink("Cancel", to: path), takesFiles: kind != .milestone, "\(fields)")
        return Page(
            title,
            "\(ui.breadcrumb(crumbs, current: ui.say(title)))\(ui.pageHead(title: title))\(ui.panel(form))")
    }

    private static func folder(_ item: Item?, _ around: Surroundings, _ ui: Interface) -> HTML {
        ui.field(
            "folder", "Folder", hint: known(around), value: item?.folder ?? "", optional: true, limit: 120)
    }

    /// The lists or folders that are there.
    private static func known(_ around: Surroundings) -> Words? {
        around.lists.isEmpty ? nil : Words(verbatim: around.lists.prefix(12).joined(separator: " · "))
    }

    private static func task(_ item: Item?, _ around: Surroundings, _ ui: Interface) -> [HTML] {
        let ours =
            [Choice("", "Nobody yet")]
            + around.colleagues.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let theirs =
            [Choice("", "Nobody")] + around.members.map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        return [
            ui.field(
                "list", "List", hint: known(around), value: item?.list?.name ?? "", optional: true, limit: 120
            ),
            ui.select("assignee", "Who of us does it", ours, value: item?.assignee.map { "\($0)" } ?? ""),
            ui.select(
                "contact", "Whose task it is at the customer", theirs,
                hint: "That person completes it in the portal, once it is shared.",
                value: item?.contactRef.map { "\($0)" } ?? ""),
            ui.checkbox(
                "asks-file", "It asks the customer for a file",
                hint: "It is done once that person, or any member where nobody is chosen, has sent one.",
                isOn: item?.asksFile ?? false),
        ]
    }

    private static func dates(_ item: Item?, _ around: Surroundings, _ ui: Interface) -> [HTML] {
        let shift = ui.checkbox(
            "shift", "Shift what waits for it",
            hint: "Where it is due later now: by as many days, what would begin or be due before it.")
        return [
            ui.field(
                "starts", "Begins on", kind: .date, value: item?.startsOn?.description ?? "", optional: true,
                width: .short),
            ui.field(
                "due", "Due", kind: .date, value: item?.dueOn?.description ?? "", optional: true,
                width: .short),
            around.isNeeded && item?.dueOn != nil ? shift : HTML(),
        ]
    }
}
