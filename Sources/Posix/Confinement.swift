import CPosix
import Glibc

/// Takes away from this process what it does not need, before it looks at what strangers sent.
package enum Confinement {
    /// Memory and time end the process where it takes too much; it can write to no file, start no other program and
    /// open only a few files, which libraries read their tables from.
    ///
    /// - Parameters:
    ///   - memory: bytes of address space.
    ///   - seconds: of the processor.
    package static func begin(memory: UInt64, seconds: UInt64) throws(PosixError) {
        try limit(RLIMIT_AS, memory)
        try limit(RLIMIT_CPU, seconds)
        try limit(RLIMIT_FSIZE, 0)
        try limit(RLIMIT_CORE, 0)
        try limit(__RLIMIT_NPROC, 0)
        try limit(RLIMIT_NOFILE, 32)
        guard portico_no_new_privileges() == 0 else { throw PosixError("prctl") }
    }

    private static func limit(_ what: __rlimit_resource, _ most: UInt64) throws(PosixError) {
        var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
        guard unsafe setrlimit(Int32(bitPattern: what.rawValue), &limit) == 0 else {
            throw PosixError("setrlimit")
        }
    }
}
