import MariaDB
import PortalKit
import Web

/// How much may be kept of what people upload, in megabytes; nil is as much as there is room for.
package struct FileQuota: Sendable {
    /// What the people of one customer have uploaded.
    package var perCustomer: Int?
    /// All files of the installation. Uploads at the same moment may pass it by what they bring.
    package var total: Int?

    package init(perCustomer: Int? = nil, total: Int? = nil) {
        self.perCustomer = perCustomer
        self.total = total
    }

    private static let megabyte = 1_000_000

    /// - Throws: `PortalError.invalid` when the file does not fit any more.
    func admit(_ file: UploadedFile, of customer: UInt64?, _ connection: Connection) throws {
        if let perCustomer, let customer {
            // Uploads of one customer wait for each other here, so that no two take the same room.
            _ = try connection.first("SELECT id FROM kernel_customer WHERE id = \(customer) FOR UPDATE") {
                row in
                try row.next() as UInt64
            }
            let used = try used(" WHERE customer_id = \(customer)", connection)
            guard used + file.size <= perCustomer * Self.megabyte else {
                throw PortalError.invalid(
                    file.field,
                    "Your files can have up to \("limit", perCustomer) MB together, which is full.")
            }
        }
        if let total, try used("", connection) + file.size > total * Self.megabyte {
            throw PortalError.invalid(
                file.field, "There is no room for more files. Tell us, and send it without the file for now.")
        }
    }

    private func used(_ condition: SQL, _ connection: Connection) throws -> Int {
        try connection.first(
            "SELECT CAST(COALESCE(SUM(size), 0) AS SIGNED) FROM kernel_attachment\(sql: condition)"
        ) { try $0.next() } ?? 0
    }
}
