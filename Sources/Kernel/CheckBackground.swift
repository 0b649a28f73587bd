import PortalKit

/// What is looked at of tasks, jobs, events, reactions and notices.
extension Check {
    static func background(_ portals: [Portal]) -> [String] {
        let published = Dictionary(
            portals.map { ($0.id, Set($0.publishes.map(\.text))) }, uniquingKeysWith: { first, _ in first })
        return portals.flatMap { portal in
            ids(portal) + events(portal) + reactions(portal, published)
                + portal.notices.flatMap { notice in
                    faults(of: notice, in: portal)
                }
        }
    }

    /// Tasks, jobs and notices have one name each, which says whose they are: it stands in the database.
    private static func ids(_ portal: Portal) -> [String] {
        let parts =
            portal.tasks.map { ("task", $0.id) } + portal.jobs.map { ("job", $0.id) }
            + portal.notices.map { ("notice", $0.id) } + portal.staffNotices.map { ("notice", $0.id) }
        var faults: [String] = []
        var seen: Set<String> = []
        for (part, id) in parts {
            let place = "Portal \(portal.id): the \(part) \(id)"
            if !id.hasPrefix(portal.id + ".") || !isName(id) {
                faults.append(
                    "\(place) must begin with \(portal.id). and have lower-case letters, dots and -.")
            }
            if id.utf8.count > 96 { faults.append("\(place) must have at most 96 characters.") }
            if !seen.insert(id).inserted {
                faults.append("\(place) is declared twice; every task, job and notice has a name of its own.")
            }
        }
        for job in portal.jobs where job.every < .seconds(1) {
            faults.append("Portal \(portal.id): the job \(job.id) must rest at least a second.")
        }
        return faults
    }

    static func isName(_ id: String) -> Bool {
        id.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        } && !id.hasSuffix(".")
    }

    private static func faults(of notice: Notice, in portal: Portal) -> [String] {
        let place = "Portal \(portal.id): the notice \(notice.id)"
        var faults: [String] = []
        if !portal.permissions.contains(notice.needs) {
            faults.append("\(place) needs \(notice.needs.id), which is not in its permissions.")
        }
        let own = Set(notice.placeholders)
        for name in notice.placeholders
        where !name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) || name.isEmpty {
            faults.append("\(place) has the placeholder {\(name)}; use lower-case letters.")
        }
        if own.count < notice.placeholders.count || !own.isDisjoint(with: Notice.common) {
            faults.append("\(place) has a placeholder twice; \(Notice.common) are always there.")
        }
        for name in Template(notice.subject.english).names + Template(notice.text.english).names
        where !own.contains(name) && !Notice.common.contains(name) {
            faults.append("\(place) says {\(name)}, which is not in its placeholders.")
        }
        return faults
    }

    private static func events(_ portal: Portal) -> [String] {
        var faults: [String] = []
        var seen: Set<String> = []
        for event in portal.publishes {
            let place = "Portal \(portal.id): the event \(event.text)"
            if !isEvent(event.text) || !event.text.hasPrefix(portal.id + ".") {
                faults.append("\(place) must be named \(portal.id).<noun>.<past participle>.")
            }
            if !seen.insert(event.text).inserted { faults.append("\(place) is declared twice.") }
        }
        return faults
    }

    private static func reactions(_ portal: Portal, _ published: [String: Set<String>]) -> [String] {
        var faults: [String] = []
        var seen: Set<String> = []
        for reaction in portal.reactions {
            let event = reaction.event.text
            let place = "Portal \(portal.id): the reaction to \(event)"
            let other = String(event.prefix { $0 != "." })
            if !isEvent(event) {
                faults.append("\(place) must name an event <portal>.<noun>.<past participle>.")
            } else if other == portal.id {
                faults.append("\(place) is to its own event; do it in the transaction that publishes it.")
            } else if published[other]?.contains(event) == false {
                faults.append("\(place) waits for ever: \(other) does not publish it.")
            }
            if !seen.insert(event).inserted { faults.append("\(place) is declared twice.") }
            if WorkTable.kind(of: reaction, in: portal).utf8.count > 96 {
                faults.append("\(place) has too long a name.")
            }
        }
        return faults
    }

    /// Three names, the last of which says that it has happened: closed, sent, paid, done.
    private static func isEvent(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let irregular: Set<Substring> = ["done", "gone", "made", "come", "become"]
        guard parts.count == 3, isName(text), parts.allSatisfy({ !$0.isEmpty }), let last = parts.last else {
            return false
        }
        return irregular.contains(last) || ["d", "n", "t"].contains { last.hasSuffix($0) }
    }
}
