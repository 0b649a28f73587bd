import CPosix
import Glibc

/// How the process keeps its memory.
package enum Memory {
    /// Blocks from one MiB on (password hashing takes 19) are mapped and go back when freed. glibc would
    /// otherwise raise its threshold at the first such block and keep them; setting it stops that.
    ///
    /// A worker frees most of a page's memory at its end; what is below half a MiB stays for its next page instead
    /// of being given back and fetched anew, zeroed, each time.
    @discardableResult
    package static func giveBackLargeBlocks() -> Bool {
        mallopt(M_MMAP_THRESHOLD, 1 << 20) == 1 && mallopt(M_TRIM_THRESHOLD, 1 << 19) == 1
    }

    /// Room for work that runs over all of its memory, on pages of 2 MiB where the system grants them: 19 MiB are
    /// then ten page faults instead of 4,864. nil when there is none.
    package static func workspace(_ size: Int) -> UnsafeMutableRawPointer? {
        let page = 2 << 20
        let whole = max(1, size).addingReportingOverflow(page - 1)
        guard !whole.overflow else { return nil }
        var place: UnsafeMutableRawPointer?
        let room = whole.partialValue / page * page
        guard unsafe posix_memalign(&place, page, room) == 0, let place = unsafe place else { return nil }
        // A refusal costs time only.
        _ = unsafe madvise(place, room, MADV_HUGEPAGE)
        return unsafe place
    }

    /// Ends a workspace.
    package static func giveBack(_ workspace: UnsafeMutableRawPointer?) { unsafe free(workspace) }
}
