/// What the walk tries a portal with: how a record of each kind is made, and a valid form for each POST route.
///
/// The walk (`portico selftest`, and every portal's tests) asks for each route as each kind of viewer, for records
/// that are his own, a colleague's, another customer's, not shared and removed. Who may see what it knows from the
/// declarations; a portal says only how such records come to be. There is no default: a portal that cannot be tried
/// is not proved.
public struct Examples: Sendable {
    package let records: [ExampleRecord]
    package let forms: [ExampleForm]

    /// One record for each ``ObjectKind``, one form for each POST route.
    public init(_ records: [ExampleRecord], forms: [ExampleForm] = []) {
        self.records = records
        self.forms = forms
    }

    /// For a portal whose addresses name no records and which takes no forms.
    public static let none = Examples([])
}

/// How the walk gets records of one kind. Every part of its law has to be said.
public struct ExampleRecord: Sendable {
    /// Whose a record is.
    public enum Owner: Sendable {
        /// A contact's: reach *own* sees it.
        case contact
        /// The customer's as a whole: reach *own* sees none of them.
        case customer
    }

    /// When customers see it.
    public enum Sharing: Sendable {
        /// From the start: it cannot be hidden from the customer it belongs to.
        case always
        /// Once staff have shared it.
        case byStaff
    }

    /// Whether there are records that customers once saw and that are gone.
    public enum Removal: Sendable {
        case never
        case possible
    }

    package typealias Make = @Sendable (ExampleWish, borrowing Transaction) throws -> String

    package let kind: String
    package let parent: String?
    package let owner: Owner
    package let sharing: Sharing
    package let removal: Removal
    package let hasEverybody: Bool
    package let permission: Permission?
    /// The type of the records; a notice about this type is tried with them.
    package private(set) var noun: ObjectIdentifier?
    package let make: Make

    /// A kind of record.
    ///
    /// - Parameters:
    ///   - parent: the kind it is inside of, such as the ticket of a note.
    ///   - everybody: a record without a customer is for all of them.
    ///   - permission: whose reach decides who sees one, where that is not the permission of the route: who may
    ///     answer tickets (yes or no) answers those that he sees. The narrower of both holds.
    ///   - make: writes one as the wish says, with the wish's text in every column that people read, and says
    ///     its name in addresses. It runs in a scratch database, past the portal's own rules.
    public init<Noun>(
        _ kind: ObjectKind, in parent: ObjectKind? = nil, of owner: Owner, shared: Sharing, removed: Removal,
        everybody: Bool = false, seenBy permission: Permission? = nil,
        _ make: @escaping @Sendable (ExampleWish, borrowing Transaction) throws -> Ref<Noun>
    ) {
        self.kind = kind.name
        self.parent = parent?.name
        self.owner = owner
        sharing = shared
        removal = removed
        hasEverybody = everybody
        self.permission = permission
        noun = ObjectIdentifier(Noun.self)
        self.make = { try make($0, $1).description }
    }

    /// A kind whose records are rows of one table with the usual columns: `ref`, `customer_id`, `created_at`,
    /// `created_by`. They are the customer's as a whole and are never taken away.
    ///
    /// - Parameters:
    ///   - texts: the columns that people read.
    ///   - file: the column of an attachment.
    ///   - shared: the first part of `<shared>_at` and `<shared>_by`, where staff choose what they show.
    ///   - everybody: a row without a customer is for all of them.
    public init(
        _ kind: ObjectKind, table: StaticString, texts: [StaticString], file: StaticString? = nil,
        shared: StaticString? = nil, everybody: Bool = false
    ) {
        self.init(
            kind, of: .customer, shared: shared == nil ? .always : .byStaff, removed: .never,
            everybody: everybody
        ) { it, tx in
            let ref: Ref<ExampleRecord> = tx.newRef()
            var names: SQL = "ref, customer_id, created_at, created_by"
            var values: SQL = "\(ref), \(it.customer), \(it.now), \(it.staff)"
            func add(_ name: SQL, _ value: SQL) {
                names.appendSQL(", \(sql: name)")
                values.appendSQL(", \(sql: value)")
            }
            for text in texts { add(SQL(stringLiteral: text), "\(it.text)") }
            if let file { add(SQL(stringLiteral: file), "\(try tx.attach(it.file))") }
            if let shared {
                add("\(sql: SQL(stringLiteral: shared))_at", "\(it.shared.at)")
                add("\(sql: SQL(stringLiteral: shared))_by", "\(it.shared.by)")
            }
            try tx.execute(
                "INSERT INTO \(sql: SQL(stringLiteral: table)) (\(sql: names)) VALUES (\(sql: values))")
            return ref
        }
        noun = nil
    }

    /// A kind whose records have other names in addresses than refs: the tokens of the kernel's links, or the ids
    /// of portals.
    package init(tokens kind: ObjectKind, in parent: ObjectKind? = nil, _ make: @escaping Make) {
        self.kind = kind.name
        self.parent = parent?.name
        owner = .customer
        sharing = .always
        removal = .never
        hasEverybody = false
        permission = nil
        noun = nil
        self.make = make
    }
}

