import Testing

@testable import MariaDB

@Suite("A migration is one statement that can be run twice")
struct MigrationTextTests {
    private func refusal(_ sql: String) -> String? {
        do throws(MigrationText.Refusal) {
            _ = try MigrationText(sql)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(
        "SK07 refused",
        arguments: [
            "", "-- nothing", "SELECT 1", "CREATE TABLE a (id INT)", "CREATE OR REPLACE TABLE a (id INT)",
            "CREATE TABLE IF NOT EXISTS a (id INT); CREATE TABLE IF NOT EXISTS b (id INT)",
            "CREATE TABLE IF NOT EXISTS a AS SELECT 1", "CREATE VIEW a AS SELECT 1",
            "CREATE INDEX i ON a (id)",
            "CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW SET NEW.x = 1", "DROP TABLE a",
            "RENAME TABLE a TO b",
            "ALTER TABLE a ADD COLUMN b INT", "ALTER TABLE a ADD COLUMN IF NOT EXISTS b INT, ADD INDEX i (b)",
            "ALTER TABLE a ADD COLUMN b VARCHAR(99) DEFAULT 'IF NOT EXISTS'", "ALTER TABLE a DROP COLUMN b",
            "ALTER TABLE a ADD COLUMN b INT /* IF NOT EXISTS */", "ALTER TABLE a RENAME TO b",
            "ALTER TABLE a /*! ADD COLUMN b INT */", "ALTER DATABASE a CHARACTER SET utf8mb4",
            "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES ('IGNORE')", "REPLACE INTO a VALUES (1)",
            "GRANT ALL ON *.* TO x", "DROP DATABASE IF EXISTS a", "TRUNCATE a", "/* no end",
            "INSERT IGNORE 'no end",
            "SET GLOBAL x = 1", "CREATE USER IF NOT EXISTS x", "ALTER TABLE a",
            "UPDATE a SET b = 1; DELETE FROM a",
        ])
    func refused(sql: String) {
        #expect(refusal(sql) != nil)
    }

    @Test(
        "SK07 taken",
        arguments: [
            "CREATE TABLE IF NOT EXISTS a (id INT, note VARCHAR(9) DEFAULT ';');\n",
            "-- why; because\nCREATE TABLE IF NOT EXISTS a (id INT) # end",
            "create unique index if not exists i on a (id)",
            "CREATE OR REPLACE VIEW a AS SELECT 1",
            "CREATE OR REPLACE SQL SECURITY INVOKER VIEW a AS SELECT 1",
            "CREATE OR REPLACE TRIGGER a BEFORE INSERT ON b FOR EACH ROW BEGIN SET NEW.x = 1; END",
            "DROP TABLE IF EXISTS a", "DROP TRIGGER IF EXISTS a",
            "ALTER TABLE `a` ADD COLUMN IF NOT EXISTS b INT",
            "ALTER TABLE a ADD COLUMN IF NOT EXISTS (b INT, c DECIMAL(3,2)), DROP KEY IF EXISTS i",
            "ALTER TABLE IF EXISTS a ADD CONSTRAINT IF NOT EXISTS p CHECK (id > 0)",
            "ALTER TABLE a.b ENGINE=InnoDB",
            "RENAME TABLE IF EXISTS a TO b", "INSERT IGNORE INTO a VALUES (1)",
            "UPDATE a SET b = 1 WHERE b IS NULL",
            "INSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE id = id", "DELETE FROM a WHERE id = 1",
        ])
    func taken(sql: String) {
        #expect(refusal(sql) == nil)
    }

    @Test("changes of rows run in a transaction, changes of the schema do not")
    func transactional() throws {
        #expect(try MigrationText("UPDATE a SET b = 1").isTransactional)
        #expect(try MigrationText("/* a */ insert ignore into a values (1)").isTransactional)
        #expect(try !MigrationText("DROP TABLE IF EXISTS a").isTransactional)
    }
}
