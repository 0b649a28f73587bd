import MariaDB
import PortalKit

/// A file that nobody can have, because nobody knows whether it does harm.
///
/// Where no scan will come by itself, an administrator decides about it: it is given out as files are where there is no
/// scan, or it is withheld, and may still be given out later.
struct HeldFile {
    /// What stands in the column of the scan's doubt once an administrator withheld it.
    static let withheld = "withheld"

    let ref: Ref<Attachment>
    let name: String
    let customer: String?
    let doubt: String?
    let uploadedAt: Instant

    var isWithheld: Bool { doubt == Self.withheld }

    /// Whether an administrator decides: the scan is gone, or the file is larger than it takes.
    func isUpToPeople(_ scanner: ScanState.Scanner) -> Bool {
        if case .none = scanner { return true }
        return isWithheld || doubt == Clamd.Doubt.tooLarge.rawValue
    }

    /// The same for a statement about `kernel_attachment a`.
    private static func upToPeople(_ visit: Visit) -> SQL {
        """
        a.verdict = 'quarantined' AND (\(visit.house.installation.scan == nil)
            OR a.scan_doubt IN (\(withheld), \(Clamd.Doubt.tooLarge.rawValue)))
        """
    }

    private static let columns: SQL = """
        SELECT a.ref, a.name, c.name, a.scan_doubt, a.uploaded_at FROM kernel_attachment a
        LEFT JOIN kernel_customer c ON c.id = a.customer_id
        """

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        name = try row.next()
        customer = try row.next()
        doubt = try row.next()
        uploadedAt = try row.next()
    }

    /// The latest hundred.
    static func latest(_ connection: Connection) throws -> [HeldFile] {
        try connection.rows(
            """
            \(sql: columns) WHERE a.verdict = 'quarantined' ORDER BY a.uploaded_at DESC, a.id DESC LIMIT 100
            """, HeldFile.init)
    }

    static func count(_ connection: Connection) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM kernel_attachment WHERE verdict = 'quarantined'") {
            try $0.next()
        } ?? 0
    }

    /// One about which an administrator decides now.
    ///
    /// - Throws: `PortalError.notFound` where there is none, or a scan comes.
    static func find(_ ref: Ref<Attachment>, _ visit: Visit) throws -> HeldFile {
        visit.connection.onPrepare = nil
        let found = try visit.connection.first(
            "\(sql: columns) WHERE a.ref = \(ref) AND \(sql: upToPeople(visit))", HeldFile.init)
        guard let found else { throw PortalError.notFound }
        return found
    }

    /// In the transaction at hand, under the administrator's name.
    ///
    /// - Throws: `PortalError.conflict` when it was decided meanwhile, by a person or by a scan.
    func release(_ visit: Visit) throws {
        try decide("verdict = 'unscanned', scan_doubt = NULL", "administration.file.released", visit)
        let end = Quarantine.End(attachment: "\(ref)")
        try visit.publish(Quarantine.released.text, end, portal: identityPortal.id)
    }

    func withhold(_ visit: Visit) throws {
        guard !isWithheld else { return }
        try decide("scan_doubt = \(Self.withheld)", "administration.file.withheld", visit)
    }

    private func decide(_ change: SQL, _ act: String, _ visit: Visit) throws {
        visit.connection.onPrepare = nil
        let changed = try visit.connection.execute(
            """
            UPDATE kernel_attachment a SET \(sql: change), a.scan_after = NULL
            WHERE a.ref = \(ref) AND \(sql: Self.upToPeople(visit)) AND a.scan_doubt <=> \(doubt)
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("It was decided meanwhile. Look at the list again.")
        }
        let row: (id: UInt64, customer: UInt64?)? = try visit.connection.first(
            "SELECT id, customer_id FROM kernel_attachment WHERE ref = \(ref)"
        ) { (try $0.next(), try $0.next()) }
        try visit.audit(act, kind: "attachment", id: row?.id, customer: row?.customer ?? nil)
    }
}
