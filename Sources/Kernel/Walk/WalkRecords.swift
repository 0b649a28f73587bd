import MariaDB
import PortalKit
import Posix
import Web

/// The records of the walk: of each kind one in each state, each with a mark of its own in its texts.
struct WalkRecords {
    /// Stands at the start of every mark, so that a search for it finds all of them.
    static let word = "Zwalk"

    struct Kind {
        let portal: Portal
        let example: ExampleRecord
    }

    struct Record {
        let kind: String
        let portal: String
        let object: WalkObject
        let ref: String
        let parent: String?
        let mark: String
        let owner: ExampleRecord.Owner
    }

    private(set) var kinds: [String: Kind] = [:]
    private(set) var made: [String: [WalkObject: Record]] = [:]
    private(set) var all: [Record] = []
    private let directory: String

    init(_ portals: [Portal], directory: String) {
        self.directory = directory
        for portal in portals {
            for example in portal.examples.records {
                kinds[portal.id + "/" + example.kind] = Kind(portal: portal, example: example)
            }
        }
    }

    static func key(_ portal: Portal, _ kind: String) -> String { portal.id + "/" + kind }

    func kind(_ portal: Portal, _ name: String) -> ExampleRecord? { kinds[Self.key(portal, name)]?.example }

    func record(_ portal: Portal, _ kind: String, _ object: WalkObject) -> Record? {
        made[Self.key(portal, kind)]?[object]
    }

    /// Whether a portal's example has records in this state.
    func has(_ portal: Portal, _ kind: String, _ object: WalkObject) -> Bool {
        guard let example = self.kind(portal, kind) else { return false }
        switch object {
        case .none: return false
        case .own, .colleague, .foreign, .missing, .malformed: return true
        case .everybody: return example.hasEverybody
        case .unshared: return example.sharing == .byStaff
        case .removed: return example.removal == .possible
        case .insideUnshared:
            return example.parent.map { has(portal, $0, .unshared) || has(portal, $0, .insideUnshared) }
                ?? false
        case .insideRemoved:
            return example.parent.map { has(portal, $0, .removed) || has(portal, $0, .insideRemoved) }
                ?? false
        case .elsewhere: return example.parent != nil
        }
    }

    /// Makes the records of one portal in one state, parents first; says which could not be made.
    mutating func make(
        _ object: WalkObject, of portal: Portal, _ people: WalkPeople, at now: Instant,
        _ connection: Connection
    ) -> [(kind: String, error: String)] {
        var failures: [(kind: String, error: String)] = []
        for example in Self.parentsFirst(portal.examples.records) where has(portal, example.kind, object) {
            do {
                try make(object, example, portal, people, at: now, connection)
            } catch {
                connection.rollback()
                failures.append((example.kind, "\(error)"))
            }
        }
        return failures
    }

    private mutating func make(
        _ object: WalkObject, _ example: ExampleRecord, _ portal: Portal, _ people: WalkPeople,
        at now: Instant,
        _ connection: Connection
    ) throws {
        let mark = Self.word + "-" + Hexadecimal.encode(Random.bytes(4))
        let parent = example.parent.flatMap { record(portal, $0, parentState(of: object, portal, $0)) }
        let (customer, contact) = people.owner(of: object)
        // No two at one moment: which of them comes first would be left to chance, and every page would tell.
        let moment = now.adding(seconds: Int64(all.count - 3_600))
        let wish = ExampleWish(
            customer: customer.map { ID($0) }, contact: ID(contact), staff: ID(people.administrator),
            now: moment,
            text: mark,
            file: UploadedFile(
                field: "file", name: mark + ".txt", declaredType: "text/plain", size: mark.utf8.count,
                sha256: Token.sha256(Array(mark.utf8)), spoolPath: ""),
            isShared: object != .unshared, isRemoved: object == .removed, parentRef: parent?.ref ?? "")
        let effects = WalkEffects(connection, directory: directory, staff: people.administrator, at: now)
        let ref = try effects.run(portal) { try example.make(wish, $0) }
        let new = Record(
            kind: example.kind, portal: portal.id, object: object, ref: ref, parent: parent?.ref, mark: mark,
            owner: example.owner)
        made[Self.key(portal, example.kind), default: [:]][object] = new
        all.append(new)
    }

