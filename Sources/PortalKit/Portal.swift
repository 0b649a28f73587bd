/// A portal is a value: everything it is stands in it, and nothing happens by making one.
///
/// The kernel lists, checks, documents and switches off what a portal does before it runs a line of it.
public struct Portal: Sendable {
    /// Lower-case letters; the prefix of its addresses, tables, permissions and settings.
    public let id: String
    /// As people read it, in tabs and in the editor of permission groups.
    public let title: Words
    /// What its records are about.
    package private(set) var kind = Kind.other
    package let icon: IconName
    package let permissions: [Permission]
    package let staffPermissions: [StaffPermission]
    package let settings: [SettingDeclaration]
    package let tabs: [Tab<CustomerContext>]
    package let staffTabs: [Tab<StaffContext>]
    package let guest: [Route<GuestContext>]
    package let customer: [Route<CustomerContext>]
    package let staff: [Route<StaffContext>]
    package let widgets: [Widget]
    package let waiting: [Waiting.Source]
    package let activity: Activity.Source?
    package let search: [SearchSource]
    package let panels: [Panel]
    package let objects: [ObjectKind]
    package let examples: Examples
    package private(set) var notices: [Notice] = []
    package private(set) var staffNotices: [StaffNotice] = []
    package private(set) var suggestions: [SuggestionSource] = []
    package private(set) var lookups: [RecordLookup] = []
    package private(set) var publishes: [EventName] = []
    package private(set) var reactions: [Reaction] = []
    package let jobs: [Job]
    package let tasks: [TaskKind]
    package private(set) var imports: [Importer] = []
    package private(set) var links: [LinkRoute] = []
    /// What the switch is called by which an administrator narrows one person to what is his own.
    package private(set) var ownOnlyTitle: Words = "Show only own"
    package private(set) var log: AccessLog = .none
    package private(set) var mail: MailSource?
    package let privacy: Privacy
    package let resources: PortalResources
    /// The kernel's own portals have addresses without a prefix.
    package let isKernel: Bool

    /// A portal of a team.
    ///
    /// - Parameters:
    ///   - kind: what its records are about: what the groups that an installation begins with give of it.
    ///   - permissions: what permission groups can give.
    ///   - settings: what administrators choose, below `/staff/settings/<id>`.
    ///   - tabs: what customers see in the header; each points at a GET route of `customer`.
    ///   - customer: the addresses of customers, below `/<id>`.
    ///   - staff: the addresses of staff, below `/staff/<id>`.
    ///   - widgets: cards on the customer's home.
    ///   - waiting: what waits for a customer's person, for the home's list over all portals.
    ///   - activity: what happened lately, for the customer's home.
    ///   - search: what the search over all portals finds here.
    ///   - suggestions: what it knows about a question that somebody is about to send in another portal.
    ///   - lookups: the records that other portals may point at by their number.
    ///   - panels: what staff see of it beside a customer or a contact.
    ///   - notices: the mails that its transactions may send to customers' people.
    ///   - staffNotices: those that they may send to the operator's own people.
    ///   - publishes: the events that its transactions may publish.
    ///   - reactions: what it does when something happened in another portal.
    ///   - jobs: what comes back by the clock.
    ///   - tasks: the kinds of work that its transactions may have done later.
    ///   - imports: what `portico import` can bring in from a file.
    ///   - links: the addresses that a person's own links lead to, without a sign-in.
    ///   - ownOnlyTitle: what the switch is called that narrows one person to what is his own, where a permission
    ///     offers that: "Show only own support tickets".
    ///   - log: what customers read of it in their access log.
    ///   - mail: what it does with mail that comes in.
    ///   - objects: every name that stands in braces in a path.
    ///   - examples: what the walk proves its isolation with; has no default either.
    ///   - privacy: what it holds of people; has no default, because the law asks.
    ///   - resources: `Resources.all`, made by the build plugin.
    public init(
        id: String, title: Words, icon: IconName, kind: Kind = .other, permissions: [Permission],
        staffPermissions: [StaffPermission] = [], settings: [any DeclaredSetting] = [],
        tabs: [Tab<CustomerContext>] = [], staffTabs: [Tab<StaffContext>] = [],
        customer: [Route<CustomerContext>] = [], staff: [Route<StaffContext>] = [], widgets: [Widget] = [],
        waiting: [Waiting.Source] = [], activity: Activity.Source? = nil, search: [SearchSource] = [],
        suggestions: [SuggestionSource] = [], lookups: [RecordLookup] = [], panels: [Panel] = [],
        notices: [Notice] = [],
        staffNotices: [StaffNotice] = [], publishes: [EventName] = [], reactions: [Reaction] = [],
        jobs: [Job] = [], tasks: [TaskKind] = [], imports: [Importer] = [], links: [LinkRoute] = [],
        ownOnlyTitle: Words? = nil, log: AccessLog = .none, mail: MailSource? = nil,
        objects: [ObjectKind] = [], examples: Examples, privacy: Privacy, resources: PortalResources
    ) {
        self.init(
            kernel: false, id: id, title: title, icon: icon, permissions: permissions,
            staffPermissions: staffPermissions, settings: settings, tabs: tabs, staffTabs: staffTabs,
            guest: [], customer: customer, staff: staff, widgets: widgets, waiting: waiting,
            activity: activity, search: search, panels: panels, jobs: jobs, tasks: tasks, objects: objects,
            examples: examples, privacy: privacy, resources: resources)
        self.kind = kind
        self.links = links
        if let ownOnlyTitle { self.ownOnlyTitle = ownOnlyTitle }
        self.log = log
        self.mail = mail
        self.notices = notices
        self.staffNotices = staffNotices
        self.suggestions = suggestions
        self.lookups = lookups
        self.publishes = publishes
        self.reactions = reactions
        self.imports = imports
    }

