import Foundation
import Testing

/// The steps of the schema: numbered, each with tables of its own portal only, and never changed once they are
/// listed in `migrations/CHECKSUMS`.
enum Migrations {
    static func portal(of path: String) -> String {
        path.split(separator: "/").dropLast().last.map(String.init) ?? ""
    }

    /// What a statement makes, changes or removes, of tables, views and triggers.
    static func touched(_ sql: String) -> [String] {
        let text = sql.split(separator: "\n").map {
            $0.split(separator: "--", omittingEmptySubsequences: false)[0]
        }
        .joined(separator: " ")
        let words = text.split { " \t(`;,".contains($0) }.map { $0.lowercased() }
        let makers: Set<String> = ["create", "alter", "drop", "rename", "truncate"]
        let things: Set<String> = ["table", "view", "trigger", "procedure", "function", "event", "sequence"]
        let fillers: Set<String> = ["if", "not", "exists"]
        return words.indices.compactMap { index in
            let isMaking = words[max(0, index - 3)...index].contains { makers.contains($0) }
            guard things.contains(words[index]), isMaking else { return nil }
            return words[(index + 1)...].first { !fillers.contains($0) }
        }
    }

    static func nameFaults(_ files: [SourceFile]) -> [String] {
        var faults: [String] = []
        for (portal, files) in Dictionary(grouping: files, by: { portal(of: $0.path) }) {
            for (number, file) in files.sorted(by: { $0.path < $1.path }).enumerated() {
                let expected = String(format: "%04d_", number + 1)
                if !file.name.hasPrefix(expected) {
                    faults.append("\(file.path): its name begins with \(expected)")
                }
                let own = portal == "kernel" ? ["kernel_", "portico_"] : [portal + "_"]
                for name in touched(file.text) where !own.contains(where: name.hasPrefix) {
                    faults.append("\(file.path): \(name) is not a name of \(portal)")
                }
            }
        }
        return faults.sorted()
    }

    /// Lines of `sha256sum`: hash, two blanks, path.
    static func listed(_ text: String) -> [String: String] {
        Dictionary(
            text.split(separator: "\n").compactMap { line -> (String, String)? in
                let parts = line.split(separator: " ", omittingEmptySubsequences: true)
                return parts.count == 2 ? (String(parts[1]), String(parts[0])) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    static func changes(listed: [String: String], present: [String: String]) -> [String] {
        let changed = listed.compactMap { path, hash -> String? in
            guard let now = present[path] else {
                return "\(path) is gone; a migration that may have run stays"
            }
            return now == hash ? nil : "\(path) was changed; write a new migration instead"
        }
        let new = present.keys.filter { listed[$0] == nil }.map {
            "\($0) is new; (cd migrations && sha256sum \($0) >> CHECKSUMS)"
        }
        return (changed + new).sorted()
    }

    static func hashes(_ paths: [String]) throws -> [String: String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.currentDirectoryURL = Tree.root.appending(path: "migrations")
        process.arguments = paths
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return listed(String(decoding: data, as: UTF8.self))
    }
}

@Suite("The steps of the schema")
struct MigrationTests {
    static let files = Tree.files("migrations", suffix: ".sql")

    @Test("they are numbered without a gap, and touch what is their portal's")
    func names() {
        #expect(Self.files.count > 20)
        #expect(Migrations.nameFaults(Self.files) == [])
    }

    @Test("none was changed since it was listed in migrations/CHECKSUMS, and all are listed")
    func unchanged() throws {
        let list = try #require(Tree.file("migrations/CHECKSUMS")).text
        let paths = Self.files.map { String($0.path.dropFirst("migrations/".count)) }
        #expect(
            Migrations.changes(listed: Migrations.listed(list), present: try Migrations.hashes(paths)) == [])
    }

    @Test("every portal that brings a portal's tables has their folder by its id")
    func folders() {
        let portals = Set(
            Tree.program.filter { $0.path.hasPrefix("Plugins/") }.map { file in
                let name = file.target.dropLast("Portal".count)
                return Tree.file("Plugins/\(name)/portal-id")?.text.filter(\.isLetter) ?? name.lowercased()
            })
        let folders = Set(Self.files.map { Migrations.portal(of: $0.path) })
        #expect(folders.subtracting(portals) == ["kernel"])
    }

    @Test(
        "a foreign table is found",
        arguments: [
            "CREATE TABLE IF NOT EXISTS kernel_staff (id INT)", "create table invoicing_invoice(id INT)",
            "ALTER TABLE kernel_customer ADD x INT", "DROP TABLE kernel_customer",
            "CREATE TABLE supporter (id INT)",
            "CREATE OR REPLACE VIEW portico_customer AS SELECT 1",
            "CREATE TRIGGER kernel_t BEFORE UPDATE ON support_a",
            "CREATE TABLE `kernel_x` (id INT)", "-- CREATE TABLE support_x\nCREATE TABLE kernel_x (id INT)",
        ])
    func foreignTable(sql: String) {
        #expect(
            Migrations.nameFaults([SourceFile(path: "migrations/support/0001_x.sql", text: sql)]).count == 1)
    }

    @Test("a gap, a change, a loss and a new file are found")
    func planted() {
        let first = SourceFile(path: "migrations/support/0001_a.sql", text: "CREATE TABLE support_a (id INT)")
        let third = SourceFile(path: "migrations/support/0003_c.sql", text: "CREATE TABLE support_c (id INT)")
        #expect(Migrations.nameFaults([first]).isEmpty)
        #expect(Migrations.nameFaults([first, third]).count == 1)
        let listed = ["a": "1", "b": "2"]
        #expect(Migrations.changes(listed: listed, present: listed).isEmpty)
        #expect(Migrations.changes(listed: listed, present: ["a": "1", "b": "3"]).count == 1)
        #expect(Migrations.changes(listed: listed, present: ["a": "1"]).count == 1)
        #expect(Migrations.changes(listed: listed, present: ["a": "1", "b": "2", "c": "3"]).count == 1)
    }
}
