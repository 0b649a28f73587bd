// Nor does a portal hand one over.
// expect: extra argument 'guest' in call
import PortalKit

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets], guest: [],
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#endif
