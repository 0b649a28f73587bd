import HTTPTypes
import MariaDB
import PortalKit
import Web

/// What stands behind a link that needs no sign-in: a person's own link shows at once what its portal shows there; the
/// link of a customer without portal users leads to a page with one button. Opening either changes nothing.
enum LinkRoutes {
    static let path = "/link"

    static let all: [Route<GuestContext>] = [
        .get("/link/{link}", needs: Right(.anybody), open),
        .get("/link", needs: Right(.anybody), page),
        .post("/link", needs: Right(.anybody), enter),
    ]

    @Sendable private static func open(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        let text = request.parameters["link"] ?? ""
        if let token = Token(text) { return try answer(token, request, visit) ?? gone(visit, context.ui) }
        guard let (_, _, way) = try door(text, visit), way != .nowhere else { return gone(visit, context.ui) }
        var answer = Answer.seeOther("/link")
        answer.cookies.append(try LinkCookie.visitor.cookie(text, at: context.now, visit.house))
        return answer
    }

    /// For what never was, has ended, was switched off or taken back: which of them is nobody's business.
    private static func gone(_ visit: Visit, _ ui: Interface) -> Answer {
        var answer = Answer.page("Link", LinkPages.gone(visit.house.installation, ui))
        answer.status = .notFound
        return answer
    }

    // MARK: A person's own link

    private static func answer(_ token: Token, _ request: Request, _ visit: Visit) throws -> Answer? {
        guard let link = try SeatLink.find(token, visit),
            let portal = visit.house.portals.first(where: { $0.id == link.portal }),
            let route = portal.links.first(where: { $0.name == link.name }),
            let context = try link.context(of: route, in: portal, visit)
        else { return nil }
        do {
            let answer = try route.handler(request, context)
            link.noteSeen(visit)
            guard case .page(let page) = answer.body else { return answer }
            return .page(Words(verbatim: context.ui.say(page.title)), page.body)
        } catch PortalError.notFound, PortalError.forbidden {
            return nil
        }
    }

    // MARK: The link of a customer

    private static func door(
        _ text: some StringProtocol, _ visit: Visit
    ) throws -> (CustomerDoor, CustomerLink, CustomerDoor.Way)? {
        guard let link = CustomerLink(text, visit.house.secrets),
            let door = try CustomerDoor.find(link.customer, visit.connection)
        else { return nil }
        return (door, link, door.way(by: link))
    }

    private static func carried(_ visit: Visit) throws -> (CustomerDoor, CustomerLink, CustomerDoor.Way)? {
        guard let text = LinkCookie.visitor.token(in: visit.request, at: visit.now, visit.house) else {
            return nil
        }
        return try door(text, visit)
    }

    @Sendable private static func page(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        guard let (door, _, way) = try carried(visit), way != .nowhere else {
            return gone(visit, context.ui)
        }
        var present: CustomerSession?
        if case .customer(let session) = visit.identity { present = session }
        if present?.viewer.customer == door.id { return .seeOther("/home") }
        if way == .signIn, present == nil { return .seeOther("/sign-in") }
        return .page(
            "Customer portal", LinkPages.door(door, way, leaving: present?.viewer.customerName, context.ui))
    }

    /// One button: the session of another customer ends, and this one's begins or is to be signed in to.
    @Sendable private static func enter(
        _ request: Request, _ context: GuestContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.store.visit()
        guard let (door, link, way) = try carried(visit), way != .nowhere else {
            return gone(visit, context.ui)
        }
        let token = Token()
        try write { _ in
            try visit.endPresentSession(isStaff: false)
            if way == .inside { try door.enter(by: link, token, visit) }
            try visit.audit(
                way == .inside ? "identity.link.opened" : "identity.link.refused", kind: "customer",
                id: door.id,
                customer: door.id)
        }
        var answer = Answer.seeOther(way == .inside ? "/home" : "/sign-in")
        answer.cookies = [
            way == .inside
                ? visit.customerCookie(VisitorCookie.text(token)) : visit.endedCookie(isStaff: false),
            LinkCookie.visitor.ended(visit.house),
        ]
        return answer
    }
}
