// A portal cannot use what is meant for the kernel: here the number of the customer whose person looks.
// expect: 'customer' is inaccessible due to 'package' protection level
import PortalKit

func number(_ viewer: Viewer) -> Int {
    #if ATTACK
        Int(viewer.customer)
    #else
        viewer.customerNumber
    #endif
}
