import CPosix
import Glibc

/// Random bytes of the operating system, fit for keys and tokens.
package enum Random {
    /// Ends the process when the kernel cannot give any: nothing may go on with guessable secrets.
    package static func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < count {
                let rest = unsafe buffer[filled...]
                let part = unsafe UnsafeMutableBufferPointer(rebasing: rest)
                let got = unsafe getrandom(part.baseAddress, part.count, 0)
                if got > 0 { filled += got } else if errno != EINTR { abort() }
            }
        }
    }
}
