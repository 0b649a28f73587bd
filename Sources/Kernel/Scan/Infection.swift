import MariaDB
import PortalKit
import Web

/// A file in which the virus scan found something, as it is written down: who sent it, and what it was.
struct Infection {
    enum Way: String {
        /// It was refused with the form that brought it.
        case form
        /// It was withheld, the rest of its mail came in.
        case mail
        /// It was found while the file waited.
        case later
    }

    let way: Way
    let portal: String
    let name: String
    let signature: String
    var customer: UInt64?
    var account: UInt64?
    var staff: UInt64?

    /// Writes it down, and into the audit trail.
    func note(_ run: some Acting) throws {
        run.connection.onPrepare = nil
        let id = try run.connection.execute(
            """
            INSERT INTO kernel_infection (found_at, way, portal, name, signature, customer_id, account_id, staff_id)
            VALUES (\(run.now), \(way.rawValue), \(portal), \(FileName.shown(name)), \(signature), \(customer),
                \(account), \(staff))
            """
        ).insertID
        try run.audit("identity.file.infected", kind: "infection", id: id, customer: customer)
    }

    /// For as long as the list of administrators goes back.
    static let days: Int64 = 90
}

extension Visit {
    /// Has the files of a form looked at before anything is done with it. Where one is infected none is kept, as with
    /// any other file that cannot be taken: the page comes back with what was typed.
    func scanFiles(of portal: Portal) throws -> FieldProblem? {
        guard let scan = house.installation.scan, !request.form.files.isEmpty else { return nil }
        let files = scan.examine(request.form.files)
        request.form.files = files
        let infected = files.compactMap { file -> (file: UploadedFile, signature: String)? in
            guard case .infected(let signature)? = file.scan else { return nil }
            return (file, signature)
        }
        guard let first = infected.first else { return nil }
        request.form.discardFiles()
        request.form.files = []
        try note(infected.map { infection($0.file, $0.signature, portal) })
        return FieldProblem(first.file.field, Self.refusal(infected.map { ($0.file.name, $0.signature) }))
    }

    private func infection(_ file: UploadedFile, _ signature: String, _ portal: Portal) -> Infection {
        let actor = uploader
        return Infection(
            way: .form, portal: portal.id, name: file.name, signature: signature, customer: actor.customer,
            account: actor.account, staff: actor.staff)
    }

    /// What is refused is no part of the form's own transaction.
    private func note(_ infections: [Infection]) throws {
        try connection.begin()
        do {
            for infection in infections { try infection.note(self) }
            try connection.commit()
        } catch {
            connection.rollback()
            throw error
        }
    }

    private static func refusal(_ found: [(name: String, signature: String)]) -> Words {
        let names = found.map { FileName.shown($0.name) }.joined(separator: ", ")
        let signatures = Set(found.map(\.signature)).sorted().joined(separator: ", ")
        return
            "The virus scan found something in \("files", names): \("virus", signatures). No file was kept. Choose the others again, without it."
    }
}
