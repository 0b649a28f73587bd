import Glibc

/// Whether a person looks at what the program writes.
package enum Terminal {
    package static var isOutput: Bool { isatty(1) == 1 }
}
