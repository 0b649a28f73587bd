import PortalKit
import Posix

/// How the walk tries the pages of bulk enabling.
enum BatchExamples {
    static let records: [ExampleRecord] = [
        ExampleRecord(.batch, of: .customer, shared: .always, removed: .never) { it, tx in
            let ref: Ref<Batch> = tx.newRef()
            try tx.execute(
                """
                INSERT INTO kernel_batch (ref, created_at, created_by) VALUES (\(ref), \(it.now), \(it.staff))
                """)
            // The one contact that the walk's uploaded list names.
            try tx.execute(
                """
                INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
                SELECT \(it.customer), \(Random.bytes(10)), 'Listed', \(WalkRequest.listed), \(it.now) FROM DUAL
                WHERE NOT EXISTS (SELECT 1 FROM kernel_contact o WHERE o.email = \(WalkRequest.listed))
                """)
            return ref
        },
        ExampleRecord(.entry, in: .batch, of: .customer, shared: .always, removed: .never) { it, tx in
            let ref: Ref<BatchRow> = tx.newRef()
            let batch: Ref<Batch> = try it.parent()
            let contact = try tx.execute(
                """
                INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
                VALUES (\(it.customer), \(Random.bytes(10)), \(it.text), \(ref.description + "@example.org"), \(it.now))
                """
            ).insertID
            try tx.execute(
                """
                INSERT INTO kernel_batch_row (ref, batch_id, customer_id, contact_id)
                SELECT \(ref), b.id, \(it.customer), \(contact) FROM kernel_batch b WHERE b.ref = \(batch)
                """)
            return ref
        },
    ]

    static let forms: [ExampleForm] = [
        .staff("/staff/bulk", ["list": "contacts"], naming: ["contact": .contact]),
        .staff("/staff/bulk/upload", [:], files: ["list"]),
        .staff("/staff/bulk/{batch}/terms", ["mfa": "1", "which": "group"], naming: ["group": .group]),
        .staff("/staff/bulk/{batch}/discard", [:]), .staff("/staff/bulk/{batch}/start", [:]),
        .staff("/staff/bulk/{batch}/stop", [:]).after(running),
        .staff("/staff/bulk/{batch}/again", [:]).after(stopped),
        .staff("/staff/bulk/{batch}/sheets", [:]).after(sheets),
        .staff("/staff/bulk/{batch}/undo", [:]).after(sheets),
        .staff("/staff/bulk/{batch}/rows/{entry}/resend", [:]).after(invited),
        .staff("/staff/bulk/{batch}/rows/{entry}/revoke", [:]).after(invited),
        .staff("/staff/bulk/{batch}/rows/{entry}/sheet", [:]).after(sheet),
    ]

    @Sendable private static func running(_ batch: Ref<Batch>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE kernel_batch SET state = 'running' WHERE ref = \(batch)")
    }

    @Sendable private static func stopped(_ batch: Ref<Batch>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE kernel_batch SET state = 'stopped' WHERE ref = \(batch)")
    }

    @Sendable private static func sheets(_ batch: Ref<Batch>, _ tx: borrowing Transaction) throws {
        let row: Ref<BatchRow>? = try tx.first(
            """
            SELECT r.ref FROM kernel_batch_row r JOIN kernel_batch b ON b.id = r.batch_id WHERE b.ref = \(batch)
            """
        ) { try $0.next() }
        guard let row else { throw PortalError.notFound }
        try sheet(row, tx)
    }

    @Sendable private static func invited(_ row: Ref<BatchRow>, _ tx: borrowing Transaction) throws {
        try done(row, .invitation, tx)
    }

    @Sendable private static func sheet(_ row: Ref<BatchRow>, _ tx: borrowing Transaction) throws {
        try done(row, .sheet, tx)
    }

    /// The row has its seat, which nobody has used.
    private static func done(
        _ row: Ref<BatchRow>, _ decision: BatchDecision, _ tx: borrowing Transaction
    ) throws {
        let account = try tx.execute(
            """
            INSERT INTO kernel_account (ref, login, created_at)
            VALUES (\(Random.bytes(10)), \(row.description), UTC_TIMESTAMP(6))
            """
        ).insertID
        let seat = try tx.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, accepted_at)
            SELECT \(Random.bytes(10)), \(account), r.customer_id, r.contact_id, g.id, UTC_TIMESTAMP(6),
                IF(\(decision == .sheet), UTC_TIMESTAMP(6), NULL)
            FROM kernel_batch_row r JOIN kernel_permission_group g ON g.is_default = 1 WHERE r.ref = \(row)
            """
        ).insertID
        try tx.execute(
            """
            UPDATE kernel_batch_row r JOIN kernel_batch b ON b.id = r.batch_id
            SET r.state = 'done', r.decision = \(decision.rawValue), r.seat_id = \(seat), b.state = 'done'
            WHERE r.ref = \(row)
            """)
    }
}