    /// An unshared note lies in a ticket that is shown; one in an unshared ticket is shared itself.
    private func parentState(of object: WalkObject, _ portal: Portal, _ parent: String) -> WalkObject {
        switch object {
        case .unshared, .removed: .own
        case .insideUnshared: has(portal, parent, .unshared) ? .unshared : .insideUnshared
        case .insideRemoved: has(portal, parent, .removed) ? .removed : .insideRemoved
        case .everybody: has(portal, parent, .everybody) ? .everybody : .own
        default: object
        }
    }

    private static func parentsFirst(_ examples: [ExampleRecord]) -> [ExampleRecord] {
        var rest = examples
        var sorted: [ExampleRecord] = []
        while !rest.isEmpty {
            let ready = rest.filter { example in
                !rest.contains { $0.kind == example.parent && $0.kind != example.kind }
            }
            if ready.isEmpty { return sorted + rest }
            sorted += ready
            rest.removeAll { example in ready.contains { $0.kind == example.kind } }
        }
        return sorted
    }
}

/// What a transaction of the walk's own does beside its statements.
final class WalkEffects: Effects {
    private let connection: Connection
    private let directory: String
    private let staff: UInt64
    private let now: Instant

    init(_ connection: Connection, directory: String, staff: UInt64, at now: Instant) {
        self.connection = connection
        self.directory = directory
        self.staff = staff
        self.now = now
    }

    /// Runs a portal's example as the operator's own statement and makes it last.
    func run<T>(_ portal: Portal, _ body: (borrowing Transaction) throws -> T) throws -> T {
        let store = Store(
            connection: connection, portal: portal.id, isKernel: portal.isKernel, audience: .operators,
            effects: self)
        let result = try Write(store)(body)
        try connection.commit()
        return result
    }

    func begin() throws { try connection.begin() }

    func audit(_ action: String, kind: String?, id: UInt64?, customer: UInt64?) throws {}

    func attach(_ file: UploadedFile, portal: String) throws -> UInt64 {
        let kept = try AttachmentStore(directory: directory).write(Array(file.name.utf8), name: file.name)
        connection.onPrepare = nil
        return try connection.execute(
            """
            INSERT INTO kernel_attachment (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_staff)
            VALUES (\(kept.ref), \(portal), \(kept.name), \(kept.type), \(file.size), \(file.sha256), \(now),
                \(staff))
            """
        ).insertID
    }

    func randomBytes(_ count: Int) -> [UInt8] { Random.bytes(count) }

    // An example makes records; what would happen later because of them is no part of it.
    func enqueue(_ task: String, _ payload: any Encodable & Sendable, portal: String) throws {}
    func publish(_ event: String, _ payload: any Encodable & Sendable, portal: String) throws {}
    func notify(_ notice: Notice, about record: UInt64, to audience: Audience, portal: String) throws {}
    func link(_ name: String, record: UInt64?, title: String, portal: String) throws -> String { "" }
    func revokeLinks(_ name: String, only: Ref<PersonalLink>?, portal: String) throws -> Int { 0 }
    func links(_ name: String, portal: String) throws -> [PersonalLink] { [] }

    func onlookers(
        of permission: Permission, at customer: UInt64, own: [UInt64], members: [UInt64], portal: String
    ) -> [Onlooker] { [] }
    func admit(contact: UInt64, by staff: StaffMember, portal: String) throws -> Admission { .waits }
    func readership(of permission: Permission, atNumber number: Int?, portal: String) -> Readership {
        Readership(people: [], count: 0, customers: 0)
    }
    func tell(staff: UInt64, _ notice: StaffNotice, about record: UInt64, portal: String) throws {}
    func people(of permission: Permission, at customer: UInt64, portal: String) -> [PortalPerson] { [] }
}
