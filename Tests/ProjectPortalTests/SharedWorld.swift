/// What each person may read of projects, said once more beside the portal: in plain words, over arrays, without SQL.
/// Whatever the portal shows has to agree with it.
struct SharedWorld {
    /// What a permission group gives of projects.
    enum Group: CaseIterable { case nothing, reading, own, all }
    enum Access: CaseIterable { case group, capped, revoked }
    enum Reach { case none, own, all }

    struct Person {
        let name: String
        let customer: Int
        var group: Group
        var access = Access.group
        /// One mail a day instead of one each time.
        var isDaily = false
        /// What is kept for that mail.
        var lines: [Line] = []
        /// What waited in the last one.
        var known: Set<[Int]> = []
    }

    struct Project {
        let customer: Int
        let mark: String
        var isShared = true
        var isArchived = false
        var members: Set<Int> = []
        var sharesHours = false
        var sharesBudget = false
    }

    enum Kind: String, CaseIterable { case milestone, task, update, document }

    struct Item {
        let kind: Kind
        let project: Int
        let mark: String
        /// Of a task: its list.
        var list: String?
        var file: String?
        var asksFile = false
        var minutes = 0
        /// Of a task: what it waits for until that is done.
        var needs: Int?
        var owner: Int?
        var isDone = false
        var isAsked = false
        /// The step at which it was shared.
        var sharedAt: Int?
        var wasTold = false
    }

    struct Comment {
        let item: Int
        let mark: String
        var isShared = false
        var wasTold = false
    }

    /// Something that is told: at once, or in the mail of the day.
    enum Line: Hashable {
        case joined(Int), shared(Int), given(Int), files(Int), said(Int)
    }

    /// A mail: whom it goes to, and the marks that stand in it.
    struct Mail: Hashable, Comparable, CustomStringConvertible {
        let person: Int
        let marks: Set<String>
        var description: String { "\(person): \(marks.sorted())" }
        static func < (one: Mail, other: Mail) -> Bool { one.description < other.description }
    }

    var isActive = true
    var people: [Person] = []
    var projects: [Project] = []
    var items: [Item] = []
    var comments: [Comment] = []
    /// The step, and so the time.
    var now = 0
    /// What has been told at once since it was compared last.
    var mails: [Mail] = []

    // MARK: What somebody sees

    func reach(of person: Int) -> Reach {
        let who = people[person]
        guard isActive, who.access != .revoked, who.group != .nothing else { return .none }
        return who.group == .all && who.access != .capped ? .all : .own
    }

    /// With what every page of projects is refused him, if it is.
    func refusal(of person: Int) -> Int? {
        isActive ? reach(of: person) == .none ? 403 : nil : 404
    }

    /// Whether he may comment, send and approve.
    private func mayAct(_ person: Int) -> Bool {
        reach(of: person) != .none && people[person].group != .reading
    }

    func sees(project: Int, _ person: Int) -> Bool {
        let it = projects[project]
        guard it.isShared, it.customer == people[person].customer else { return false }
        switch reach(of: person) {
        case .none: return false
        case .own: return it.members.contains(person)
        case .all: return true
        }
    }

    func sees(item: Int, _ person: Int) -> Bool {
        items[item].sharedAt != nil && sees(project: items[item].project, person)
    }

    func sees(comment: Int, _ person: Int) -> Bool {
        comments[comment].isShared && sees(item: comments[comment].item, person)
    }

    /// What he sees of a kind in a project.
    func seen(_ kind: Kind? = nil, in project: Int, _ person: Int) -> [Int] {
        items.indices.filter {
            items[$0].project == project && (kind ?? items[$0].kind) == items[$0].kind
                && sees(item: $0, person)
        }
    }

    func waits(for person: Int) -> [Int] {
        items.indices.filter { index in
            let item = items[index]
            guard sees(item: index, person), mayAct(person), !projects[item.project].isArchived else {
                return false
            }
            let isHis = item.owner == person
            let isTask = item.kind == .task && !item.isDone
            return item.isAsked || isTask && (item.asksFile ? item.owner == nil || isHis : isHis)
        }
    }

    /// The newest eight: those that have to be there, and those of one moment among which it chooses.
    func activity(of person: Int) -> (certain: Set<String>, possible: Set<String>, count: Int) {
        let all = items.indices.filter { sees(item: $0, person) }
        let moments = all.compactMap { items[$0].sharedAt }.sorted(by: >)
        let last = moments.prefix(8).last ?? 0
        return (
            marks(all.filter { items[$0].sharedAt ?? 0 > last }),
            marks(all.filter { items[$0].sharedAt == last }),
            min(8, all.count)
        )
    }

    /// What stands in his calendar.
    func days(of person: Int) -> Set<String> {
        let all = items.indices.filter { index in
            let item = items[index]
            return sees(item: index, person)
                && (item.kind == .milestone || item.kind == .task && item.owner == person)
        }
        return marks(all)
    }

    func marks(_ some: [Int]) -> Set<String> { Set(some.map { items[$0].mark }) }

    // MARK: What pages say

    /// What stands on a project's first page.
    func overview(of project: Int, _ person: Int) -> Set<String> {
        let all = seen(in: project, person).filter { items[$0].kind != .task || !items[$0].isDone }
        return marks(all).union(all.compactMap { items[$0].list }).union([projects[project].mark])
    }

    func list(_ kind: Kind, of project: Int, _ person: Int) -> Set<String> {
        let all = seen(kind, in: project, person)
        return marks(all).union(all.compactMap { items[$0].list }).union([projects[project].mark])
    }

    func page(of item: Int, _ person: Int) -> Set<String> {
        let it = items[item]
        var marks: Set<String> = [it.mark, projects[it.project].mark]
        marks.formUnion([it.list, it.file].compactMap(\.self))
        if let needs = it.needs, !items[needs].isDone, sees(item: needs, person) {
            marks.insert(items[needs].mark)
        }
        for (index, comment) in comments.enumerated()
        where comment.item == item && sees(comment: index, person) { marks.insert(comment.mark) }
        return marks
    }

    func files(of project: Int, _ person: Int) -> Set<String> {
        Set(seen(.document, in: project, person).compactMap { items[$0].file })
    }

    /// What a project took, as far as he sees it; nil for nothing.
    func minutes(of project: Int, _ person: Int) -> Int? {
        let sum = seen(.task, in: project, person).reduce(0) { $0 + items[$1].minutes }
        return projects[project].sharesHours && sum > 0 ? sum : nil
    }
}
