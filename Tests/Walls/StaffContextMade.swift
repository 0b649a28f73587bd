// A customer's page does not make itself a page of staff.
// expect: 'StaffContext' initializer is inaccessible due to 'package' protection level
import PortalKit

func promote(_ context: StaffContext, _ staff: StaffMember) -> StaffContext {
    #if ATTACK
        StaffContext(staff: staff, now: context.now, ui: context.ui, store: context.store, seal: context.seal)
    #else
        context
    #endif
}
