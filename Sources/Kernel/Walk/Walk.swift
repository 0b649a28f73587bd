package import MariaDB
package import PortalKit
import Posix
import Synchronization
import Web

/// Proves the isolation of whatever portals there are, from their declarations alone.
///
/// It fills an empty database with people and records, asks for every route as every kind of viewer for every kind
/// of record, through the kernel as nginx would, and compares what comes back with what was declared. It knows no
/// portal: what it cannot try is a finding.
package final class Walk {
    /// The moment in which all of it happens: 2026-03-02, a Monday, 09:30 UTC.
    package static let now = Instant(microseconds: 1_772_443_800_000_000)

    let house: House
    let desk: Desk
    let tables: WalkTables
    var people: WalkPeople
    var records: WalkRecords
    var report = WalkReport()
    /// Marks that were seen by somebody who may see them.
    var seen: Set<String> = []
    /// Customers' statements, by their text.
    var statements: [String: (portal: String, sql: SQL)] = [:]
    /// The routes that are tried.
    let targets: [Router.Target]
    /// What a page wrote, or tried to.
    var written = ""
    /// What is in the tables while no form is tried; nil where it may have changed.
    private var sums: [Int64]?
    /// Whether anything but a question was sent to the server lately.
    var hasWritten = false
    let viewers: [WalkViewer]
    private let tamper: (@Sendable (inout WalkRequest) -> Void)?
    private var logged: @Sendable () -> String

    var connection: Connection { desk.connection }

    /// What stands in an address or a form for what the kernel's examples cannot know.
    var standIns: [String: String] {
        var standIns = [KernelExamples.visitorLink: people.door]
        standIns[ExampleForm.customersNumber] = String(people.first.number)
        standIns[KernelExamples.anyPortal] = house.portals.first { !$0.isKernel }?.id
        standIns[KernelExamples.anyNotice] = house.portals.flatMap(\.notices).first?.id
        standIns[KernelExamples.code] = OneTimeCode.standard.code(
            WalkPeople.secret, step: OneTimeCode.step(at: Self.now.wholeSeconds))
        return standIns
    }

    /// Walks through these portals and the kernel's own.
    ///
    /// - Parameters:
    ///   - database: an empty one; its user may make tables.
    ///   - directory: an empty folder for files.
    ///   - kernelToo: whether the kernel's own routes are tried as well.
    ///   - viewers: who asks for each page and sends each form: everybody, unless a test needs only some.
    ///   - tamper: changes each request on its way: how a test plants a kernel that forgets something.
    package static func run(
        _ portals: [Portal], database: Connection.Options, directory: String, kernelToo: Bool = true,
        viewers: [WalkViewer] = WalkViewer.allCases, tamper: (@Sendable (inout WalkRequest) -> Void)? = nil
    ) throws -> WalkReport {
        let walk = try Walk(
            portals, database: database, directory: directory, kernelToo: kernelToo,
            viewers: viewers, tamper: tamper)
        defer { walk.connection.close() }
        walk.noteUntried()
        walk.connection.onSend = { [unowned walk] in walk.note($0) }
        try walk.comparePages()
        try walk.askForPages()
        try walk.followLinks()
        walk.connection.onSend = nil
        try walk.sendNotices()
        walk.sums = nil
        walk.connection.onSend = { [unowned walk] in walk.noteWriting($0) }
        try walk.submitForms()
        walk.connection.onSend = nil
        walk.proveMarks()
        try walk.explain()
        walk.report.routes = walk.targets.count
        return walk.report
    }

    private init(
        _ portals: [Portal], database: Connection.Options, directory: String, kernelToo: Bool,
        viewers: [WalkViewer], tamper: (@Sendable (inout WalkRequest) -> Void)?
    ) throws {
        let connection = Connection(database)
        let migrator = try Migrator(House.migrations(of: portals), checksum: Token.sha256)
        try migrator.run(connection, as: Migrator.Holder(id: "walk"))
        try connection.begin()
        try PermissionGroup.introduce(portals, at: Self.now, connection)
        try KernelExamples.openDoors(at: Self.now, connection)
        try connection.commit()
        for part in ["store", "spool"] { try Files.makeDirectory(directory + "/" + part) }
        let errors = WalkErrors()
        house = try House(
            installation: Installation(
                publicURL: "http://127.0.0.1:8080", operatorName: "Walk", helpEmail: nil, language: "en",
                timeZone: "UTC", filesDirectory: directory, workers: 4),
            portals: portals, secrets: Secrets(file: Secrets.newFile()), cores: 4, notesLooks: false,
            clock: { Self.now }, log: { errors.note($0) })
        logged = { errors.last }
        targets = house.router.targets.filter {
            kernelToo || !$0.portal.isKernel
        }
        tables = try WalkTables(connection)
        people = try WalkPeople(house, at: Self.now, connection)
        records = WalkRecords(house.portals, directory: directory)
        desk = Desk(house, connection)
        self.viewers = viewers
        self.tamper = tamper
    }

    // MARK: Asking

    /// The token of a browser's forms.
    func csrf(_ browser: WalkPeople.Browser?) throws -> String {
        BinaryText.base64url.encode(try house.secrets.sign([0] + (browser?.secret ?? []), as: "csrf"))
    }

    func ask(_ viewer: WalkViewer, _ address: String) throws -> WalkReply {
        try ask(viewer, address) { _ in }
    }

    /// Sends one request as that viewer; `fields` make it a post.
    func ask(
        _ viewer: WalkViewer, _ address: String, fields: [String: String]? = nil,
        _ change: (inout WalkRequest) -> Void
    ) throws -> WalkReply {
        try become(viewer)
        let browser = people.browsers[viewer]
        var request = WalkRequest(
            viewer: viewer, isPost: fields != nil, address: address, fields: fields ?? [:],
            origin: fields == nil ? nil : house.installation.publicURL, cookies: browser?.cookies ?? [],
            csrf: try csrf(browser))
        change(&request)
        tamper?(&request)
        return request.sent(to: desk, host: house.installation.host)
    }

    /// The last fault that was logged, for whoever mends it.
    var lastError: String { logged() }

    func finding(
        _ target: Router.Target, _ viewer: WalkViewer, _ object: WalkObject, _ what: WalkFinding.What,
        _ detail: String = ""
    ) -> WalkFinding {
        WalkFinding(
            portal: target.portal.id, route: target.name, viewer: viewer.rawValue,
            object: object == .none ? "-" : object.rawValue, what: what, detail: detail)
    }

    // MARK: What is written

    /// Lets the seat stand for this viewer.
    func become(_ viewer: WalkViewer) throws {
        if try people.become(viewer, connection) { sums = nil }
    }

    /// What is in the tables; asked of the server only where it may have changed since, as after a form whose trial
    /// was taken back it has not.
    func present() throws -> [Int64] {
        if let sums { return sums }
        let now = try tables.checksums(connection)
        sums = now
        return now
    }

    /// The same after something was done, asked for if that wrote.
    func present(after before: [Int64]) throws -> [Int64] {
        guard hasWritten else { return before }
        let now = try tables.checksums(connection, after: before)
        sums = now
        return now
    }

    // MARK: Addresses

    /// The records that a route can be asked for; nothing when one of its kinds has no example.
    func objects(of target: Router.Target) -> [WalkObject] {
        guard let kind = target.kinds.last else { return [.none] }
        guard target.kinds.allSatisfy({ records.record(target.portal, $0, .own) != nil }) else { return [] }
        // A house whose portals send no notices has nothing at their addresses, and that is tried too.
        if target.portal.isKernel, kind == ObjectKind.notice.name, standIns[KernelExamples.anyNotice] == nil {
            return [.missing, .malformed]
        }
        if target.portal.isKernel, kind == ObjectKind.module.name, standIns[KernelExamples.anyPortal] == nil {
            return [.missing, .malformed]
        }
        return WalkObject.allCases.filter { object in
            guard records.has(target.portal, kind, object) else { return false }
            return [.missing, .malformed, .elsewhere].contains(object)
                || records.record(target.portal, kind, object) != nil
        }
    }

    /// The address of a route for one record.
    func address(_ target: Router.Target, _ object: WalkObject) -> String {
        let portal = target.portal
        let made: WalkObject = [.none, .missing, .malformed, .elsewhere].contains(object) ? .own : object
        var refs: [String: String] = [:]
        var record: WalkRecords.Record?
        for kind in target.kinds.reversed() {
            let above = record.flatMap { child in
                records.kind(portal, child.kind)?.parent == kind
                    ? records.all.first { $0.kind == kind && $0.ref == child.parent } : nil
            }
            record = above ?? records.record(portal, kind, record == nil ? made : .own)
            refs[kind] = record.map { standIns[$0.ref] ?? $0.ref }
        }
        if let last = target.kinds.last {
            switch object {
            case .missing: refs[last] = "0000000000000000"
            case .malformed: refs[last] = "no-such-record"
            case .elsewhere: refs[last] = records.record(portal, last, .foreign)?.ref
            default: break
            }
        }
        return target.path.segments.reduce("") { text, segment in
            switch segment {
            case .word(let word): text + "/" + word
            case .parameter(let kind): text + "/" + (refs[kind] ?? "-")
            }
        }.ifEmpty("/")
    }

    func outcome(_ viewer: WalkViewer, _ target: Router.Target, _ object: WalkObject) -> WalkLaw.Outcome {
        WalkLaw.outcome(viewer, target, object, target.kinds.last.flatMap { records.kind(target.portal, $0) })
    }

    // MARK: What is hidden from whom

    /// How far a viewer sees a kind: by what its example says, else by the routes that name it.
    func reach(_ viewer: WalkViewer, _ portal: Portal, _ kind: String) -> Reach {
        if let permission = records.kind(portal, kind)?.permission {
            return WalkLaw.reach(viewer, permission)
        }
        let rights = portal.customer.filter { $0.path.segments.contains(.parameter(kind)) }.map(\.right)
        if !rights.isEmpty { return rights.map { WalkLaw.reach(viewer, $0) }.max() ?? .none }
        return portal.isKernel ? .own : portal.permissions.map { WalkLaw.reach(viewer, $0) }.max() ?? .none
    }

    func sees(_ viewer: WalkViewer, _ record: WalkRecords.Record) -> Bool {
        if viewer.side == .staff { return true }
        guard let portal = house.portals.first(where: { $0.id == record.portal }) else { return false }
        return WalkLaw.sees(viewer, record.object, record.owner, reach(viewer, portal, record.kind))
    }

    /// The records whose marks stand in an answer; those of the viewer's own are noted, the others given back.
    func strangers(in reply: WalkReply, for viewer: WalkViewer) -> [WalkRecords.Record] {
        guard !reply.marks.isEmpty else { return [] }
        return records.all.filter { record in
            guard reply.marks.contains(record.mark) else { return false }
            if sees(viewer, record) {
                seen.insert(record.mark)
                return false
            }
            return true
        }
    }
}

/// The last fault of the house, kept for a finding.
private final class WalkErrors: Sendable {
    private let text = Mutex("")

    var last: String { text.withLock(\.self) }

    func note(_ line: LogLine) {
        if line.level == .error, line.message != "request" { text.withLock { $0 = line.message } }
    }
}

extension String {
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
