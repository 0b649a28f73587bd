import MariaDB
import PortalKit
import Web

/// What the virus scan says of the files that people uploaded: administrators only.
enum ScanRoutes {
    static let path = "/staff/settings/files"

    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/files", needs: .staff(.settings)) { request, context in
            let visit = try context.visit()
            if !request.query["release"].isEmpty {
                let file = try HeldFile.find(try Ref(request.query["release"]), visit)
                return .page(Page("Release file", ScanPages.release(file, context.ui)))
            }
            let state = try ScanState.read(visit)
            return .page("Files", ScanPages.body(state, context.ui))
        },
        .post("/staff/settings/files", needs: .staff(.settings), decide),
    ]

    @Sendable private static func decide(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let (released, withheld) = (request.form["release"], request.form["withhold"])
        if !released.isEmpty {
            let file = try HeldFile.find(try Ref(released), visit)
            try write { _ in try file.release(visit) }
            return .seeOther(path, saying: "\("file", file.name) is released.")
        }
        if !withheld.isEmpty {
            let file = try HeldFile.find(try Ref(withheld), visit)
            try write { _ in try file.withhold(visit) }
            return .seeOther(path, saying: "\("file", file.name) is withheld.")
        }
        return try scanAgain(visit, write)
    }

    /// Those that an administrator withheld stay so, whatever a scan would say.
    private static func scanAgain(_ visit: Visit, _ write: consuming Write) throws -> Answer {
        let count = try write { _ in
            let count = try visit.connection.execute(
                """
                UPDATE kernel_attachment SET scan_after = \(visit.now)
                WHERE verdict = 'quarantined' AND NOT scan_doubt <=> \(HeldFile.withheld)
                """
            ).affected
            _ = try visit.connection.execute(
                "UPDATE kernel_job SET due_at = \(visit.now) WHERE name = \(Job.scanFiles.id)")
            visit.wakesTasks = true
            try visit.audit("administration.files.scanned", kind: nil, id: nil, customer: nil)
            return count
        }
        return .seeOther(
            path,
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

    struct Found {
        let name: String
        let signature: String
        let way: Infection.Way
        let who: String?
        let customer: String?
        let at: Instant
    }

    let scanner: Scanner
    /// The latest of those that are held, and how many there are.
    let held: (files: [HeldFile], count: Int)
    let found: [Found]

    static func read(_ visit: Visit) throws -> ScanState {
        let scan = visit.house.installation.scan
        visit.connection.onPrepare = nil
        return ScanState(
            scanner: scan.map { $0.version().map(Scanner.answers) ?? .silent } ?? .none,
            held: (try HeldFile.latest(visit.connection), try HeldFile.count(visit.connection)),
            found: try found(visit.connection))
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
