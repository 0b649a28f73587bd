import MariaDB
import PortalKit
import Web

/// What the virus scan says of the files that people uploaded: administrators only.
enum ScanRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/files", needs: .staff(.settings)) { _, context in
            let visit = try context.visit()
            let state = try ScanState.read(visit)
            return .page("Files", ScanPages.body(state, context.ui))
        },
        .post("/staff/settings/files", needs: .staff(.settings), scanAgain),
    ]

    @Sendable private static func scanAgain(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let count = try write { _ in
            let count = try visit.connection.execute(
                "UPDATE kernel_attachment SET scan_after = \(visit.now) WHERE verdict = 'quarantined'"
            ).affected
            _ = try visit.connection.execute(
                "UPDATE kernel_job SET due_at = \(visit.now) WHERE name = \(Job.scanFiles.id)")
            visit.wakesTasks = true
            try visit.audit("administration.files.scanned", kind: nil, id: nil, customer: nil)
            return count
        }
        return .seeOther(
            "/staff/settings/files",
            saying: count > 0 ? "The files are in line for the scan." : "No file waits any more.")
    }
}

/// The scanner now, what waits for it, and what it found.
struct ScanState {
    enum Scanner {
        case none
        case silent
        case answers(String)
    }

    struct Waiting {
        let name: String
        let customer: String?
        let doubt: String?
        let uploadedAt: Instant
    }

    struct Found {
        let name: String
        let signature: String
        let way: Infection.Way
        let who: String?
        let customer: String?
        let at: Instant
    }

    let scanner: Scanner
    let waiting: [Waiting]
    let found: [Found]

    static func read(_ visit: Visit) throws -> ScanState {
        let scan = visit.house.installation.scan
        visit.connection.onPrepare = nil
        return ScanState(
            scanner: scan.map { $0.version().map(Scanner.answers) ?? .silent } ?? .none,
            waiting: try waiting(visit.connection), found: try found(visit.connection))
    }

    private static func waiting(_ connection: Connection) throws -> [Waiting] {
        try connection.rows(
            """
            SELECT a.name, c.name, a.scan_doubt, a.uploaded_at FROM kernel_attachment a
            LEFT JOIN kernel_customer c ON c.id = a.customer_id
            WHERE a.verdict = 'quarantined' ORDER BY a.uploaded_at DESC, a.id DESC LIMIT 100
            """
        ) { row in
            Waiting(
                name: try row.next(), customer: try row.next(), doubt: try row.next(),
                uploadedAt: try row.next())
        }
    }

    private static func found(_ connection: Connection) throws -> [Found] {
        try connection.rows(
            """
            SELECT i.name, i.signature, i.way, COALESCE(s.name, p.name), c.name, i.found_at FROM kernel_infection i
            LEFT JOIN kernel_staff s ON s.id = i.staff_id
            LEFT JOIN kernel_customer c ON c.id = i.customer_id
            LEFT JOIN kernel_seat u ON u.account_id = i.account_id AND u.customer_id = i.customer_id
            LEFT JOIN kernel_contact p ON p.id = u.contact_id
            ORDER BY i.found_at DESC, i.id DESC LIMIT 100
            """
        ) { row in
            Found(
                name: try row.next(), signature: try row.next(),
                way: Infection.Way(rawValue: try row.next()) ?? .form, who: try row.next(),
                customer: try row.next(), at: try row.next())
        }
    }
}
