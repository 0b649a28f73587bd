import MariaDB
import PortalKit

/// How Tarnwick's desk is set up: what tickets are about, what is asked for, and what is written again and again.
enum DemoDesk {
    static let categories = ["Coffee and brewing", "Deliveries", "Machines", "Prices and invoices"]

    static let fields: [(label: String, kind: String, choices: String, audience: String)] = [
        ("Delivery note", "line", "", "fills"),
        ("Claim with the carrier", "choice", "Not needed\nReported\nSettled", "staff"),
    ]

    static let answers: [(title: String, body: String)] = [
        (
            "We look at it",
            "Hello {name},\n\nthank you for telling us. We look at {number} today and answer here by tomorrow noon.\n\n{staff}"
        ),
        (
            "Please send a photo",
            "Hello {name},\n\ncould you add a photo of the box, and of the label with the batch number? Then we replace it with the next delivery.\n\n{staff}"
        ),
        (
            "Is it solved?",
            "Hello {name},\n\nwe have not heard of {subject} for a while. If it is solved, you can mark it so below.\n\n{staff}"
        ),
    ]
}

extension DemoLoad {
    /// Before the tickets, which have a category each.
    func loadDesk() throws {
        for (place, name) in DemoDesk.categories.enumerated() {
            _ = try connection.execute(
                """
                INSERT INTO support_category (ref, name, position) VALUES (RANDOM_BYTES(10), \(name), \(place + 1))
                """)
        }
        for (place, field) in DemoDesk.fields.enumerated() {
            _ = try connection.execute(
                """
                INSERT INTO support_field (ref, label, kind, choices, audience, position)
                VALUES (RANDOM_BYTES(10), \(field.label), \(field.kind), \(field.choices), \(field.audience),
                    \(place + 1))
                """)
        }
        for answer in DemoDesk.answers {
            _ = try connection.execute(
                """
                INSERT INTO support_answer (ref, title, body)
                VALUES (RANDOM_BYTES(10), \(answer.title), \(answer.body))
                """)
        }
    }
}
