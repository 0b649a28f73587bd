extension Route where Context == StaffContext {
    /// The four addresses of one form: `…/new` and `…/{kind}`, each shown by GET and submitted by POST.
    ///
    /// - Parameters:
    ///   - path: the list's path.
    ///   - find: the record that the address names, inside the viewer's scope.
    ///   - title: of the page for a new one; an existing one has its own.
    ///   - page: the form, empty without a record.
    ///   - save: decides and writes, for a new record without one, and says where to go.
    public static func editor<Noun>(
        _ path: String, of kind: ObjectKind, needs right: Right<StaffContext>, files: FileLimit = .none,
        title: Words, find: @escaping @Sendable (Request, StaffContext) throws -> Noun,
        page: @escaping @Sendable (Noun?, Interface) -> HTML,
        save: @escaping @Sendable (Noun?, Request, StaffContext, borrowing Transaction) throws -> Answer
    ) -> [Route] {
        let new = RoutePath(path + "/new")
        let old = RoutePath(path + "/{" + kind.name + "}")
        return [
            Route(
                path: new, right: right, handler: .get { .page(title, page(nil, $1.ui)) }, files: .none),
            Route(
                path: new, right: right,
                handler: .post { request, context, write in
                    try write { tx in try save(nil, request, context, tx) }
                }, files: files),
            Route(
                path: old, right: right, handler: .get { .page(title, page(try find($0, $1), $1.ui)) },
                files: .none),
            Route(
                path: old, right: right,
                handler: .post { request, context, write in
                    let record = try find(request, context)
                    return try write { tx in try save(record, request, context, tx) }
                }, files: files),
        ]
    }
}
