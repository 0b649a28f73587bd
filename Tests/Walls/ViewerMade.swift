// Nobody says himself who he is.
// expect: 'Viewer' initializer is inaccessible due to 'package' protection level
import PortalKit

func viewer(_ context: CustomerContext) -> Viewer {
    #if ATTACK
        Viewer(
            account: 1, seat: 1, customer: 2, contact: nil, name: "", initials: "", customerName: "",
            customerNumber: 2)
    #else
        context.viewer
    #endif
}
