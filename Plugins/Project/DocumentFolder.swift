import PortalKit

/// The folders of a project's documents: a name on each document, so that one shows where a document in it is shared.
enum DocumentFolder {
    /// By folder, those without one last; in each the newest first.
    static let keyset = Keyset(
        "concat(i.folder='',rpad(i.folder,120,space(1)),lpad(999999999999-i.id,12,'0'))", .ascending,
        id: "i.id")

    /// Where a task or a document stands in its list.
    static let place: SQL = "IF(i.kind = 'document', \(column: keyset), \(sql: TaskOrder.key))"

    /// As it was typed, without what is empty between its signs.
    static func tidied(_ text: String) -> String {
        text.utf8.split(separator: 0x2F).map { String(decoding: $0, as: UTF8.self).opening(120) }
            .filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// The name that the project has for it already, written as there.
    static func named(
        _ name: String, of project: Project, _ tx: borrowing Transaction
    ) throws -> String {
        guard !name.isEmpty else { return "" }
        return try tx.first(
            """
            SELECT i.folder FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'document' AND i.folder = \(name) ORDER BY i.id LIMIT 1
            """
        ) { try $0.next() } ?? name
    }

    /// Those that staff may choose again.
    static func names(of project: Project, _ db: borrowing Reading) throws -> [String] {
        try db.rows(
            """
            SELECT DISTINCT i.folder FROM project_item i
            WHERE i.project_id = \(project.id) AND i.kind = 'document' AND i.folder <> '' ORDER BY i.folder LIMIT 50
            """
        ) { try $0.next() }
    }
}
