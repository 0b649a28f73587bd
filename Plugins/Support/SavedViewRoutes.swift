import PortalKit

/// The views of the list that staff keep under a name.
enum SavedViewRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)
    static let path = "/staff/support/views"

    static let staff: [Route<StaffContext>] = [
        .get("/views", needs: working) { request, context in
            if !request.query["ref"].isEmpty, let view = try found(request.query, context) {
                return .page(SavedViewPages.delete(view, context.ui))
            }
            let views = try context.read { try SavedView.all(of: context.staff.id, $0) }
            return .page(SavedViewPages.all(views, setsUp: context.may(.setUpDesk), context.ui))
        },
        .get("/views/edit", needs: working) { request, context in
            let form = request.form.isEmpty ? request.query : request.form
            let view = try found(form, context)
            return .page(
                SavedViewPages.edit(
                    view, view?.filter ?? TicketFilter(form), setsUp: context.may(.setUpDesk), context.ui))
        },
        .post("/views/edit", needs: working) { request, context, write in
            let old = try found(request.form, context)
            if let old, request.form["delete"] == "1" {
                try write { tx in
                    try old.delete(tx)
                    if old.isShared { try tx.audit("support.desk.set-up", ObjectKind("view"), old.id) }
                }
                return .seeOther(path, saying: "The view is deleted.")
            }
            let draft = try SavedView.Draft(request.form)
            if draft.isShared, !context.may(.setUpDesk) { throw PortalError.forbidden }
            try write { tx in
                let id = try SavedView.save(draft, of: context.staff.id, tx)
                if draft.isShared || old?.isShared == true {
                    try tx.audit("support.desk.set-up", ObjectKind("view"), id)
                }
            }
            let shown = old?.filter ?? draft.filter
            return .seeOther(shown.path, saying: "The view is saved.")
        },
    ]

    /// The one that the fields name; nil where they name none.
    private static func found(_ form: Form, _ context: StaffContext) throws -> SavedView? {
        guard !form["ref"].isEmpty else { return nil }
        let ref = try Ref<SavedView>(form["ref"])
        let view = try context.read {
            try SavedView.find(ref, of: context.staff.id, setsUp: context.may(.setUpDesk), $0)
        }
        guard let view else { throw PortalError.notFound }
        return view
    }
}
