import Foundation
import PorticoApp
import Testing

@Suite("The configuration file")
struct ConfigurationFileTests {
    @Test(
        "what is no list of keys and values is told with its line, and the file is not quoted",
        arguments: [
            ("database:\n  password: \"hunter2\n", 3), ("- hunter2", 1), ("hunter2", 1),
            ("database:\n  password: hunter2\n password: x", 3), ("workers: 1\nworkers: 2 # hunter2", 1),
            ("database.name: hunter2\ndatabase:\n  name: hunter2", 3), ("workers: [1, hunter2]", 1),
            ("database: hunter2", 1), ("workers: {hunter2: 1}", 1), ("[a]: hunter2", 1), ("a: *hunter2", 1),
            ("workers:", 1), ("workers: ~ # hunter2", 1), ("database:\n  password: null", 2),
            ("workers: 1\n---\nworkers: 2 # hunter2", 2), ("\tworkers: hunter2", 1),
            ("database:\n- hunter2", 1),
        ])
    func malformed(text: String, line: Int) throws {
        let found = problems(file: text)
        let problem = try #require(found.first)
        #expect(found.count == 1)
        #expect(problem.place == "/etc/portico.yaml:\(line)")
        #expect(!problem.text.contains("hunter2"))
    }

    @Test(
        "values are taken as they are written", arguments: ["no", "1e3", "0x10", "\"\"", "'~'", "2026-01-01"])
    func written(text: String) throws {
        let file = (path: "/f", text: "public_url: https://a\ndatabase: {password: \(text)}")
        let settled = try SettledConfiguration(file: file)
        let quotes: Set<Character> = ["'", "\""]
        #expect(settled.values["database.password"]?.text == text.filter { !quotes.contains($0) })
    }

    @Test("an empty file and one of comments say nothing", arguments: ["", "# workers: 4\n", "---\n"])
    func empty(text: String) {
        #expect(problems(file: text).isEmpty)
    }

    @Test("config show tells every key and its source, and of a secret only that it is set")
    func shown() throws {
        let file = (path: "/f", text: "database:\n  password: hunter2\n")
        let settled = try SettledConfiguration(
            flags: ["migrate.password": "hunter2"], environment: ConfigurationTests.address, file: file)
        let text = settled.shown(withSource: true)
        #expect(!text.contains("hunter2"))
        #expect(text.contains("database.password: (secret, set)"))
        #expect(text.contains("# /f:2\n"))
        #expect(text.contains("# --set\n"))
        #expect(text.contains("# PORTICO_PUBLIC_URL\n"))
        #expect(text.contains("# default\n"))
        #expect(text.split(separator: "\n").count == ConfigKey.all.count)
        #expect(settled.shown(withSource: false).contains("workers: 8\n"))
        var dumped = ""
        dump(try Configuration(settled), to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test("a secret that is not allowed is not quoted either")
    func secret() throws {
        let found = problems(environment: ["PORTICO_DATABASE_PASSWORD": "hunter2\n"])
        #expect(found.count == 1)
        #expect(try #require(found.first).text.contains("hunter2") == false)
    }

    @Test("the file is the one of --config, else of PORTICO_CONFIG; one that was named must be there")
    func named() throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "config-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: path) }
        let file = path.path(percentEncoded: false)
        let lines = ["PORTICO_PUBLIC_URL=https://a", "PORTICO_DATABASE_PASSWORD=a=b", "BROKEN"]
        for missing in [(file, lines), (nil, lines + ["PORTICO_CONFIG=\(file)"])] {
            #expect(throws: ConfigProblems.self) {
                try SettledConfiguration.load(file: missing.0, flags: [:], environment: missing.1)
            }
        }
        try Data([0xFF, 0xFE]).write(to: path)
        #expect(throws: ConfigProblems.self) {
            try SettledConfiguration.load(file: file, flags: [:], environment: lines)
        }
        try Data("workers: 3".utf8).write(to: path)
        let flagged = try SettledConfiguration.load(
            file: file, flags: [:], environment: lines + ["PORTICO_CONFIG=/nowhere"])
        #expect(flagged.values["workers"]?.source == .file(path: file, line: 1))
        #expect(flagged.values["database.password"]?.text == "a=b")
    }
}
