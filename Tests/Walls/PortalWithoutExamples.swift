// A portal is proved: what the walk tries it with has to be said.
// expect: missing argument for parameter 'examples' in call
import PortalKit

#if ATTACK
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        privacy: .holdsNoPersonalData, resources: resources)
#else
    let portal = Portal(
        id: "support", title: "Support", icon: .message, permissions: [.viewTickets],
        examples: .none, privacy: .holdsNoPersonalData, resources: resources)
#endif