    package init(
        kernel: Bool, id: String, title: Words, icon: IconName, permissions: [Permission],
        staffPermissions: [StaffPermission], settings: [any DeclaredSetting] = [],
        tabs: [Tab<CustomerContext>], staffTabs: [Tab<StaffContext>],
        guest: [Route<GuestContext>], customer: [Route<CustomerContext>], staff: [Route<StaffContext>],
        widgets: [Widget], waiting: [Waiting.Source] = [], activity: Activity.Source?,
        search: [SearchSource] = [], panels: [Panel] = [], jobs: [Job] = [], tasks: [TaskKind] = [],
        publishes: [EventName] = [], log: AccessLog = .none, objects: [ObjectKind], examples: Examples,
        privacy: Privacy,
        resources: PortalResources
    ) {
        self.settings = settings.map(\.declaration)
        self.waiting = waiting
        self.log = log
        self.search = search
        self.panels = panels
        self.jobs = jobs
        self.tasks = tasks
        self.publishes = publishes
        isKernel = kernel
        self.id = id
        self.title = title
        self.icon = icon
        self.permissions = permissions
        self.staffPermissions = staffPermissions
        self.tabs = tabs
        self.staffTabs = staffTabs
        self.guest = guest
        self.customer = customer
        self.staff = staff
        self.widgets = widgets
        self.activity = activity
        self.objects = objects
        self.examples = examples
        self.privacy = privacy
        self.resources = resources
    }
}

extension Portal {
    /// What a portal's records are about. The groups that an installation begins with (Billing, Technical …) give of a
    /// portal what fits its kind, and a portal of one kind can be closed for all customers.
    public enum Kind: Sendable, CaseIterable {
        /// What customers ask, and what becomes of it: tickets.
        case requests
        /// What is offered, ordered and paid: quotations, invoices.
        case money
        /// What is reached by being a member of it: projects. With *Portal Activation* set to No it is closed.
        case membership
        /// What is there to be read: news, documentation.
        case reading
        /// Anything else.
        case other
    }
}

/// An entry in the header. It shows only to those whose request of its page would be answered.
public struct Tab<Context>: Sendable {
    /// What stands beside a tab as a number: an SQL fragment `SELECT COUNT(*) …`; all tabs' are one statement.
    public typealias Count = @Sendable (Context) throws -> SQL

    package let title: Words
    package let path: RoutePath
    package let right: Right<Context>
    package let count: Count?
    package let icon: IconName?

    /// A tab for one of the portal's own GET routes.
    ///
    /// - Parameter icon: where tabs are drawn with icons; the portal's own, where nil.
    public init(
        _ title: Words, at path: StaticString, needs right: Right<Context>, icon: IconName? = nil,
        count: Count? = nil
    ) {
        self.icon = icon
        self.title = title
        self.path = RoutePath(path)
        self.right = right
        self.count = count
    }
}

/// A card on the customer's home.
public struct Widget: Sendable {
    /// What the card says now.
    public struct Card: Sendable {
        package let label: Words
        package let value: String
        package let note: String
        package let path: String

        /// A card: what is counted, the number as the reader writes it, one small line, and where it leads.
        public init(_ label: Words, value: String, note: String, path: String) {
            self.label = label
            self.value = value
            self.note = note
            self.path = path
        }
    }

    package let right: Right<CustomerContext>
    package let card: @Sendable (CustomerContext) throws -> Card?

    /// A card for those who hold the right; nil where there is nothing to say.
    public init(
        needs right: Right<CustomerContext>, _ card: @escaping @Sendable (CustomerContext) throws -> Card?
    ) {
        self.right = right
        self.card = card
    }

    /// A card with a number, which leads to the list it counts.
    ///
    /// - Parameters:
    ///   - note: one small line under the number.
    ///   - path: the list's whole address.
    public init(
        _ label: Words, note: Words, at path: String, needs permission: Permission,
        count: @escaping @Sendable (Scope, borrowing Reading) throws -> Int
    ) {
        self.init(needs: .customer(permission)) { context in
            let scope = try context.scope(permission)
            let number = try context.read { try count(scope, $0) }
            return Card(
                label, value: context.ui.reader.number(number), note: context.ui.say(note), path: path)
        }
    }
}

/// One thing that happened, for the customer's home.
public struct Activity: Sendable {
    /// What a portal is asked for: its latest few, newest first, and the right one needs to be told.
    public struct Source: Sendable {
        package let right: Right<CustomerContext>
        package let latest: @Sendable (CustomerContext, _ limit: Int) throws -> [Activity]

        /// A source for those whose permission reaches something.
        public init(
            needs permission: Permission,
            _ latest:
                @escaping @Sendable (Scope, _ limit: Int, borrowing Reading) throws -> [Activity]
        ) {
            right = .customer(permission)
            self.latest = { context, limit in
                let scope = try context.scope(permission)
                return try context.read { try latest(scope, limit, $0) }
            }
        }
    }

    package let at: Instant
    package let verb: Words
    package let thing: String
    package let path: String
    package let who: String

    /// An act: when, the verb ("Published"), what and where it is, and who did it.
    public init(at: Instant, _ verb: Words, thing: String, path: String, who: String) {
        self.at = at
        self.verb = verb
        self.thing = thing
        self.path = path
        self.who = who
    }
}
