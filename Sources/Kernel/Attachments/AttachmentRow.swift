import MariaDB
import PortalKit
import Posix
import Web

/// The row of a file that came in.
struct AttachmentRow {
    let kept: AttachmentStore.Kept
    let file: UploadedFile
    let portal: String
    var account: UInt64?
    var staff: UInt64?
    var customer: UInt64?

    func insert(at now: Instant, _ connection: Connection) throws -> UInt64 {
        connection.onPrepare = nil
        let scan = Scanned(file.scan)
        return try connection.execute(
            """
            INSERT INTO kernel_attachment
                (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_account, uploaded_by_staff,
                customer_id, verdict, scan_doubt, scanned_at, scan_after)
            VALUES (\(kept.ref), \(portal), \(kept.name), \(kept.type), \(scan.isKept ? file.size : 0),
                \(file.sha256), \(now), \(account), \(staff), \(customer), \(scan.verdict.rawValue), \(scan.doubt),
                \(scan.verdict == .unscanned ? nil : now), \(scan.verdict == .quarantined ? now : nil))
            """
        ).insertID
    }

    private struct Scanned {
        let verdict: Attachment.Verdict
        let doubt: String?
        /// Of what is infected there is no file.
        var isKept: Bool { verdict != .infected }

        init(_ scan: FileScan?) {
            switch scan {
            case nil: (verdict, doubt) = (.unscanned, nil)
            case .clean: (verdict, doubt) = (.clean, nil)
            case .infected: (verdict, doubt) = (.infected, nil)
            case .quarantined(let why): (verdict, doubt) = (.quarantined, why)
            }
        }
    }
}

extension AttachmentStore {
    /// The row alone of a file that is withheld: its name, and no byte.
    func withhold(_ file: UploadedFile) -> Kept {
        Kept(
            ref: Ref<Attachment>(bytes: Random.bytes(10)), path: "", name: FileName.shown(file.name),
            type: ContentType.unknown)
    }
}
