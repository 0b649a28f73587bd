import PortalKit

/// Who is in a ticket: staff add people of the ticket's customer and take them out.
enum MemberRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnTickets)

    static let staff: [Route<StaffContext>] = [
        .get("/tickets/{ticket}/people", needs: working) { request, context in
            let ticket = try DeskRoutes.found(request, context)
            let text = request.query["q"]
            let (members, found) = try context.read { db in
                (
                    try TicketChange.all(of: ticket, context.scope, db).members,
                    try TicketMember.candidates(text, for: ticket, db)
                )
            }
            let people = MemberPages.People(
                ticket: ticket, members: members, onlookers: try ticket.onlookers(members, context))
            return .page(MemberPages.page(people, text, found, context.ui))
        },
        .post("/tickets/{ticket}/people", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            let chosen = try request.form.values("contact").filter { !$0.isEmpty }.map {
                try Ref<ContactReference>($0)
            }
            guard !chosen.isEmpty else { throw PortalError.invalid("contact", "Tick who is to be added.") }
            let admissions = try write { tx in
                var admissions: [Admission] = []
                for ref in chosen.prefix(TicketMember.most) {
                    if let one = try ticket.add(member: ref, by: context.staff, at: context.now, tx) {
                        admissions.append(one)
                    }
                }
                return admissions
            }
            return .seeOther(ticket.staffPath + "/people", saying: MemberPages.said(admissions))
        },
        .post("/tickets/{ticket}/people/remove", needs: working) { request, context, write in
            let ticket = try DeskRoutes.found(request, context)
            let ref = try Ref<ContactReference>(request.form["contact"])
            let isGone = try write { tx in try ticket.remove(member: ref, tx) }
            guard isGone else { throw PortalError.conflict("That person was not in the ticket any more.") }
            return .seeOther(
                ticket.staffPath + "/people", saying: "Out of the ticket from the next request on.")
        },
    ]
}
