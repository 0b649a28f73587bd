import Kernel
import MariaDB
import PortalKit

// The demo's projects.
extension DemoLoad {
    /// Who loads them, and in which project.
    struct DemoPlace {
        let project: UInt64
        let customer: UInt64?
        let author: UInt64
    }

    func loadProjects(by author: UInt64) throws {
        guard Shipped.portals.contains(where: { $0.id == "project" }) else { return }
        for demo in DemoProject.all { try load(demo, by: author) }
    }

    func at(_ days: Int) -> Instant { now.adding(seconds: Int64(days) * 86_400 - 3_600) }

    private func day(_ days: Int?) -> PlainDate? {
        days.map {
            PlainDate(days: Int32(now.adding(seconds: Int64($0) * 86_400).microseconds / 86_400_000_000))
        }
    }

    private func load(_ demo: DemoProject, by author: UInt64) throws {
        let customer = customers[demo.customer]
        _ = try connection.execute("UPDATE project_counter SET value = value + 1 WHERE name = 'project'")
        let begun = at(demo.starts)
        let project = try connection.execute(
            """
            INSERT INTO project_project (customer_id, ref, number, name, description, status, starts_on, ends_on, lead_id,
                created_at, created_by, updated_at, shared_at, shared_by)
            SELECT \(customer), RANDOM_BYTES(10), k.value, \(demo.name), \(demo.description), 'active', \(day(demo.starts)),
                \(day(demo.ends)), \(author), \(begun), \(author), \(at(-1)), \(begun), \(author)
            FROM project_counter k
            """
        ).insertID
        for name in demo.members {
            _ = try connection.execute(
                """
                INSERT INTO project_member (project_id, contact_id, customer_id, added_at, added_by)
                SELECT \(project), p.id, p.customer_id, \(begun), \(author) FROM kernel_contact p
                WHERE p.customer_id = \(customer) AND p.name = \(name)
                """)
        }
        let place = DemoPlace(project: project, customer: customer, author: author)
        for item in demo.items { try load(item, in: place) }
        try loadWork(of: demo, in: place)
    }

    private func load(_ demo: DemoItem, in place: DemoPlace) throws {
        let made = at(demo.made)
        let done = demo.done.map { at($0) }
        let contact: UInt64? = try demo.contact.flatMap { name in
            try connection.first(
                "SELECT id FROM kernel_contact WHERE customer_id = \(place.customer) AND name = \(name)"
            ) { try $0.next() }
        }
        let id = try connection.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, asks_file, title, body, list_id, due_on, assignee_id, contact_id,
                done_at, done_by, asked_at, asked_by, round, created_at, created_by, shared_at, shared_by, told_at)
            VALUES (\(place.customer), \(place.project), RANDOM_BYTES(10), \(demo.kind.rawValue), \(demo.asksFile),
                \(demo.title), \(demo.text), \(try demo.list.map { try list($0, place, made) }), \(day(demo.due)),
                \(demo.kind == .task && contact == nil && !demo.asksFile ? place.author : nil), \(contact), \(done),
                \(done == nil ? nil : place.author), \(demo.asksApproval ? at(-3) : nil),
                \(demo.asksApproval ? place.author : nil), \(demo.asksApproval ? 1 : 0), \(made), \(place.author),
                \(demo.isShared ? made : nil), \(demo.isShared ? place.author : nil), \(demo.isShared ? made : nil))
            """
        ).insertID
        if let file = demo.file {
            _ = try connection.execute(
                """
                INSERT INTO project_file (customer_id, project_id, item_id, ref, attachment_id, created_at, created_by)
                VALUES (\(place.customer), \(place.project), \(id), RANDOM_BYTES(10),
                    \(try keep(file, by: place.author, of: "project")), \(made), \(place.author))
                """)
        }
        for comment in demo.comments {
            let shown = comment.isShared ? made.adding(seconds: 7_200) : nil
            _ = try connection.execute(
                """
                INSERT INTO project_comment (customer_id, project_id, item_id, ref, body, created_at, created_by, shared_at,
                    shared_by, told_at)
                VALUES (\(place.customer), \(place.project), \(id), RANDOM_BYTES(10), \(comment.text),
                    \(made.adding(seconds: 7_200)), \(place.author), \(shown), \(shown == nil ? nil : place.author), \(shown))
                """)
        }
    }

    private func list(_ name: String, _ place: DemoPlace, _ moment: Instant) throws -> UInt64 {
        try connection.execute(
            """
            INSERT INTO project_list (customer_id, project_id, ref, name, created_at, created_by)
            VALUES (\(place.customer), \(place.project), RANDOM_BYTES(10), \(name), \(moment), \(place.author))
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
            """
        ).insertID
    }
}
