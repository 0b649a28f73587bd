/// The form for new records and old ones, as people see it. ``Route/editor(_:of:needs:files:_:_:_:)`` gives it
/// its addresses.
public struct Editor<Noun, Draft>: Sendable {
    let list: NamedLink
    let new: Words
    let submit: Words
    let draft: @Sendable (inout FormSheet, Noun?) -> Draft
    let name: @Sendable (Draft) -> String
    let permission: Permission?
    let customer: @Sendable (Draft) -> Int?

    /// An editor.
    ///
    /// - Parameters:
    ///   - list: where one comes from, and goes when it is saved.
    ///   - new: the heading for a new record; an old one has its name.
    ///   - submit: what the button does: "Save announcement".
    ///   - draft: what is filled in, field by field.
    ///   - name: what people call the record.
    ///   - permission: the one of the page that shows the record: then who sees it stands below the form.
    ///   - customer: the number of the customer that a draft is for; without one it is for all.
    public init(
        under list: NamedLink, new: Words, submit: Words,
        _ draft: @escaping @Sendable (inout FormSheet, Noun?) -> Draft,
        name: @escaping @Sendable (Draft) -> String, seenBy permission: Permission? = nil,
        at customer: @escaping @Sendable (Draft) -> Int? = { _ in nil }
    ) {
        self.permission = permission
        self.customer = customer
        self.list = list
        self.new = new
        self.submit = submit
        self.draft = draft
        self.name = name
    }

    func page(
        _ stored: Noun?, at path: String, takesFiles: Bool, _ context: StaffContext
    ) throws -> Page {
        let ui = context.ui
        var sheet = FormSheet(drawnWith: ui, at: path)
        let draft = draft(&sheet, stored)
        var readers = HTML()
        if stored != nil, let permission {
            readers = ui.readership(
                try context.store.effects.readership(
                    of: permission, atNumber: customer(draft), portal: context.store.portal))
        }
        return ui.page(
            named: stored == nil ? ui.say(new) : name(draft), under: list,
            ui.panel(
                ui.form(
                    action: path, submit: submit, cancel: NamedLink("Cancel", to: list.path),
                    takesFiles: takesFiles, sheet.fields)) + readers)
    }

    func read(_ form: Form, _ stored: Noun?) throws(PortalError) -> Draft {
        var sheet = FormSheet(reading: form)
        let draft = draft(&sheet, stored)
        try sheet.finish()
        return draft
    }
}

extension Interface {
    /// The filled button of an editor's list, which leads to the empty form.
    public func newButton<Noun, Draft>(_ editor: Editor<Noun, Draft>) -> HTML {
        linkButton(editor.new, to: editor.list.path + "/new", .filled, icon: .plus)
    }
}

extension Route where Context == StaffContext {
    /// The four addresses of one editor: `…/new` and `…/{kind}`, each shown by GET and submitted by POST.
    ///
    /// The audit says `<portal>.<kind>.written` of a new record and `<portal>.<kind>.changed` of an old one.
    ///
    /// - Parameters:
    ///   - path: the list's path.
    ///   - find: the record that the address names, inside the scope.
    ///   - save: writes a draft, over the stored record or as a new one, and says which record it is.
    public static func editor<Noun, Draft>(
        _ path: StaticString, of kind: ObjectKind, needs right: Right<StaffContext>, files: FileLimit = .none,
        _ find: @escaping Find<Noun>, _ editor: Editor<Noun, Draft>,
        _ save: @escaping @Sendable (Draft, Noun?, StaffContext, borrowing Transaction) throws -> ID<Noun>
    ) -> [Route] {
        func routes(_ path: RoutePath, _ found: @escaping @Sendable (Request, StaffContext) throws -> Noun?)
            -> [Route]
        {
            let show: Reads = { request, context in
                .page(
                    try editor.page(
                        try found(request, context), at: request.path.link, takesFiles: files.count > 0,
                        context))
            }
            let submit: Writes = { request, context, write in
                let stored = try found(request, context)
                let draft = try editor.read(request.form, stored)
                try write { tx in
                    let act = stored == nil ? "written" : "changed"
                    try tx.audit(
                        "\(tx.portal).\(kind.name).\(act)", kind, try save(draft, stored, context, tx))
                }
                return .seeOther(editor.list.path, saying: "“\("title", editor.name(draft))” is saved.")
            }
            return [
                Route(path: path, right: right, handler: .get(show), files: .none),
                Route(path: path, right: right, handler: .post(submit), files: files),
            ]
        }
        return routes(RoutePath("\(path)/new" as String)) { _, _ in nil }
            + routes(RoutePath("\(path)/{\(kind.name)}" as String)) { request, context in
                try context.find(find, kind.name, request, needs: right)
            }
    }
}
