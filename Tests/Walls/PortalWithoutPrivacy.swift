// A portal answers the law: what it holds of people has to be said.
// expect: missing argument for parameter 'privacy' in call
import PortalKit

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        examples: .none, resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#endif
