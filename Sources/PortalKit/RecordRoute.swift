extension Route where Context: RecordContext {
    /// Finds the record with that name inside a scope; nil when there is none, which is a 404.
    public typealias Find<Noun> = @Sendable (Ref<Noun>, Scope, borrowing Reading) throws -> Noun?

    /// A list of what the route's right lets one see.
    ///
    /// - Parameters:
    ///   - listing: one page of it, with ``Reading/listing(_:by:_:counting:_:place:)``.
    ///   - page: draws it, with ``Interface/list(_:_:action:_:)``.
    public static func list<Row>(
        _ path: StaticString, needs right: Right<Context>,
        _ listing: @escaping @Sendable (Paging, Scope, borrowing Reading) throws -> Listing<Row>,
        _ page: @escaping @Sendable (Listing<Row>, Interface) -> Page
    ) -> Route {
        .get(path, needs: right) { request, context in
            let scope = try context.scope(of: right)
            let paging = try context.paging(request)
            return .page(page(try context.read { try listing(paging, scope, $0) }, context.ui))
        }
    }

    /// The page of the record that the last braces of the path name.
    public static func detail<Noun>(
        _ path: StaticString, needs right: Right<Context>, _ find: @escaping Find<Noun>,
        _ page: @escaping @Sendable (Noun, Interface) -> Page
    ) -> Route {
        let kind = RoutePath(path).record
        return .get(path, needs: right) { request, context in
            .page(page(try context.find(find, kind, request, needs: right), context.ui))
        }
    }

    /// A file of the record that the last braces of the path name; a 404 when it has none.
    public static func file<Noun>(
        _ path: StaticString, needs right: Right<Context>, _ find: @escaping Find<Noun>,
        _ file: @escaping @Sendable (Noun) -> Attachment?
    ) -> Route {
        let kind = RoutePath(path).record
        return .get(path, needs: right) { request, context in
            guard let file = file(try context.find(find, kind, request, needs: right)) else {
                throw PortalError.notFound
            }
            return .file(file)
        }
    }

    /// Several files of the record that the last braces of the path name, each at `…/files/{file}`; a 404 for a file
    /// that is not among them. Its ``ObjectKind`` is `file`, inside the record's.
    public static func files<Noun>(
        _ path: StaticString, needs right: Right<Context>, _ find: @escaping Find<Noun>,
        _ files: @escaping @Sendable (Noun) -> [Attachment]
    ) -> Route {
        let kind = RoutePath(path).record
        let show: Reads = { request, context in
            let ref: Ref<Attachment> = try request.ref(ObjectKind("file"))
            let found = files(try context.find(find, kind, request, needs: right))
            guard let file = found.first(where: { $0.ref == ref }) else { throw PortalError.notFound }
            return .file(file)
        }
        return Route(
            path: RoutePath("\(path)/files/{file}" as String), right: right, handler: .get(show), files: .none
        )
    }
}

extension RecordContext {
    /// - Throws: `PortalError.notFound` when there is no such record, or none for this viewer.
    func find<Noun>(
        _ find: Route<Self>.Find<Noun>, _ kind: String, _ request: Request, needs right: Right<Self>
    ) throws -> Noun {
        let scope = try scope(of: right)
        let ref: Ref<Noun> = try request.ref(ObjectKind(kind))
        guard let found = try read({ try find(ref, scope, $0) }) else { throw PortalError.notFound }
        return found
    }
}

extension RoutePath {
    /// The kind of the record that a path is about: its last parameter.
    var record: String {
        segments.reduce("") { kind, segment in
            if case .parameter(let name) = segment { name } else { kind }
        }
    }
}
