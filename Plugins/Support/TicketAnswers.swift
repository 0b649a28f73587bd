import PortalKit

/// What is asked for beside subject and description.
struct TicketQuestions {
    var categories: [Category] = []
    var fields: [TicketField] = []

    /// What a customer is asked when he opens a ticket.
    static func ofCustomers(_ db: borrowing Reading) throws -> TicketQuestions {
        TicketQuestions(categories: try Category.inUse(db), fields: try TicketField.filled(db))
    }

    /// What staff fill in.
    static func ofStaff(_ db: borrowing Reading) throws -> TicketQuestions {
        TicketQuestions(categories: try Category.inUse(db), fields: try TicketField.inUse(db))
    }

    /// The fields of a form.
    ///
    /// - Parameters:
    ///   - ticket: what stands there; nil for a new one.
    ///   - asks: whether what is required has to be filled in: of customers who open a ticket.
    func inputs(_ ticket: Ticket?, asks: Bool, _ ui: Interface) -> [HTML] {
        var inputs = fields.map { $0.input(ticket?.values[$0] ?? "", ui, asks: asks) }
        let kept = ticket?.category
        if !categories.isEmpty || kept != nil {
            // One that is not in use any more stays until somebody chooses another.
            let isListed = kept.map { one in categories.contains { $0.ref == one.ref } } ?? true
            let old = isListed ? [] : kept.map { [Choice("\($0.ref)", Words(verbatim: $0.name))] } ?? []
            inputs.insert(
                ui.select(
                    "category", "Category", Category.choices(categories) + old,
                    value: kept.map { "\($0.ref)" } ?? "", optional: true, width: .full), at: 0)
        }
        return inputs
    }
}

/// What was filled in of what is asked for.
struct TicketAnswers {
    let category: Category?
    /// Whether the ticket keeps the category that it has, which nobody can choose any more.
    let keepsCategory: Bool
    let values: [(field: TicketField, value: String)]

    /// Nothing was asked.
    init() {
        (category, keepsCategory, values) = (nil, false, [])
    }

    /// The category alone.
    init(category: Category?, keepsCategory: Bool) {
        (self.category, self.keepsCategory, values) = (category, keepsCategory, [])
    }

    init(
        _ form: Form, _ questions: TicketQuestions, _ ticket: Ticket? = nil, asks: Bool,
        _ check: inout FormCheck
    ) {
        let wished = form["category"]
        let chosen = questions.categories.first { "\($0.ref)" == wished }
        category = chosen
        keepsCategory = chosen == nil && !wished.isEmpty && ticket?.category.map { "\($0.ref)" } == wished
        if chosen == nil && !wished.isEmpty && !keepsCategory {
            check.refuse("category", "Choose one of these.")
        }
        var values: [(TicketField, String)] = []
        for field in questions.fields {
            let old = ticket?.values[field] ?? ""
            values.append((field, field.value(&check, form, old: old, asks: asks)))
        }
        self.values = values
    }

    /// Writes the fields of a new ticket.
    func save(to ticket: ID<Ticket>, _ tx: borrowing Transaction) throws {
        for answer in values where !answer.value.isEmpty {
            try answer.field.set(answer.value, of: ticket, tx)
        }
    }
}

extension Ticket {
    /// What it is about, by the operator's list.
    struct CategoryName: Equatable {
        let ref: Ref<Category>
        let name: String
    }

    /// Writes the fields that differ, and down in the history what differs.
    func save(
        _ answers: TicketAnswers, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        if !answers.keepsCategory, answers.category?.ref != category?.ref {
            try tx.execute(
                "UPDATE support_ticket SET category_id = \(answers.category?.id) WHERE id = \(id)")
            try note(
                TicketChange.Property.category.rawValue, category?.name, answers.category?.name, by: staff,
                at: now, tx)
        }
        for answer in answers.values where values[answer.field] != answer.value {
            try answer.field.set(answer.value, of: id, tx)
            try note(
                answer.field.label, values[answer.field], answer.value, by: staff, at: now, tx)
        }
    }

    /// Writes down what staff changed; customers never see it.
    func note(
        _ property: String, _ old: String?, _ new: String?, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, property, old_text, new_text, changed_by)
            VALUES (\(customer), \(id), \(now), \(property), NULLIF(\(old ?? ""), ''), NULLIF(\(new ?? ""), ''),
                \(staff))
            """)
    }
}
