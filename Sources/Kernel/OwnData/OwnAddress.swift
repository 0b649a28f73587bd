import MariaDB
import PortalKit
import Web

/// Where a customer is, as one of its people may write it down.
struct OwnAddress: Sendable {
    let street: String
    let postalCode: String
    let city: String
    let region: String
    let country: String
    let version: Int

    static let meanwhile: Words =
        "Somebody changed the address meanwhile. Save again if yours shall replace it."

    init(_ form: Form) throws(PortalError) {
        var check = FormCheck(form)
        street = check.line("street", most: 200)
        postalCode = check.line("postal_code", most: 32)
        city = check.line("city", most: 120)
        region = check.line("region", most: 120)
        country = check.line("country", most: 120)
        version = 0
        try check.finish()
    }

    private init(_ row: borrowing Row) throws {
        street = try row.next()
        postalCode = try row.next()
        city = try row.next()
        region = try row.next()
        country = try row.next()
        version = try row.next()
    }

    static func find(of session: CustomerSession, _ connection: Connection) throws -> OwnAddress {
        let found = try connection.first(
            """
            SELECT street, postal_code, city, region, country, version FROM kernel_customer
            WHERE id = \(session.viewer.customer)
            """
        ) { try OwnAddress($0) }
        guard let found else { throw PortalError.notFound }
        return found
    }

    /// - Returns: false when somebody saved the customer since the form was made; nothing has happened then.
    func save(of session: CustomerSession, over version: Int, _ connection: Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE kernel_customer SET street = \(street), postal_code = \(postalCode), city = \(city),
                region = \(region), country = \(country), version = version + 1
            WHERE id = \(session.viewer.customer) AND version = \(version) AND archived_at IS NULL
            """
        ).affected == 1
    }
}
