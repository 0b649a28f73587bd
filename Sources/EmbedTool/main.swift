import Foundation

/// Reads the folders that the build plugin names and writes `enum Resources`.
///
/// The same files always give the same bytes: names are sorted, and no time or path is written.
func run(_ arguments: [String]) throws {
    let options = try Options(arguments)
    let source = Source(
        importing: options.importing,
        migrations: try Folder(options.migrations, endings: ["sql"]).texts.map(migration),
        words: try Folder(options.words, endings: ["json"]).texts.map(words),
        assets: try assets(options)
    )
    let bytes = Data(source.text.utf8)
    let output = URL(filePath: options.output)
    // An unchanged file keeps its date, so that nothing is compiled again.
    if (try? Data(contentsOf: output)) == bytes { return }
    try bytes.write(to: output, options: .atomic)
}

func migration(_ file: TextFile) throws -> String {
    guard file.name.wholeMatch(of: /[0-9]{4}_[a-z0-9_]+\.sql/) != nil else {
        throw Refusal("\(file.path): a migration is named like 0001_ticket.sql")
    }
    return ".init(name: \(literal(file.name)), sql: \(block(file.text)))"
}

func words(_ file: TextFile) throws -> String {
    do {
        _ = try JSONDecoder().decode([String: Anything].self, from: Data(file.text.utf8))
    } catch {
        throw Refusal("\(file.path): words are one JSON object; \(error)")
    }
    return ".init(language: \(literal(String(file.name.dropLast(".json".count)))), json: \(block(file.text)))"
}

/// Any JSON value: only the outer object is looked at here.
struct Anything: Decodable {
    init(from decoder: any Decoder) {}
}

func assets(_ options: Options) throws -> [String] {
    var files = try Folder(options.assets, endings: ["css", "svg", "js"]).texts
    let styles = try Folder(options.styles, endings: ["css"]).texts
    if let first = styles.first {
        guard files.allSatisfy({ $0.name != "portico.css" }) else {
            throw Refusal("\(first.path): Assets/ has a portico.css of its own")
        }
        let joined = styles.map { $0.text.hasSuffix("\n") ? $0.text : $0.text + "\n" }.joined()
        files.append(TextFile(name: "portico.css", path: first.path, text: joined))
        files.sort { $0.name < $1.name }
    }
    return try files.map { file in
        guard let type = mediaTypes[String(file.name.split(separator: ".").last ?? "")] else {
            throw Refusal("\(file.path): no media type is known for it")
        }
        return ".init(name: \(literal(file.name)), type: \(literal(type)), text: \(block(file.text)))"
    }
}

let mediaTypes = [
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
]

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
}
