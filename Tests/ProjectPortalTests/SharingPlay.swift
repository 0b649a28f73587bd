import PortalKit
import PortalTesting
import ProjectPortal
import Testing

/// Numbers that come again from the same seed, so that what failed once can be seen again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The portal and the world beside it: each step is done to both.
struct SharingPlay {
    let it: Worksite
    var world = SharedWorld()
    var random: Seeded
    private(set) var seats: [TestSeat]
    private(set) var browsers: [Browser] = []
    private(set) var projects: [String] = []
    private(set) var items: [String] = []
    private(set) var files: [Int: String] = [:]
    private(set) var comments: [String] = []
    private(set) var calendars: [String] = []
    private var admin: TestStaff
    private var (desk, office): (Browser, Browser)
    private var groups: [SharedWorld.Group: TestGroup] = [:]
    /// What the last step touched.
    var touched = (person: 0, item: 0)

    init(_ seed: UInt64) throws {
        it = try Worksite()
        random = Seeded(seed)
        seats = [it.maria, it.karl, it.nora, it.ana]
        admin = try it.kernel.addStaff("Ada", isAdministrator: true)
        (desk, office) = (it.desk, try it.kernel.signIn(admin))
        try makePeople()
        try makeProjects()
        for number in items.indices { try furnish(number) }
        world.mails = []
        _ = try it.kernel.mails()
    }

    private mutating func makePeople() throws {
        let id = "project.projects.view"
        let all = [id, "project.items.comment", "project.items.approve"]
        func reaches(_ reach: Reach) -> [String: Reach] {
            Dictionary(uniqueKeysWithValues: all.map { ($0, reach) }).merging(
                ["project.tasks.complete": .own]) { $1 }
        }
        groups = [
            .nothing: try it.kernel.addGroup([:]), .reading: try it.kernel.addGroup([id: .own]),
            .own: try it.kernel.addGroup(reaches(.own)),
            .all: try it.kernel.addGroup(reaches(.organisation)),
        ]
        for (name, customer) in [("maria", 0), ("karl", 0), ("nora", 0), ("ana", 1)] {
            world.people.append(.init(name: name, customer: customer, group: .own))
        }
        // Nora has one mail a day, and all of the customer's projects at first.
        world.people[2].isDaily = true
        try it.kernel.execute(
            """
            INSERT INTO kernel_digest (contact_id, wanted_at)
            VALUES (\(it.nora.contact?.id), \(it.kernel.clock.now))
            """)
        try signIn()
        for person in seats.indices { try set(person == 2 ? .all : .own, of: person) }
        calendars = try browsers.map { browser in
            let page = try browser.post("/project/calendar").body
            let start = try #require(page.firstRange(of: "http://localhost:8080/link/")?.upperBound)
            return "/link/" + page[start...].prefix { $0 != "<" }
        }
    }

    mutating func signIn() throws {
        browsers = try seats.map { try it.kernel.signIn($0) }
        (desk, office) = (try it.kernel.signIn(it.jonas), try it.kernel.signIn(admin))
    }

