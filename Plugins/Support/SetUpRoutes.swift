import PortalKit

/// What administrators set up once: what tickets are about, what is asked for, and what is written again and again.
enum SetUpRoutes {
    private static let settingUp: Right<StaffContext> = .staff(.setUpDesk)
    static let path = "/staff/support/set-up"

    static let staff: [Route<StaffContext>] =
        [
            .get("/set-up", needs: settingUp) { _, context in
                let all = try context.read {
                    SetUpPages.All(
                        categories: try Category.all($0), fields: try TicketField.all($0),
                        answers: try ReadyAnswer.all($0))
                }
                return .page(SetUpPages.overview(all, context.ui))
            }
        ] + routes("/set-up/category", Category.self) + routes("/set-up/field", TicketField.self)
        + routes("/set-up/answer", ReadyAnswer.self)

    private static func routes<Item: SetUpItem>(
        _ path: StaticString, _ type: Item.Type
    ) -> [Route<StaffContext>] {
        [
            .get(path, needs: settingUp) { request, context in
                let item: Item? = try found(request, context)
                return .page(Item.page(item, context.ui))
            },
            .post(path, needs: settingUp) { request, context, write in
                let draft = try Item.draft(request.form)
                try write { tx in
                    let id = try Item.save(draft, at: context.now, tx)
                    try tx.audit("support.desk.set-up", Item.object, id)
                }
                return .seeOther(Self.path, saying: "Saved.")
            },
        ]
    }

    /// The one that the address or the form names; nil for a new one.
    private static func found<Item: SetUpItem>(
        _ request: Request, _ context: StaffContext
    ) throws -> Item? {
        let typed = request.form["ref"]
        let name = typed.isEmpty ? request.query["ref"] : typed
        guard !name.isEmpty else { return nil }
        let ref = try Ref<Item>(name)
        guard let item = try context.read({ try Item.all($0) }).first(where: { $0.ref == ref }) else {
            throw PortalError.notFound
        }
        return item
    }
}
