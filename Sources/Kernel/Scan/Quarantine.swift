import MariaDB
import PortalKit
import Posix

/// The files that nobody may have before the virus scan has looked at them: looked at again until it answers.
struct Quarantine {
    private let run: SystemRun
    private let scan: VirusScan

    /// Files of one run; the next follows a minute later.
    private static let most = 200
    /// Microseconds after which no other file is begun, so that the run keeps its lease.
    private static let longest: Int64 = 10_000_000

    /// What is told to the portals of a file whose wait is over.
    struct End: Codable {
        /// The ref of the attachment.
        let attachment: String
    }

    static let released: EventName = "identity.file.released"
    static let withheld: EventName = "identity.file.withheld"

    private struct Waiting {
        let id: UInt64
        let ref: Ref<Attachment>
        let portal: String
        let name: String
        let uploader: (account: UInt64?, staff: UInt64?, customer: UInt64?)
    }

    init(_ run: SystemRun, _ scan: VirusScan) {
        self.run = run
        self.scan = scan
    }

    private var directory: String { run.house.installation.filesDirectory }

    /// Asks first and writes afterwards: no transaction is open while the scanner thinks.
    func work(_ write: consuming Write) throws {
        try removeInfected()
        let waiting = try due()
        guard !waiting.isEmpty, scan.version() != nil else { return }
        scan.endRest()
        let start = Clocks.monotonic()
        var found: [(Waiting, Clamd.Verdict)] = []
        for file in waiting where Clocks.monotonic() - start < Self.longest {
            found.append((file, scan.again(AttachmentStore.path(of: file.ref, in: directory))))
        }
        let all = found
        try write { _ in for (file, verdict) in all { try settle(file, verdict) } }
    }

    private func due() throws -> [Waiting] {
        run.connection.onPrepare = nil
        return try run.connection.rows(
            """
            SELECT id, ref, portal, name, uploaded_by_account, uploaded_by_staff, customer_id FROM kernel_attachment
            WHERE verdict = 'quarantined' AND scan_after <= \(run.now) ORDER BY scan_after, id LIMIT \(Self.most)
            """
        ) { row in
            Waiting(
                id: try row.next(), ref: try row.next(), portal: try row.next(), name: try row.next(),
                uploader: (try row.next(), try row.next(), try row.next()))
        }
    }

    /// Whoever changes the row from waiting to something else tells of it: once, whoever else tries.
    private func settle(_ file: Waiting, _ verdict: Clamd.Verdict) throws {
        run.connection.onPrepare = nil
        let end = End(attachment: "\(file.ref)")
        switch verdict {
        case .clean:
            guard try become(.clean, file) else { return }
            try run.publish(Self.released.text, end, portal: identityPortal.id)
        case .infected(let signature):
            guard try become(.infected, file) else { return }
            try Infection(
                way: .later, portal: file.portal, name: file.name, signature: signature,
                customer: file.uploader.customer, account: file.uploader.account, staff: file.uploader.staff
            ).note(run)
            try run.publish(Self.withheld.text, end, portal: identityPortal.id)
        case .unknown(let doubt):
            _ = try run.connection.execute(
                """
                UPDATE kernel_attachment SET scan_doubt = \(doubt.rawValue), scan_attempts = scan_attempts + 1,
                    scanned_at = \(run.now),
                    scan_after = \(run.now) + INTERVAL LEAST(60 << LEAST(scan_attempts, 6), 3600) SECOND
                WHERE id = \(file.id) AND verdict = 'quarantined'
                """)
        }
    }

    private func become(_ verdict: Attachment.Verdict, _ file: Waiting) throws -> Bool {
        try run.connection.execute(
            """
            UPDATE kernel_attachment SET verdict = \(verdict.rawValue), scanned_at = \(run.now), scan_after = NULL,
                scan_doubt = NULL, size = IF(\(verdict == .infected), 0, size)
            WHERE id = \(file.id) AND verdict = 'quarantined'
            """
        ).affected == 1
    }

    /// The row goes first and its file later: by the next run, or by the sweep of files that no row names.
    private func removeInfected() throws {
        run.connection.onPrepare = nil
        let refs: [Ref<Attachment>] = try run.connection.rows(
            """
            SELECT ref FROM kernel_attachment
            WHERE verdict = 'infected' AND scanned_at > \(run.now.adding(seconds: -86_400)) LIMIT 1000
            """
        ) { try $0.next() }
        for ref in refs {
            let path = AttachmentStore.path(of: ref, in: directory)
            if Files.exists(path) { try Files.remove(path) }
        }
    }
}

extension Job {
    /// Once a minute: what waits for the virus scan.
    static let scanFiles = Job("identity.scan-files", every: .seconds(60)) { context, write in
        guard let run = context.store.effects as? SystemRun, let scan = run.house.installation.scan else {
            return
        }
        try Quarantine(run, scan).work(write)
    }
}
