import Glibc

/// The machine's processors.
package enum Processors {
    /// How many this process may use now; at least 1.
    package static var online: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
