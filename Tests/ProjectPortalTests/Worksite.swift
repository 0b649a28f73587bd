import PortalKit
import PortalTesting
import ProjectPortal
import Testing

/// An installation with projects: Maria of Alfreds is in one, her colleague Karl is not, Nora reaches all of the
/// customer's; Ana is of another customer; Jonas leads.
struct Worksite {
    static let list = "/project/projects"
    static let staffList = "/staff/project/projects"

    let kernel: TestKernel
    let jonas: TestStaff
    let alfreds: TestCustomer
    let maria: TestSeat
    let karl: TestSeat
    let nora: TestSeat
    let ana: TestSeat
    let desk: Browser

    /// - Parameter others: portals beside the one of projects.
    init(beside others: [Portal] = []) throws {
        kernel = try TestKernel(portals: [projectPortal] + others)
        jonas = try kernel.addStaff("Jonas Kettering", isAdministrator: false)
        alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        karl = try kernel.addSeat(kernel.addContact("Karl Brandt", at: alfreds))
        nora = try kernel.addSeat(
            kernel.addContact("Nora Lang", at: alfreds),
            group: kernel.addGroup(["project.projects.view": .organisation]))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
        for (seat, address) in [(maria, "maria"), (karl, "karl"), (nora, "nora"), (ana, "ana")] {
            try kernel.execute(
                "UPDATE kernel_contact SET email = \(address + "@example.org") WHERE id = \(seat.contact?.id)"
            )
        }
        desk = try kernel.signIn(jonas)
    }

    /// A project of Alfreds with these members; gives its ref.
    func project(_ name: String = "Shop fit-out", members: [TestSeat], isShared: Bool = true) throws -> String
    {
        let number: Int? = try kernel.value(
            "SELECT number FROM kernel_customer WHERE name = 'Alfreds Futterkiste'")
        var fields = ["name": name, "customer": String(try #require(number)), "status": "active"]
        if isShared { fields["shared"] = "1" }
        let reply = try desk.post(Self.staffList + "/new", fields)
        #expect(reply.status == 303, "\(reply.text)")
        let ref = try #require(try refs("project_project").last)
        for seat in members { try add(seat, to: ref) }
        return ref
    }

    @discardableResult
    func add(_ seat: TestSeat, to project: String) throws -> Reply {
        try desk.post("\(Self.staffList)/\(project)/people", ["contact": try ref(of: seat)])
    }

    func ref(of seat: TestSeat) throws -> String {
        let ref: Ref<Worksite>? = try kernel.value(
            "SELECT ref FROM kernel_contact WHERE id = \(seat.contact?.id)")
        return try #require(ref).description
    }

    /// Something in a project; gives its ref.
    @discardableResult
    func item(
        _ kind: String, _ title: String, in project: String, isShared: Bool = false,
        _ more: [String: String] = [:],
        files: [Browser.File] = []
    ) throws -> String {
        let fields = ["kind": kind, "title": title, "text": "About " + title].merging(more) { $1 }
        let reply = try desk.upload(
            "\(Self.staffList)/\(project)/items/new", fields.merging(isShared ? ["shared": "1"] : [:]) { $1 },
            files)
        #expect(reply.status == 303, "\(reply.text)")
        return try #require(try refs("project_item").last)
    }

    func staffPath(_ item: String, in project: String) -> String {
        "\(Self.staffList)/\(project)/items/\(item)"
    }
    func path(_ item: String, in project: String) -> String { "\(Self.list)/\(project)/items/\(item)" }

    /// Throws a switch.
    @discardableResult
    func share(_ item: String, of project: String, _ isOn: Bool) throws -> Reply {
        try desk.post(staffPath(item, in: project) + "/sharing", ["on": isOn ? "1" : "0"])
    }

    /// What staff say about an item; gives the ref of the comment.
    @discardableResult
    func comment(_ text: String, on item: String, of project: String, isShared: Bool = false) throws -> String
    {
        let reply = try desk.post(
            staffPath(item, in: project), ["comment": text].merging(isShared ? ["shared": "1"] : [:]) { $1 })
        #expect(reply.status == 303, "\(reply.text)")
        return try #require(try refs("project_comment").last)
    }

    /// The refs of a table's rows, oldest first.
    func refs(_ table: SQL) throws -> [String] {
        let refs: [Ref<Worksite>] = try kernel.values("SELECT ref FROM \(sql: table) ORDER BY id")
        return refs.map(\.description)
    }

    static func file(_ name: String, _ text: String = "hello") -> Browser.File {
        Browser.File("files", name: name, Array(text.utf8))
    }
}
