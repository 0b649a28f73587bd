import MariaDB
import PortalKit
import Web

/// What became of the mails, and a test whether they go out: administrators only.
enum DeliveryRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/mail", needs: .staff(.settings), list),
        .post("/staff/settings/mail", needs: .staff(.settings), test),
        .post("/staff/settings/mail/{mail}/again", needs: .staff(.settings), sendAgain),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let view = Delivery.View(rawValue: request.query["view"]) ?? .all
        let paging = try context.paging(request)
        let (listing, counts) = try context.read { db in
            let counts = try Delivery.counts(db)
            let rows = try Delivery.list(view, paging, db)
            let total = counts[Delivery.View.allCases.firstIndex(of: view) ?? 0]
            return (paging.listing(rows, total: total) { $0.position }, counts)
        }
        return .page(
            "Mail",
            DeliveryPages.list(listing, counts, view, try context.visit().house.installation, context.ui))
    }

    @Sendable private static func test(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        var check = FormCheck(request.form)
        let address = check.email("address")
        if address == nil { check.refuse("address", "Enter one e-mail address, such as name@example.org.") }
        try check.finish()
        guard let address else { throw PortalError.notFound }
        let visit = try context.visit()
        let reader = context.ui.reader
        let name = visit.house.installation.operatorName
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say("Test mail"), preview: "Mail goes out.",
            heading: "Mail goes out.",
            paragraphs: ["If you can read this, the portal's mail arrives, and looks as it should."],
            button: "Open the portal", path: "/", facts: [("Sent by", context.staff.name)],
            reason: "You get this because an administrator tried the mail settings.")
        try write { _ in
            _ = try Delivery.enqueue(
                "administration.test", content, to: (address, context.staff.name), customer: nil,
                contact: nil,
                visit)
        }
        return .seeOther(
            "/staff/settings/mail", saying: "A test mail to \("address", address) is on its way.")
    }

    @Sendable private static func sendAgain(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let ref: Ref<Delivery> = try request.ref(.mail)
        let visit = try context.visit()
        try write { _ in try Delivery.sendAgain(ref, at: context.now, visit) }
        return .seeOther("/staff/settings/mail", saying: "The mail is in line again.")
    }
}