/// The record that the walk wants: whose, in which state, and what stands in it.
public struct ExampleWish: Sendable {
    /// For `customer_id`; nil for a record that is for everybody.
    public let customer: ID<CustomerRecord>?
    /// For `contact_id`, where records have one.
    public let contact: ID<ContactReference>
    /// Who wrote, shared or removed it.
    public let staff: ID<StaffMember>
    /// When everything about it happened.
    public let now: Instant
    /// Belongs into each text that people read: the walk knows by it whose record a page shows.
    public let text: String
    /// A file that bears the text in its name, to `attach`.
    public let file: UploadedFile
    /// Whether staff have shown it to customers.
    public let isShared: Bool
    /// Whether it was taken away.
    public let isRemoved: Bool
    package let parentRef: String

    package init(
        customer: ID<CustomerRecord>?, contact: ID<ContactReference>, staff: ID<StaffMember>, now: Instant,
        text: String, file: UploadedFile, isShared: Bool, isRemoved: Bool, parentRef: String
    ) {
        self.customer = customer
        self.contact = contact
        self.staff = staff
        self.now = now
        self.text = text
        self.file = file
        self.isShared = isShared
        self.isRemoved = isRemoved
        self.parentRef = parentRef
    }

    /// For `shared_at`, and `shared_by` beside it.
    public var shared: (at: Instant?, by: ID<StaffMember>?) { isShared ? (now, staff) : (nil, nil) }

    /// For `removed_at`, and `removed_by` beside it.
    public var removed: (at: Instant?, by: ID<StaffMember>?) { isRemoved ? (now, staff) : (nil, nil) }

    /// The record that this one is inside of.
    public func parent<Noun>() throws -> Ref<Noun> { try Ref(parentRef) }
}

/// What a person would type into one form, so that it is taken.
///
/// Fields that the page sends along unseen are found in the page at the same address.
public struct ExampleForm: Sendable {
    package enum Audience: Sendable { case guest, customer, staff }

    /// Typed into a field for a customer's number, it becomes one that there is.
    public static let customersNumber = "{customer}"

    package typealias Prepare = @Sendable (String, borrowing Transaction) throws -> Void

    package let audience: Audience
    package let path: RoutePath
    package let fields: [String: String]
    package let naming: [String: ObjectKind]
    package let files: [String]
    package let prepare: Prepare?

    package init(
        _ audience: Audience, _ path: StaticString, _ fields: [String: String],
        naming: [String: ObjectKind] = [:], prepare: Prepare? = nil
    ) {
        self.init(audience, RoutePath(path), fields, naming: naming, files: [], prepare: prepare)
    }

    private init(
        _ audience: Audience, _ path: RoutePath, _ fields: [String: String],
        naming: [String: ObjectKind] = [:], files: [String], prepare: Prepare? = nil
    ) {
        self.audience = audience
        self.path = path
        self.fields = fields
        self.naming = naming
        self.files = files
        self.prepare = prepare
    }

    /// A form of customers, at the path of its route.
    ///
    /// - Parameters:
    ///   - naming: the fields that name a record, each with its kind. The walk fills them in, and tries
    ///     records there that the viewer does not see.
    ///   - files: the fields that take files, each as often as files are sent in it.
    public static func customer(
        _ path: StaticString, _ fields: [String: String], naming: [String: ObjectKind] = [:],
        files: [String] = []
    ) -> ExampleForm {
        ExampleForm(.customer, RoutePath(path), fields, naming: naming, files: files)
    }

    /// A form of staff, at the path of its route.
    ///
    /// - Parameters:
    ///   - naming: the fields that name a record, each with its kind.
    ///   - files: the fields that take files, each as often as files are sent in it.
    public static func staff(
        _ path: StaticString, _ fields: [String: String], naming: [String: ObjectKind] = [:],
        files: [String] = []
    ) -> ExampleForm {
        ExampleForm(.staff, RoutePath(path), fields, naming: naming, files: files)
    }

    /// Both forms of an ``Editor``, for a new record and for an old one.
    public static func editor(
        _ path: StaticString, of kind: ObjectKind, _ fields: [String: String], files: [String] = []
    ) -> [ExampleForm] {
        ["new", "{" + kind.name + "}"].map { last in
            ExampleForm(.staff, RoutePath(path.description + "/" + last), fields, files: files)
        }
    }

    /// The same form, for a record that was brought into another state first: reopened is only what is closed.
    public func after<Noun>(
        _ prepare: @escaping @Sendable (Ref<Noun>, borrowing Transaction) throws -> Void
    ) -> ExampleForm {
        ExampleForm(audience, path, fields, naming: naming, files: files) { try prepare(Ref($0), $1) }
    }
}