    private mutating func makeProjects() throws {
        for (number, customer) in [0, 0, 1].enumerated() {
            let mark = "Zqxwvjp\(number)"
            let name = customer == 0 ? "Alfreds Futterkiste" : "Ana Trujillo Helados"
            let found: Int? = try it.kernel.value("SELECT number FROM kernel_customer WHERE name = \(name)")
            let reply = try desk.post(
                Worksite.staffList + "/new",
                ["name": mark, "customer": "\(found ?? 0)", "status": "active", "shared": "1"])
            #expect(reply.status == 303)
            projects.append(try #require(try it.refs("project_project").last))
            let hours = "\(Worksite.staffList)/\(projects[number])/hours"
            #expect(try desk.post(hours, ["budget": "90"]).status == 303)
            world.projects.append(.init(customer: customer, mark: mark))
            for person in seats.indices where world.people[person].customer == customer {
                try add(person, to: number)
            }
            for kind in [
                SharedWorld.Kind.milestone, .milestone, .task, .task, .task, .update, .document, .document,
            ] {
                try make(kind, in: number)
            }
        }
    }

    /// One of its kind, private, with a comment; the third task asks for a file.
    private mutating func make(_ kind: SharedWorld.Kind, in project: Int) throws {
        let number = String(100 + items.count).dropFirst()
        var item = SharedWorld.Item(kind: kind, project: project, mark: "Zqxwvji\(number)")
        var more = ["due": "2026-06-\(10 + items.count % 18)"]
        if kind == .task {
            item.list = "Zqxwvjl\(number)"
            item.asksFile = world.seenBySome(.task, in: project) == 2
            more["list"] = item.list
            if item.asksFile { more["asks-file"] = "1" }
        }
        if kind == .document { item.file = "Zqxwvjf\(number)" }
        let sent = item.file.map { [Worksite.file("\($0).txt")] } ?? []
        items.append(try it.item(kind.rawValue, item.mark, in: projects[project], more, files: sent))
        if item.file != nil { files[items.count - 1] = try it.refs("project_file").last }
        world.items.append(item)
        world.comments.append(.init(item: items.count - 1, mark: "Zqxwvjc\(number)"))
        comments.append(
            try it.comment("Zqxwvjc\(number)", on: items[items.count - 1], of: projects[project]))
    }

    /// Hours and what it waits for; each document is asked to be approved.
    private mutating func furnish(_ number: Int) throws {
        let item = world.items[number]
        let path = it.staffPath(items[number], in: projects[item.project])
        if item.kind == .task {
            let minutes = 7 << (number % 4)
            #expect(try desk.post(path + "/time", ["minutes": "\(minutes)"]).status == 303)
            world.items[number].minutes = minutes
            if number > 0, world.items[number - 1].kind == .task {
                #expect(try desk.post(path + "/waits", ["needs": items[number - 1]]).status == 303)
                world.items[number].needs = number - 1
            }
        }
        if item.kind == .document {
            try share([number], true)
            #expect(try desk.post(path + "/approval", ["on": "1"]).status == 303)
            world.items[number].isAsked = true
            try share([number], false)
        }
    }

    // MARK: What staff do

    mutating func share(_ chosen: [Int], _ isOn: Bool) throws {
        guard let first = chosen.first else { return }
        let project = world.items[first].project
        if chosen.count == 1 {
            let path = it.staffPath(items[first], in: projects[project])
            #expect(try desk.post(path + "/sharing", ["on": isOn ? "1" : "0"]).status == 303)
        } else {
            let reply = try desk.post(
                "\(Worksite.staffList)/\(projects[project])/sharing",
                ["items": chosen.map { items[$0] }.joined(separator: " "), "on": isOn ? "1" : "0"])
            #expect(reply.status == 303)
        }
        for item in chosen { world.share(item: item, isOn) }
    }

    mutating func share(comment: Int, _ isOn: Bool) throws {
        let item = world.comments[comment].item
        let path = it.staffPath(items[item], in: projects[world.items[item].project])
        let reply = try desk.post(
            "\(path)/comments/\(comments[comment])/sharing", ["on": isOn ? "1" : "0"])
        #expect(reply.status == 303)
        world.share(comment: comment, isOn)
    }

    mutating func add(_ person: Int, to project: Int) throws {
        let isOurs = world.add(person, to: project)
        let reply = try desk.post(
            "\(Worksite.staffList)/\(projects[project])/people", ["contact": try it.ref(of: seats[person])])
        #expect(reply.status == (isOurs ? 303 : 422))
    }

    mutating func remove(_ person: Int, from project: Int) throws {
        let isIn = world.projects[project].members.contains(person)
        let reply = try desk.post(
            "\(Worksite.staffList)/\(projects[project])/people/remove",
            ["contact": try it.ref(of: seats[person])])
        #expect(reply.status == (isIn ? 303 : 409))
        world.remove(person, from: project)
    }

    mutating func set(_ group: SharedWorld.Group, of person: Int) throws {
        let reply = try office.post(
            "/staff/contacts/\(seats[person].contact?.ref ?? "")/portal-user/group",
            ["group": groups[group]?.ref ?? ""])
        #expect(reply.status == 303)
        world.people[person].group = group
    }

    mutating func set(_ access: SharedWorld.Access, of person: Int) throws {
        try it.kernel.setAccess(
            seats[person], to: "project", isGranted: access != .revoked, cap: access == .capped ? .own : nil)
        world.people[person].access = access
    }

    mutating func activate(_ isOn: Bool) throws {
        let reply = try office.post("/staff/settings/client-portal", ["activation": isOn ? "1" : "0"])
        #expect(reply.status == 303)
        world.isActive = isOn
    }

    mutating func archive(_ project: Int, _ isOn: Bool) throws {
        let path = "\(Worksite.staffList)/\(projects[project])/archive"
        #expect(try desk.post(path, ["on": isOn ? "1" : "0"]).status == 303)
        world.projects[project].isArchived = isOn
    }

    mutating func share(project: Int, _ isOn: Bool) throws {
        let mark = world.projects[project].mark
        let version: Int? = try it.kernel.value(
            "SELECT version FROM project_project WHERE name = \(mark)")
        var fields = ["name": mark, "status": "active", "version": String(try #require(version))]
        if isOn { fields["shared"] = "1" }
        let reply = try desk.post("\(Worksite.staffList)/\(projects[project])/edit", fields)
        #expect(reply.status == 303)
        world.projects[project].isShared = isOn
    }

    mutating func share(hours isHours: Bool, of project: Int, _ isOn: Bool) throws {
        let reply = try desk.post(
            "\(Worksite.staffList)/\(projects[project])/hours/sharing",
            ["what": isHours ? "hours" : "budget", "on": isOn ? "1" : "0"])
        #expect(reply.status == 303)
        if isHours {
            world.projects[project].sharesHours = isOn
        } else {
            world.projects[project].sharesBudget = isOn
        }
    }

    /// Makes a task somebody's, or nobody's; a project that was put away takes no change.
    mutating func give(_ item: Int, to person: Int?) throws {
        let (ref, project) = (items[item], world.items[item].project)
        guard !world.projects[project].isArchived else { return }
        let version: Int? = try it.kernel.value(
            "SELECT version FROM project_item WHERE title = \(world.items[item].mark)")
        var fields = [
            "title": world.items[item].mark, "text": "About it", "due": "2026-06-20",
            "list": world.items[item].list ?? "", "version": String(try #require(version)),
        ]
        if let person { fields["contact"] = try it.ref(of: seats[person]) }
        if world.items[item].asksFile { fields["asks-file"] = "1" }
        let reply = try desk.upload(it.staffPath(ref, in: projects[project]) + "/edit", fields, [])
        let isMember = person.map { world.projects[project].members.contains($0) } ?? true
        #expect(reply.status == (isMember ? 303 : 422))
        if isMember { world.give(item, to: person) }
    }

    mutating func finish(_ item: Int, _ isOn: Bool) throws {
        let project = world.items[item].project
        let path = it.staffPath(items[item], in: projects[project])
        let isRefused = world.projects[project].isArchived
        #expect(try desk.post(path + "/done", ["on": isOn ? "1" : "0"]).status == (isRefused ? 409 : 303))
        if !isRefused { world.items[item].isDone = isOn }
    }

    /// A day passes; everybody signs in anew.
    mutating func endDay() throws {
        it.kernel.clock.move(seconds: 86_400)
        try it.kernel.runBackground()
        world.endDay()
        try signIn()
    }
}

extension SharedWorld {
    /// How many of a kind a project has, seen or not.
    func seenBySome(_ kind: Kind, in project: Int) -> Int {
        items.count { $0.kind == kind && $0.project == project }
    }
}
