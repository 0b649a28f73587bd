// What was done is named in the source, so that an audit can be searched for it.
// expect: cannot convert value of type 'String' to expected argument type 'StaticString'
import PortalKit

func closed(_ id: ID<Ticket>, _ action: String, _ tx: borrowing Transaction) throws {
    #if ATTACK
        try tx.audit(action, ticket, id)
    #else
        try tx.audit("support.ticket.closed", ticket, id)
    #endif
}
