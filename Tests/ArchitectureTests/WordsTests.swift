import Foundation
import Testing

/// Every text that people read is there in every language that ships, and no translation is left over.
@Suite("Words in other languages")
struct WordsTests {
    /// A room of the source with words of its own: `Words/<language>.json` beside its files.
    struct Room: CustomStringConvertible {
        let folder: String
        var description: String { folder }
    }

    static let languages = ["nl"]
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized
    static let shared = Room(folder: "Sources/PortalKit")
    static let rooms = [shared, Room(folder: "Sources/Kernel")] + plugins

    private static var plugins: [Room] {
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Plugins").path)) ?? []
        return names.sorted().map { Room(folder: "Plugins/" + $0) }
    }

    /// What is said to operators on the command line, to portal authors by a check, or to nobody.
    private static let notForPeople = [
        "Kernel/AccessLog/LogCheck.swift",
        "Kernel/Check.swift", "Kernel/CheckBackground.swift", "Kernel/Privacy/Erasure.swift",
        "Kernel/Import/CustomerImport.swift", "Kernel/Credentials/Secrets.swift",
        "Kernel/Credentials/BinaryText.swift", "Kernel/Credentials/CommonPasswords.swift",
        "Kernel/Attachments/ContentType.swift",
        "Kernel/Attachments/Download.swift",
        "PortalKit/StatementCheck.swift", "PortalKit/TableReader.swift",
        "PortalKit/Scope.swift", "PortalKit/Search.swift", "PortalKit/Interface/Moment.swift",
        "PortalKit/Ref.swift", "Project/ICalendar.swift",
    ]
    /// Single literals that read like texts and are none.
    private static let notTexts: Set<String> = [
        "UTC", "Portico", "English", "Nederlands", "Kernel", "PortalKit", "customer has-bottom-bar",
        "staff has-bottom-bar",
        "a form of staff", "The program ended while it ran.", "it took longer than its lease",
        "; charset=utf-8", "public, max-age=31536000, immutable",
    ]

    static func texts(of room: Room) throws -> [(file: String, text: WordsInSource.Literal)] {
        let folder = root.appending(path: room.folder)
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        try #require(!files.isEmpty, "\(folder.path) is empty")
        var found: [(String, WordsInSource.Literal)] = []
        for file in files.sorted() where file.hasSuffix(".swift") {
            let path = room.folder + "/" + file
            // What the walk finds is said to portal authors and operators, what it types to nobody.
            guard !notForPeople.contains(where: path.hasSuffix), !path.hasPrefix("Sources/Kernel/Walk/"),
                !path.hasSuffix("Examples.swift")
            else { continue }
            let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            found += WordsInSource(source).keys.filter { !notTexts.contains($0.key) }.map { (path, $0) }
        }
        return found
    }

    enum Entry: Decodable {
        case text(String)
        case plural([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do { self = .text(try container.decode(String.self)) } catch {
                self = .plural(try container.decode([String: String].self))
            }
        }

        var forms: [String] {
            switch self {
            case .text(let text): [text]
            case .plural(let forms): forms.values.sorted()
            }
        }
    }

    static func book(_ room: Room, _ language: String) throws -> [String: Entry] {
        let file = root.appending(path: room.folder + "/Words/\(language).json")
        return try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
    }

    /// Faults of a room's translations, in words.
    static func faults(
        _ texts: [(file: String, text: WordsInSource.Literal)], own: [String: Entry], shared: [String: Entry]
    ) -> [String] {
        texts.compactMap { file, text in
            // The text for exactly one stands in the entry of the other.
            if text.before.hasSuffix("one:") { return nil }
            guard let entry = own[text.key] ?? shared[text.key] else {
                return "\(file):\(text.line): “\(text.key)” is not translated"
            }
            if entry.forms.contains(where: { $0.hasPrefix("TODO ") }) {
                return "\(file):\(text.line): the translation of “\(text.key)” is still to be written"
            }
            guard text.before.hasSuffix("other:") else { return nil }
            guard case .plural(let forms) = entry, Set(forms.keys) == ["one", "other"] else {
                return "\(file):\(text.line): “\(text.key)” needs two forms"
            }
            return nil
        }
    }

    @Test("every text has its translation", arguments: rooms, languages)
    func nothingIsMissing(room: Room, language: String) throws {
        let faults = Self.faults(
            try Self.texts(of: room), own: try Self.book(room, language),
            shared: try Self.book(Self.shared, language))
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test("no translation is left over", arguments: rooms, languages)
    func nothingIsUnused(room: Room, language: String) throws {
        // What all rooms share may be said in any of them.
        let places = room.folder == Self.shared.folder ? Self.rooms : [room]
        let said = Set(try places.flatMap { try Self.texts(of: $0) }.map(\.text.key))
        let unused = try Self.book(room, language).keys.filter { !said.contains($0) }.sorted()
        #expect(unused.isEmpty, "\(unused.joined(separator: "\n"))")
    }

    @Test(
        "a translation keeps the names in braces, and ends as the English does", arguments: rooms, languages)
    func valuesAreKept(room: Room, language: String) throws {
        for (key, entry) in try Self.book(room, language) {
            let names = Set(key.matches(of: /\{[a-z]+\}/).map { String($0.0) })
            for form in entry.forms {
                let found = Set(form.matches(of: /\{[a-z]+\}/).map { String($0.0) })
                // "One person" may do without its number.
                #expect(found == names || found.union(["{n}"]) == names, "\(key) → \(form)")
                #expect(!form.isEmpty && key.hasSuffix(".") == form.hasSuffix("."), "\(key) → \(form)")
            }
        }
    }

    @Test("the look at the source finds texts, and a planted one that nobody translated")
    func plantedFaultIsFound() throws {
        let source = #"""
            let a = ui.say("Planted for a test") // "not this one"
            let b: HTML = "<p class=\"x\">\(ui.say("Planted \("name", person.name)"))</p>"
            let c = reader.say(n, one: "{n} plant", other: "{n} plants")
            let d: SQL = "SELECT id FROM plant WHERE id = \(id)"
            let e = "path/of/a/file" + value
            """#
        let found = WordsInSource(source).keys
        #expect(found.map(\.key) == ["Planted for a test", "Planted {name}", "{n} plant", "{n} plants"])
        let faults = Self.faults(
            found.map { ("here", $0) },
            own: [
                "Planted {name}": .text("TODO Planted {name}"), "{n} plants": .text("planten"),
            ],
            shared: [:])
        #expect(
            faults == [
                "here:1: “Planted for a test” is not translated",
                "here:2: the translation of “Planted {name}” is still to be written",
                "here:3: “{n} plants” needs two forms",
            ])
    }
}
