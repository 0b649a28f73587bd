import CPosix

/// How the process keeps its memory.
package enum Memory {
    /// Blocks from one MiB on (password hashing takes 19) are mapped and go back when freed. glibc would
    /// otherwise raise its threshold at the first such block and keep them; setting it stops that.
    @discardableResult
    package static func giveBackLargeBlocks() -> Bool {
        mallopt(M_MMAP_THRESHOLD, 1 << 20) == 1
    }
}
