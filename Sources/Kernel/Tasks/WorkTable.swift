import FoundationEssentials
package import PortalKit

/// What the portals of this program do in the background, by the names that stand in `kernel_task` and `kernel_job`.
package struct WorkTable: Sendable {
    package struct Task: Sendable {
        let portal: Portal
        let run: BackgroundRun
    }

    /// By kind: a task's id, or `<portal>:<event>` for a reaction.
    let tasks: [String: Task]
    let jobs: [String: (portal: Portal, job: Job)]
    /// The kinds of the tasks that an event becomes.
    private let reactions: [String: [String]]

    package init(_ portals: [Portal]) {
        var tasks: [String: Task] = [:]
        var jobs: [String: (portal: Portal, job: Job)] = [:]
        var reactions: [String: [String]] = [:]
        for portal in portals {
            for kind in portal.tasks { tasks[kind.id] = Task(portal: portal, run: kind.run) }
            for job in portal.jobs { jobs[job.id] = (portal, job) }
            for reaction in portal.reactions {
                let kind = Self.kind(of: reaction, in: portal)
                tasks[kind] = Task(portal: portal, run: reaction.run)
                reactions[reaction.event.text, default: []].append(kind)
            }
        }
        self.tasks = tasks
        self.jobs = jobs
        self.reactions = reactions
    }

    static func kind(of reaction: Reaction, in portal: Portal) -> String {
        portal.id + ":" + reaction.event.text
    }

    func reactions(to event: String) -> [String] { reactions[event] ?? [] }

    /// Every kind of task but those of portals that are switched off.
    func kinds(without switchedOff: Set<String>) -> [String] {
        tasks.filter { !switchedOff.contains($0.value.portal.id) }.keys.sorted()
    }
}

/// The payload of a task, as it stands in its row.
struct JSONPayload: PayloadReader {
    let json: String

    init(json: String) { self.json = json }

    init(of value: any Encodable & Sendable) throws {
        json = try value.storedJSON
    }

    func payload<Payload: Decodable>(_ type: Payload.Type) throws -> Payload {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }
}
