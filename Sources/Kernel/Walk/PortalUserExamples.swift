import PortalKit
import Posix

/// How the walk tries what staff do to portal users.
extension KernelExamples {
    /// What is done to a portal user from the customer's page.
    static let users: [ExampleForm] = [
        .staff(
            "/staff/customers/{customer}/portal-users/new",
            ["contact": "", "login": "walk.office", "way": "password"], naming: ["group": .group]),
        .staff(
            "/staff/customers/{customer}/portal-users/{seat}",
            ["login": "walk.elsewhere", "portals": "listed"],
            naming: ["group": .group]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/switch", ["on": "0"]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/start-password", [:]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/mfa-reset", [:]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/delete", [:]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/resend", [:]).after(offered),
        .staff("/staff/customers/{customer}/portal-users/{seat}/reset", [:]).after(signedInByAddress),
        .staff("/staff/customers/{customer}/portal-users/{seat}/portals/{access}/own", ["on": "0"]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/portals/{access}/remove", [:]),
        .staff("/staff/customers/{customer}/portal-users/{seat}/portals/{access}/give", [:]),
    ]

    @Sendable static func offered(_ seat: Ref<PortalSeat>, _ tx: borrowing Transaction) throws {
        try tx.execute("UPDATE kernel_seat SET accepted_at = NULL WHERE ref = \(seat)")
    }

    @Sendable static func signedInByAddress(
        _ seat: Ref<PortalSeat>, _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE kernel_account SET login = 'walk@example.org'
            WHERE id = (SELECT account_id FROM kernel_seat WHERE ref = \(seat))
            """)
    }

    /// Makes the contact a portal user who has an authenticator app.
    @Sendable static func seatWithApp(_ contact: Ref<Contact>, _ tx: borrowing Transaction) throws {
        let seat = try seat(contact, isAccepted: true, tx)
        try tx.execute(
            """
            INSERT INTO kernel_authenticator (ref, account_id, secret, reason, created_at, proven_at)
            SELECT \(Random.bytes(10)), s.account_id, '', 'wish', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
            FROM kernel_seat s WHERE s.id = \(seat)
            """)
    }

    /// Makes the contact a portal user whose login is his address.
    @Sendable static func seatWithAddress(
        _ contact: Ref<Contact>, _ tx: borrowing Transaction
    ) throws {
        _ = try seat(contact, isAccepted: true, tx)
        let address = contact.description.lowercased() + "@example.org"
        try tx.execute("UPDATE kernel_contact SET email = \(address) WHERE ref = \(contact)")
        try tx.execute(
            "UPDATE kernel_account SET login = \(address) WHERE login = \(contact.description)")
    }
}
