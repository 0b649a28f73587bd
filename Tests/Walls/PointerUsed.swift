// C only at the edge: what the compiler cannot check has to say so, and a test lists who may.
// expect: expression uses unsafe constructs but is not marked with 'unsafe'
import PortalKit

func first(_ bytes: [UInt8]) -> UInt8? {
    #if ATTACK
        bytes.withUnsafeBufferPointer { $0.baseAddress?.pointee }
    #else
        bytes.first
    #endif
}
