import Kernel
import MariaDB
import PortalKit

// What the demo's projects took and may take, and which tasks wait for others.
extension DemoLoad {
    func loadWork(of demo: DemoProject, in place: DemoPlace) throws {
        if let budget = demo.budget {
            _ = try connection.execute(
                """
                UPDATE project_project SET budget_minutes = \(budget * 60), hours_shared_at = created_at,
                    budget_shared_at = created_at WHERE id = \(place.project)
                """)
        }
        for item in demo.items {
            for needed in item.needs {
                _ = try connection.execute(
                    """
                    INSERT INTO project_dependency (item_id, needs_id, customer_id, project_id, created_at, created_by)
                    SELECT i.id, n.id, i.customer_id, i.project_id, \(at(item.made)), \(place.author)
                    FROM project_item i JOIN project_item n ON n.project_id = i.project_id AND n.title = \(needed)
                    WHERE i.project_id = \(place.project) AND i.title = \(item.title)
                    """)
            }
            for spent in item.hours {
                _ = try connection.execute(
                    """
                    INSERT INTO project_time (customer_id, project_id, item_id, ref, staff_id, minutes, remark, created_at)
                    SELECT i.customer_id, i.project_id, i.id, RANDOM_BYTES(10), \(place.author), \(spent.minutes),
                        \(spent.remark), \(at(item.done ?? -6))
                    FROM project_item i WHERE i.project_id = \(place.project) AND i.title = \(item.title)
                    """)
            }
        }
    }
}
