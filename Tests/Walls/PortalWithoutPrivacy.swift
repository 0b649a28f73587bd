// A portal answers the law: what it holds of people has to be said.
// expect: missing argument for parameter 'privacy' in call
import PortalKit

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        privacy: .holdsNoPersonalData, resources: resources)
#endif
