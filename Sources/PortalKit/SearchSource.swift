/// What the search over all portals finds in one of them. It is asked only when the viewer may use it.
public struct SearchSource: Sendable {
    /// One thing that was found.
    public struct Match: Sendable {
        package let title: String
        package let line: String
        package let path: String

        /// A match: its name, one line that tells it from others, and where it is.
        public init(_ title: String, line: String = "", at path: String) {
            self.title = title
            self.line = line
            self.path = path
        }
    }

    /// So many are shown; one more is asked for, to know whether there are others.
    package static let most = 5

    package let title: Words?
    package let right: Right<CustomerContext>
    package let list: String?
    package let find: @Sendable (CustomerContext, String) throws -> [Match]

    /// A source that finds matches with a statement of its own.
    ///
    /// - Parameters:
    ///   - title: what is found, where a portal has several sources; else the portal's own title.
    ///   - list: the whole address of the list that shows all of them under `?q=`.
    ///   - find: is given what was typed, the scope, and how many to find at most; `\(search: text, in: …)` is the
    ///     condition.
    public init(
        _ title: Words? = nil, needs permission: Permission, at list: String? = nil,
        _ find: @escaping @Sendable (String, Scope, _ most: Int, borrowing Reading) throws -> [Match]
    ) {
        self.title = title
        self.list = list
        right = .customer(permission)
        self.find = { context, text in
            let scope = try context.scope(permission)
            return try context.read { try find(text, scope, Self.most + 1, $0) }
        }
    }

    /// The same, for a portal whose settings decide what is searched.
    public init(
        _ title: Words? = nil, needs permission: Permission, at list: String? = nil,
        _ find:
            @escaping @Sendable (String, Scope, _ most: Int, Settings, borrowing Reading) throws -> [Match]
    ) {
        self.title = title
        self.list = list
        right = .customer(permission)
        self.find = { context, text in
            let scope = try context.scope(permission)
            return try context.read { try find(text, scope, Self.most + 1, context.settings, $0) }
        }
    }

    /// A source that finds what the portal's list finds under `?q=`, without counting.
    ///
    /// - Parameters:
    ///   - list: the list's whole address.
    ///   - listing: as the list's route has it.
    ///   - match: what is shown of a row.
    public init<Row>(
        _ title: Words? = nil, needs permission: Permission, at list: String,
        _ listing: @escaping @Sendable (Paging, Scope, borrowing Reading) throws -> Listing<Row>,
        _ match: @escaping @Sendable (Row) -> Match
    ) {
        self.title = title
        self.list = list
        right = .customer(permission)
        find = { context, text in
            let scope = try context.scope(permission)
            let paging = Paging.matches(text, most: Self.most + 1)
            return try context.read { try listing(paging, scope, $0) }.rows.map(match)
        }
    }
}
