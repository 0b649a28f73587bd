import PortalKit

/// What customers look at; nothing of it changes anything.
enum InvoiceRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewInvoices)

    static let customer: [Route<CustomerContext>] = [
        .get("/invoices", needs: reading) { request, context in
            let (paging, scope) = (try context.paging(request), try context.scope(.viewInvoices))
            let today = context.settings.today(context.now)
            let found = try context.read { try Invoice.listing(paging, today: today, scope, $0) }
            return .page(
                InvoicePages.list(found.listing, found.counts, found.sums, today: today, context.ui))
        },
        .get("/statement", needs: reading) { _, context in
            .page(StatementPages.page(try statement(context), context.ui))
        },
        .get("/statement/csv", needs: reading) { _, context in
            .table(heads: Statement.heads, try statement(context).rows, named: "statement")
        },
        .get("/invoices/{invoice}", needs: reading) { request, context in
            let (ref, scope): (Ref<Invoice>, Scope) = (
                try request.ref(.invoice), try context.scope(.viewInvoices)
            )
            guard let document = try context.read({ try InvoiceDocument.find(ref, scope, $0) }) else {
                throw PortalError.notFound
            }
            return .page(InvoicePages.detail(document, context))
        },
        .get("/invoices/{invoice}/pdf", needs: .customer(.downloadInvoices)) { request, context in
            let (seen, scope) = (
                try context.scope(.viewInvoices), try context.scope(.downloadInvoices)
            )
            let ref: Ref<Invoice> = try request.ref(.invoice)
            let found = try context.read { db in
                try InvoiceDocument.find(ref, seen, db) == nil ? nil : InvoiceDocument.find(ref, scope, db)
            }
            guard let found else { throw PortalError.notFound }
            return found.answer(context.ui)
        },
    ]

    private static func statement(_ context: CustomerContext) throws -> Statement {
        let scope = try context.scope(.viewInvoices)
        let today = context.settings.today(context.now)
        return try context.read { try Statement.find(today: today, scope, $0) }
    }

    @Sendable static func card(_ context: CustomerContext) throws -> Widget.Card? {
        let scope = try context.scope(.viewInvoices)
        let today = context.settings.today(context.now)
        let sums = try context.read { try Invoice.sums(today: today, scope, $0) }
        let ui = context.ui
        let open = sums.map { InvoicePages.said($0.open, ui) }.joined(separator: " · ")
        return Widget.Card(
            "Open invoices", value: open.isEmpty ? "0" : open, note: ui.say("to be paid"),
            path: Invoice.list + "?view=open")
    }

    @Sendable static func waiting(
        _ context: CustomerContext, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Waiting] {
        let today = context.settings.today(context.now)
        let ui = context.ui
        return try Invoice.unpaid(scope, most: 20, db).map { invoice in
            let isLate = invoice.isOverdue(on: today)
            let due = invoice.dueOn.map(ui.reader.date) ?? ""
            return Waiting(
                ui.say("Invoice \("number", invoice.name)"), icon: .receipt,
                reason: isLate ? "Was due on \("day", due)" : "Due on \("day", due)",
                amount: ui.reader.money(invoice.open), verb: "Look", at: invoice.path,
                urgency: isLate ? .late : .usual)
        }
    }
}
