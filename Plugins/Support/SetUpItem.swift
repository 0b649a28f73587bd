import PortalKit

/// What administrators keep in a list for the desk: each has a name of its own, and is in use or not any more.
protocol SetUpItem: SendableMetatype {
    associatedtype Draft
    var ref: Ref<Self> { get }
    static var object: ObjectKind { get }
    static func all(_ db: borrowing Reading) throws -> [Self]
    static func draft(_ form: Form) throws -> Draft
    static func save(_ draft: Draft, at now: Instant, _ tx: borrowing Transaction) throws -> ID<Self>
    /// The page of one, or of a new one.
    static func page(_ item: Self?, _ ui: Interface) -> Page
}

/// What every form of them has: which one it is, whether it is in use, and the version that was seen.
struct SetUpHead<Item>: Sendable {
    let ref: Ref<Item>?
    let isInUse: Bool
    let version: Int

    init(_ form: Form, _ check: inout FormCheck) throws(PortalError) {
        ref = form["ref"].isEmpty ? nil : try Ref(form["ref"])
        isInUse = ref == nil || check.isTicked("used")
        version = check.number("version") ?? 0
    }

    func archivedAt(_ now: Instant) -> Instant? { isInUse ? nil : now }

    /// Adds it or changes it.
    ///
    /// - Parameters:
    ///   - field: where to say that the name is taken, or that there are too many.
    ///   - same: selects id and ref of the one that has the name already.
    ///   - find: selects the id of the one that is changed.
    ///   - update: changes it if its version is the one that was seen.
    ///   - insert: adds one unless there are `most` of them.
    func save(
        _ field: String, same: SQL, find: SQL, update: SQL, insert: SQL, most: Int,
        _ tx: borrowing Transaction
    ) throws -> ID<Item> {
        let taken: (id: ID<Item>, ref: Ref<Item>)? = try tx.first(same) { (try $0.next(), try $0.next()) }
        if let taken, taken.ref != ref { throw PortalError.invalid(field, "There is one of that name.") }
        guard ref == nil else {
            try tx.save(update)
            let id: ID<Item>? = try tx.first(find) { try $0.next() }
            guard let id else { throw PortalError.notFound }
            return id
        }
        let added = try tx.execute(insert)
        guard added.affected == 1 else {
            throw PortalError.invalid(field, "There are \("n", most) of them, which is the most.")
        }
        return added.id()
    }
}
