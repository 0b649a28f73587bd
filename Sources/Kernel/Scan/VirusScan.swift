import Posix
import Synchronization
package import Web

/// The virus scan of this process: what came in is looked at before anybody can have it, within a time that no scanner
/// can lengthen (SG07).
package final class VirusScan: Sendable {
    package let clamd: Clamd
    /// Microseconds that the files of one form or one mail may take together.
    private let patience: Int64
    /// Until this moment of the monotonic clock nobody asks, because the last one who did waited in vain.
    private let restsUntil = Atomic<Int64>(0)

    /// Microseconds: as long as the scanner is away each upload does not wait for it anew.
    private static let rest: Int64 = 30_000_000

    package init(_ clamd: Clamd, seconds: Int) {
        self.clamd = clamd
        patience = Int64(seconds) * 1_000_000
    }

    /// The same files, each with what the scanner says of it. No transaction is open meanwhile.
    package func examine(_ files: [UploadedFile]) -> [UploadedFile] {
        let deadline = Clocks.monotonic() + patience
        return files.map { file in
            var file = file
            file.scan = examine(file.spoolPath, until: deadline)
            return file
        }
    }

    private func examine(_ path: String, until deadline: Int64) -> FileScan {
        guard restsUntil.load(ordering: .relaxed) < Clocks.monotonic() else {
            return .quarantined(Clamd.Doubt.away.rawValue)
        }
        switch clamd.scan(path, until: deadline) {
        case .clean: return .clean
        case .infected(let name): return .infected(name)
        case .unknown(let doubt):
            if doubt == .away || doubt == .slow {
                restsUntil.store(Clocks.monotonic() + Self.rest, ordering: .relaxed)
            }
            return .quarantined(doubt.rawValue)
        }
    }

    /// Whether it answers now; who asks is no upload and waits two seconds at most.
    package func version() -> String? { clamd.version(until: Clocks.monotonic() + 2_000_000) }

    /// One file that waited; it may take as long as a form.
    func again(_ path: String) -> Clamd.Verdict {
        clamd.scan(path, until: Clocks.monotonic() + patience)
    }

    /// It answers again: the next upload asks.
    func endRest() { restsUntil.store(0, ordering: .relaxed) }
}
