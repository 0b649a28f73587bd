import Foundation
import PortalKit
import PortalTesting
import Testing

@Suite("What is shared, everywhere it could show")
struct SharingModelTests {
    /// The long run of `script/soak` asks for 10,000.
    private static let steps = number("PORTICO_SHARING_STEPS") ?? 30

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    @Test(
        "SE05 whatever is switched, each page, count, search, archive, file, calendar and mail agrees with a model"
    )
    func agrees() throws {
        let seed = UInt64(Self.number("PORTICO_SHARING_SEED") ?? Int.random(in: 0...999_999))
        var play = try SharingPlay(seed)
        for step in 1...Self.steps {
            do {
                try play.step(step)
                let isSeen = step >= Self.number("PORTICO_SHARING_FROM") ?? 0
                try play.look(isThorough: step % 100 == 30, isSeen: isSeen)
            } catch {
                Issue.record("seed \(seed), step \(step): \(error)")
                return
            }
        }
    }
}

/// Where the portal and the model differ.
struct Difference: Error, CustomStringConvertible {
    let description: String
}

extension SharingPlay {
    fileprivate mutating func step(_ number: Int) throws {
        world.now = number
        it.kernel.clock.move(seconds: 1)
        let item = Int.random(in: items.indices, using: &random)
        let person = Int.random(in: seats.indices, using: &random)
        let (project, isOn) = (world.items[item].project, Bool.random(using: &random))
        touched = (person, item)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<34: try share([item], isOn || Bool.random(using: &random))
        case 34..<40:
            let others = world.items.indices.filter { world.items[$0].project == project }
            try share(others.filter { _ in Bool.random(using: &random) }, isOn)
        case 40..<58: try share(comment: item, isOn)
        case 58..<66: try add(person, to: project)
        case 66..<70: try remove(person, from: project)
        case 70..<76:
            let task = world.items.indices.filter { world.items[$0].kind == .task }
            let chosen = task.randomElement(using: &random) ?? 0
            if isOn { try finish(chosen, Bool.random(using: &random)) }
            try give(chosen, to: Bool.random(using: &random) ? person : nil)
            touched.item = chosen
        case 76..<81: try set(SharedWorld.Group.allCases.randomElement(using: &random) ?? .own, of: person)
        case 81..<85:
            try set(SharedWorld.Access.allCases.randomElement(using: &random) ?? .group, of: person)
        case 85..<89: try share(project: project, isOn || Bool.random(using: &random))
        case 89..<92: try archive(project, isOn && Bool.random(using: &random))
        case 92..<96: try share(hours: Bool.random(using: &random), of: project, isOn)
        case 96..<98: try activate(isOn || Bool.random(using: &random))
        default: try endDay()
        }
    }

    // MARK: Looking

    /// Compares the mails, and what two people see: whom the step was about, and another; now and then all there is.
    ///
    /// - Parameter isSeen: false draws the same numbers and looks at nothing, to come sooner to a step that failed.
    fileprivate mutating func look(isThorough: Bool, isSeen: Bool) throws {
        try compareMails()
        let other = Int.random(in: seats.indices, using: &random)
        let people = isThorough ? Array(seats.indices) : Set([touched.person, other]).sorted()
        let others = isThorough ? [] : people.map { _ in Int.random(in: items.indices, using: &random) }
        guard isSeen else { return }
        for (number, person) in people.enumerated() {
            try home(person)
            try projectList(person)
            try calendar(person)
            for project in projects.indices
            where isThorough || project == world.items[touched.item].project {
                try overview(project, person)
                try archiveOfDocuments(project, person)
            }
            for item in items.indices where isThorough || item == touched.item {
                try page(item, person)
                try search(item, person)
            }
            if !isThorough { try page(others[number], person) }
        }
        try guest()
    }

    private func check<T: Equatable>(_ found: T, _ wanted: T, _ what: String, _ person: Int) throws {
        guard found != wanted else { return }
        throw Difference(
            description:
                "\(world.people[person].name), \(what): the portal says \(found), the model \(wanted)")
    }

    /// The marks that stand in a text, each with its number: a token of a form has such a part once in 10^11 places.
    private func marks(in text: String) -> Set<String> {
        Set(
            text.components(separatedBy: "Zqxwvj").dropFirst().compactMap { rest in
                let number = rest.dropFirst().prefix { $0.isNumber }
                return number.isEmpty ? nil : "Zqxwvj" + rest.prefix(1) + number
            })
    }

    private mutating func compareMails() throws {
        let names = world.people.map { $0.name + "@example.org" }
        let found = try it.kernel.mails().map { mail in
            SharedWorld.Mail(
                person: names.firstIndex(of: mail.recipient) ?? -1,
                marks: marks(in: mail.subject + " " + mail.text))
        }
        try check(found.sorted(), world.mails.sorted(), "mails", touched.person)
        world.mails = []
    }

    private func home(_ person: Int) throws {
        let page = try browsers[person].get("/home")
        try check(page.status, 200, "home", person)
        let start = page.body.firstRange(of: "Recent activity")?.lowerBound ?? page.body.endIndex
        let (above, below) = (String(page.body[..<start]), String(page.body[start...]))
        try check(marks(in: above), world.marks(world.waits(for: person)), "what waits", person)
        let (found, newest) = (marks(in: below), world.activity(of: person))
        let isTrue =
            found.count == newest.count && newest.certain.isSubset(of: found)
            && found.isSubset(of: newest.certain.union(newest.possible))
        try check(isTrue ? [] : found.sorted(), [], "activity, beside \(newest)", person)
        let open = projects.indices.count {
            world.sees(project: $0, person) && !world.projects[$0].isArchived
        }
        let card = page.text.split(separator: "\n").drop { $0 != "going on with you" }.first
        let number = Markup.number(before: "going on with you", in: page.text)
        try check(number, card == nil ? nil : open, "the number on home", person)
        try check(card != nil, world.refusal(of: person) == nil, "the card on home", person)
    }

    private func projectList(_ person: Int) throws {
        let page = try browsers[person].get(Worksite.list)
        try check(page.status, world.refusal(of: person) ?? 200, "projects", person)
        let seen = projects.indices.filter { world.sees(project: $0, person) }
        let open = seen.filter { !world.projects[$0].isArchived }
        try check(marks(in: page.body), Set(open.map { world.projects[$0].mark }), "projects", person)
        guard page.status == 200 else { return }
        try check(
            Markup.counts(of: ["Open", "Done", "Archived"], in: page.text),
            [open.count, 0, seen.count - open.count], "counts of projects", person)
        for project in open {
            let tasks = world.seen(.task, in: project, person)
            let said = "\(tasks.count { world.items[$0].isDone }) of \(tasks.count)"
            let row = page.text.split(separator: "\n").drop { $0 != world.projects[project].mark }
            let next = row.dropFirst().prefix { !$0.hasPrefix("Zqxwvjp") }
            try check(next.contains { $0 == said }, !tasks.isEmpty, "tasks done, \(said)", person)
        }
    }

    private func overview(_ project: Int, _ person: Int) throws {
        let path = "\(Worksite.list)/\(projects[project])"
        let isSeen = world.sees(project: project, person)
        let status = world.refusal(of: person) ?? (isSeen ? 200 : 404)
        let page = try browsers[person].get(path)
        try check(page.status, status, "a project", person)
        try check(
            marks(in: page.body), isSeen ? world.overview(of: project, person) : [], "a project", person)
        if isSeen {
            let numbers = SharedWorld.Kind.allCases.map { world.seen($0, in: project, person).count }
            let tabs = Markup.counts(of: ["Milestones", "Tasks", "Updates", "Documents"], in: page.text)
            try check(tabs.map { $0 ?? 0 }, numbers, "tabs", person)
            let hours = world.minutes(of: project, person).map { "\($0 / 60) h \($0 % 60) min" }
            try check(Markup.line(after: "Spent", in: page.text), hours, "hours", person)
            try check(
                Markup.line(after: "Budget", in: page.text),
                world.projects[project].sharesBudget ? "90 h 0 min" : nil, "budget", person)
        }
        for kind in SharedWorld.Kind.allCases {
            let page = try browsers[person].get("\(path)/\(kind.rawValue)s")
            try check(page.status, status, "\(kind)s", person)
            let wanted = isSeen ? world.list(kind, of: project, person) : []
            try check(marks(in: page.body), wanted, "\(kind)s", person)
        }
    }

    private func archiveOfDocuments(_ project: Int, _ person: Int) throws {
        let reply = try browsers[person].get("\(Worksite.list)/\(projects[project])/documents/all")
        let isSeen = world.sees(project: project, person)
        let files = isSeen ? world.files(of: project, person) : []
        try check(
            reply.status, world.refusal(of: person) ?? (isSeen ? files.isEmpty ? 303 : 200 : 404),
            "all documents", person)
        guard reply.status == 200, let place = reply.header("X-Accel-Redirect") else { return }
        let path = it.kernel.filesDirectory + place.dropFirst("/_files".utf8.count)
        let bytes = try Data(contentsOf: URL(filePath: path))
        try check(
            marks(in: String(decoding: bytes, as: UTF8.self)), files, "names in the archive", person)
    }

    private func page(_ item: Int, _ person: Int) throws {
        let path = it.path(items[item], in: projects[world.items[item].project])
        let isSeen = world.sees(item: item, person)
        let status = world.refusal(of: person) ?? (isSeen ? 200 : 404)
        let page = try browsers[person].get(path)
        try check(page.status, status, world.items[item].mark, person)
        try check(
            marks(in: page.body), isSeen ? world.page(of: item, person) : [],
            "the page of \(world.items[item].mark)", person)
        if let file = files[item] {
            try check(
                try browsers[person].get("\(path)/files/\(file)").status, status, "a file's address", person)
        }
    }

    private func search(_ item: Int, _ person: Int) throws {
        let (mark, project) = (world.items[item].mark, world.items[item].project)
        let reply = try browsers[person].get("/search?q=\(mark)")
        try check(reply.status, 200, "search", person)
        let found = reply.links.filter { $0.contains("/items/") }
        let isSeen = world.sees(item: item, person)
        try check(found, isSeen ? [it.path(items[item], in: projects[project])] : [], "search", person)
        let all = try browsers[person].get("/search?q=\(world.projects[project].mark)").links
        try check(
            all.contains("\(Worksite.list)/\(projects[project])"), world.sees(project: project, person),
            "search for a project", person)
    }

    private func calendar(_ person: Int) throws {
        let reply = try it.kernel.browser().get(calendars[person])
        let isThere = world.refusal(of: person) == nil
        try check(reply.status, isThere ? 200 : 404, "calendar", person)
        let titles = reply.body.split(separator: "\r\n").filter { $0.hasPrefix("SUMMARY:") }
        try check(
            Set(titles.map { String($0.dropFirst("SUMMARY:".count)) }), isThere ? world.days(of: person) : [],
            "calendar", person)
    }

    /// Whoever has not signed in is sent to the door, wherever he knocks.
    private func guest() throws {
        let project = "\(Worksite.list)/\(projects[world.items[touched.item].project])"
        for path in [project, "\(project)/items/\(items[touched.item])", "\(project)/documents/all"] {
            let reply = try it.kernel.browser().get(path)
            try check(reply.location?.hasPrefix("/sign-in"), true, "a guest at \(path)", touched.person)
        }
    }
}

/// What stands in the text of a page, part by part.
private enum Markup {
    static func line(after label: String, in text: String) -> String? {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.firstIndex(of: label).flatMap { $0 + 1 < lines.count ? lines[$0 + 1] : nil }
    }

    static func number(before label: String, in text: String) -> Int? {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.firstIndex(of: label).flatMap { $0 > 0 ? Int(lines[$0 - 1]) : nil }
    }

    /// The number that stands beside each of these words, nil beside none.
    static func counts(of labels: [String], in text: String) -> [Int?] {
        labels.map { line(after: $0, in: text).flatMap { Int($0) } }
    }
}
