import MariaDB
import PortalKit
import Testing

@Suite("Statements that a portal may not send")
struct StatementCheckTests {
    private func check(_ text: String, owners: Int = 9) throws {
        var sql = SQL(trusted: text)
        sql.scopes = owners
        try StatementCheck.check(sql, portal: "notes", countsOwners: true)
    }

    @Test(
        "SE12 SF04 a table that is not the portal's own is found wherever it stands",
        arguments: [
            "SELECT * FROM kernel_staff", "select*from kernel_staff", "SELECT 1 FROM\tkernel_staff",
            "SELECT 1 FROM\nkernel_staff",
            "SELECT 1 FROM notes_note, kernel_staff", "SELECT 1 FROM notes_note n , kernel_staff s",
            "SELECT 1 FROM notes_note AS n, kernel_staff",
            "SELECT 1 FROM notes_note n JOIN kernel_staff s ON TRUE",
            "SELECT 1 FROM notes_note STRAIGHT_JOIN kernel_staff",
            "SELECT 1 FROM notes_note NATURAL JOIN kernel_staff",
            "SELECT 1 FROM notes_note n LEFT JOIN (kernel_staff s) ON TRUE", "SELECT 1 FROM (kernel_staff)",
            "SELECT 1 FROM (notes_note n, kernel_staff s)", "SELECT 1 FROM ((notes_note n), kernel_staff s)",
            "SELECT 1 FROM notes_note n JOIN (SELECT 1 FROM notes_tag) t, kernel_staff k",
            "SELECT 1 FROM notes_note n JOIN notes_tag t ON (n.id = t.id), kernel_staff k",
            "SELECT 1 FROM notes_note n JOIN notes_tag t USING (id), kernel_staff k",
            "SELECT (SELECT password FROM kernel_staff LIMIT 1)",
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM kernel_account)",
            "SELECT 1 FROM notes_note UNION SELECT password FROM kernel_staff",
            "SELECT 1 FROM notes_note WHERE id IN (SELECT id FROM notes_note, kernel_staff)",
            "WITH s AS (SELECT * FROM kernel_staff) SELECT * FROM notes_note", "TABLE kernel_staff",
            "INSERT INTO kernel_staff (login) VALUES (1)", "INSERT kernel_staff (login) VALUES (1)",
            "INSERT IGNORE kernel_staff SET login = 1", "INSERT LOW_PRIORITY INTO kernel_staff SET login = 1",
            "REPLACE kernel_staff SET login = 1", "REPLACE INTO kernel_staff SET login = 1",
            "INSERT INTO notes_note SELECT * FROM kernel_staff", "UPDATE kernel_staff SET role = 1",
            "UPDATE IGNORE kernel_staff SET role = 1", "UPDATE LOW_PRIORITY kernel_staff SET role = 1",
            "UPDATE notes_note n, kernel_staff s SET s.role = 1",
            "UPDATE notes_note n JOIN kernel_staff s SET s.role = 1",
            "DELETE FROM kernel_audit", "DELETE QUICK FROM kernel_audit",
            "DELETE s FROM notes_note n, kernel_staff s",
            "DELETE FROM notes_note USING kernel_staff AS notes_note",
            "DELETE FROM notes_note USING notes_note, kernel_staff",
            "SELECT 1 FROM mysql.user", "SELECT 1 FROM notes_note.kernel_staff",
            "SELECT 1 FROM notes_note . kernel_staff",
            "SELECT 1 FROM .kernel_staff", "SELECT 1 FROM information_schema.tables",
            "SELECT 1 FROM notesnote",
            "SELECT 1 FROM KERNEL_STAFF", "SELECT 1 FROM other_note",
        ])
    func foreign(_ text: String) {
        #expect(throws: StatementFault.self) { try check(text) }
    }

    @Test(
        "SF04 what could hide a table's name is refused",
        arguments: [
            "SELECT 1 FROM `kernel_staff`", "SELECT 1 FROM \"kernel_staff\"",
            "SELECT 1 /* x */ FROM notes_note",
            "SELECT 1 /*! FROM kernel_staff */", "SELECT 1 -- x\nFROM notes_note", "SELECT 1 --x",
            "SELECT 1 # x",
            "SELECT 1; DROP TABLE notes_note", "SELECT @x := 1", "SELECT @@version", "SELECT 'open",
            "SELECT 'a\\' FROM kernel_staff",
            "SELECT '\\'' , x FROM kernel_staff WHERE x <> '\\''", "SELECT \\N",
        ])
    func hidden(_ text: String) {
        #expect(throws: StatementFault.self) { try check(text) }
    }

    @Test(
        "SK06 a portal reads and writes rows, and does nothing else",
        arguments: [
            "DROP TABLE notes_note", "TRUNCATE notes_note", "TRUNCATE kernel_audit",
            "ALTER TABLE notes_note ADD x INT",
            "CREATE TABLE notes_x LIKE kernel_staff", "RENAME TABLE notes_note TO kernel_x", "GRANT ALL TO x",
            "CALL p()",
            "SET SESSION sql_mode = 1", "START TRANSACTION", "COMMIT", "ROLLBACK",
            "LOCK TABLES kernel_staff WRITE", "DO SLEEP(9)",
            "HANDLER kernel_staff OPEN", "SHOW TABLES", "DESCRIBE kernel_staff", "EXPLAIN SELECT 1",
            "PREPARE s FROM 'SELECT 1'",
            "EXECUTE IMMEDIATE 'SELECT 1'", "LOAD DATA INFILE 'x' INTO TABLE notes_note",
            "SELECT 1 INTO OUTFILE '/tmp/x'",
            "SELECT 1 INTO DUMPFILE '/tmp/x'", "SELECT LOAD_FILE('/etc/passwd')", "SELECT GET_LOCK('x', 9)",
            "SELECT SLEEP(9)", "KILL 1", "",
        ])
    func otherVerbs(_ text: String) {
        #expect(throws: StatementFault.self) { try check(text) }
    }

    @Test(
        "what portals do write is let through",
        arguments: [
            "SELECT n.id FROM notes_note n WHERE n.id = ? ORDER BY n.id, n.text LIMIT ?",
            "SELECT 1 FROM notes_note n JOIN portico_customer c ON c.id = n.customer_id LEFT JOIN portico_attachment f ON f.id = n.f",
            "SELECT COUNT(*) FROM (SELECT 1 FROM notes_note n WHERE n.text LIKE ? LIMIT 1001) counted",
            "SELECT COALESCE(a, b), 'it''s, from kernel_staff' FROM notes_note GROUP BY a, b HAVING COUNT(*) > 1",
            "SELECT a, b FROM notes_note UNION ALL SELECT c, d FROM notes_tag",
            "SELECT 1 FROM notes_note n FOR UPDATE",
            "INSERT INTO notes_note (a, b) VALUES (?, ?), (?, ?)",
            "INSERT INTO notes_note (a, b) SELECT c, d FROM notes_tag",
            "INSERT IGNORE INTO notes_note (a) VALUES (?)",
            "INSERT INTO notes_note (a, b) VALUES (?, ?) ON DUPLICATE KEY UPDATE a = VALUES(a), b = VALUES(b)",
            "UPDATE notes_note SET a = ?, b = ? WHERE id = ?", "DELETE FROM notes_note WHERE id = ?",
            "DELETE n FROM notes_note n JOIN notes_tag t USING (id) WHERE t.x = ?",
            "REPLACE INTO notes_note (a) VALUES (?)",
        ])
    func honest(_ text: String) throws {
        try check(text)
    }

    @Test("a customer's statement has an owner for each table it names")
    func owners() throws {
        let one = "SELECT 1 FROM notes_note n"
        let two =
            "SELECT 1 FROM notes_note n JOIN notes_tag t ON t.id = n.id JOIN portico_staff s ON s.id = n.by"
        try check(one, owners: 1)
        try check(two, owners: 2)
        #expect(throws: StatementFault.tooFewOwners(portal: "notes", tables: 1, owners: 0)) {
            try check(one, owners: 0)
        }
        #expect(throws: StatementFault.tooFewOwners(portal: "notes", tables: 2, owners: 1)) {
            try check(two, owners: 1)
        }
    }

    @Test(
        "SD05 what is lent for reading takes SELECT and nothing else",
        arguments: [
            "UPDATE notes_note SET text = ''", "insert INTO notes_note VALUES (1)", "DELETE FROM notes_note",
            "REPLACE notes_note VALUES (1)", "WITH x AS (SELECT 1) DELETE FROM notes_note", "SET @x = 1", "",
            "/* SELECT */ DELETE FROM notes_note",
        ] as [SQL])
    func reading(_ sql: SQL) throws {
        #expect(throws: StatementFault.self) { try StatementCheck.onlyReads(sql, portal: "notes") }
        try StatementCheck.onlyReads("\n  (select 1) UNION ALL (SELECT 2)", portal: "notes")
    }
}
