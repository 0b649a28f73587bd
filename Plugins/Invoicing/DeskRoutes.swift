import PortalKit

/// What staff do.
enum DeskRoutes {
    private static let writing: Right<StaffContext> = .staff(.writeInvoices)

    static let staff: [Route<StaffContext>] = drafts + issued

    private static let drafts: [Route<StaffContext>] = [
        .get("/invoices", needs: writing) { request, context in
            let paging = try context.paging(request)
            let today = context.settings.today(context.now)
            let found = try context.read { try Invoice.listing(paging, today: today, context.scope, $0) }
            return .page(DeskPages.list(found.listing, found.counts, found.sums, today: today, context.ui))
        },
        .get("/invoices/new", needs: writing) { request, context in
            .page(DeskPages.begin(request.query["customer"], context.ui))
        },
        .post("/invoices/new", needs: writing) { request, context, write in
            var check = FormCheck(request.form)
            let number = check.number("customer", in: 1...999_999_999)
            try check.finish()
            let ref = try write { tx in
                let (id, ref) = try Invoice.begin(for: number, context, tx)
                try tx.audit("invoicing.invoice.begun", .invoice, id)
                return ref
            }
            return .seeOther("\(Invoice.drafts)/\(ref)/edit")
        },
        .get("/drafts/{draft}/edit", needs: writing) { request, context in
            let document = try draft(request, context)
            let contacts = try context.read { try document.invoice.contacts($0) }
            return .page(DeskPages.edit(document, contacts, context))
        },
        .post("/drafts/{draft}/edit", needs: writing) { request, context, write in
            let invoice = try draft(request, context).invoice
            let filled = try Invoice.Draft(request.form)
            try write { tx in
                try invoice.save(filled, tx)
                try tx.audit("invoicing.invoice.changed", .invoice, invoice.id)
            }
            let stays = request.form["then"] == "stay"
            return .seeOther(stays ? invoice.draftPath + "/edit" : invoice.staffPath, saying: "Saved.")
        },
        .post("/drafts/{draft}/discard", needs: writing) { request, context, write in
            let invoice = try draft(request, context).invoice
            try write { tx in
                try invoice.discard(tx)
                try tx.audit("invoicing.invoice.discarded", .invoice, invoice.id)
            }
            return .seeOther(Invoice.staffList, saying: "The draft is thrown away.")
        },
    ]

    private static let issued: [Route<StaffContext>] = [
        .get("/invoices/{invoice}", needs: writing) { request, context in
            .page(DeskPages.detail(try found(request, context), context))
        },
        .get("/invoices/{invoice}/pdf", needs: writing) { request, context in
            try found(request, context).answer(context.ui)
        },
        .post("/drafts/{draft}/issue", needs: writing) { request, context, write in
            let invoice = try draft(request, context).invoice
            var check = FormCheck(request.form)
            let version = check.number("version")
            try check.finish()
            try write { tx in
                try invoice.issue(seen: version, context, tx)
                try tx.audit("invoicing.invoice.issued", .invoice, invoice.id)
            }
            return .seeOther(invoice.staffPath, saying: "Issued. The customer sees it now.")
        },
        .get("/invoices/{invoice}/payment", needs: writing) { request, context in
            .page(DeskPages.payment(try found(request, context).invoice, context))
        },
        .post("/invoices/{invoice}/payment", needs: writing) { request, context, write in
            let invoice = try found(request, context).invoice
            let draft = try Payment.Draft(
                request.form, for: invoice, today: context.settings.today(context.now))
            let rest = try write { tx in
                let rest = try invoice.take(draft, by: context.staff.id, at: context.now, tx)
                try tx.audit("invoicing.payment.recorded", .invoice, invoice.id)
                return rest
            }
            let amount = context.ui.reader.money(rest)
            return .seeOther(
                invoice.staffPath,
                saying: rest.isZero
                    ? "The payment is written down." : "Written down. \("amount", amount) of it is over.")
        },
        .post("/invoices/{invoice}/payment/reverse", needs: writing) { request, context, write in
            let invoice = try found(request, context).invoice
            let payment = try Ref<Payment>(request.form["payment"])
            try write { tx in
                try invoice.reverse(payment, by: context.staff.id, at: context.now, tx)
                try tx.audit("invoicing.payment.reversed", .invoice, invoice.id)
            }
            return .seeOther(invoice.staffPath, saying: "The payment is taken back.")
        },
        .post("/invoices/{invoice}/write-off", needs: writing) { request, context, write in
            let invoice = try found(request, context).invoice
            try write { tx in
                try invoice.writeOff(by: context.staff.id, at: context.now, tx)
                try tx.audit("invoicing.invoice.written-off", .invoice, invoice.id)
            }
            return .seeOther(invoice.staffPath, saying: "What was open is given up.")
        },
    ]

    private static func found(_ request: Request, _ context: StaffContext) throws -> InvoiceDocument {
        try found(try request.ref(.invoice), context)
    }

    /// What can still be changed; what was issued is not found here.
    private static func draft(_ request: Request, _ context: StaffContext) throws -> InvoiceDocument {
        let document = try found(try request.ref(.draft), context)
        guard document.invoice.isDraft else { throw PortalError.notFound }
        return document
    }

    private static func found(_ ref: Ref<Invoice>, _ context: StaffContext) throws -> InvoiceDocument {
        guard let document = try context.read({ try InvoiceDocument.find(ref, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        return document
    }
}
