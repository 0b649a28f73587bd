// A page is given nothing to write with.
// expect: contextual closure type '@Sendable (Request, CustomerContext) throws -> Answer' expects 2 arguments
import PortalKit

#if ATTACK
    let route: Route<CustomerContext> = .get("/tickets", needs: .customer(.viewTickets)) { _, _, write in
        _ = try write { tx in try tx.execute(close) }
        return .seeOther("/support/tickets")
    }
#else
    let route: Route<CustomerContext> = .get("/tickets", needs: .customer(.viewTickets)) { _, _ in
        .seeOther("/support/tickets")
    }
#endif
