import Foundation

/// What the plugin passes: where to write, and the folders that exist.
struct Options {
    private(set) var output = ""
    private(set) var importing: String?
    private(set) var migrations: String?
    private(set) var words: String?
    private(set) var assets: String?
    private(set) var styles: String?

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let flag = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Refusal("\(flag) needs a value") }
            switch flag {
            case "--output": output = value
            case "--import": importing = value
            case "--migrations": migrations = value
            case "--words": words = value
            case "--assets": assets = value
            case "--styles": styles = value
            default: throw Refusal("unknown option \(flag)")
            }
        }
        guard !output.isEmpty else { throw Refusal("--output is missing") }
    }
}

/// A file of text, with its path for messages.
struct TextFile {
    let name: String
    let path: String
    let text: String
}

/// A folder whose files all have one of the endings; hidden files do not count.
struct Folder {
    let texts: [TextFile]

    init(_ path: String?, endings: [String]) throws {
        guard let path, FileManager.default.fileExists(atPath: path) else {
            texts = []
            return
        }
        texts = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { !$0.hasPrefix(".") }
            .sorted()
            .map { name in
                let file = URL(filePath: path).appending(component: name)
                let place = file.path(percentEncoded: false)
                guard endings.contains(file.pathExtension) else {
                    throw Refusal("\(place): only \(endings.joined(separator: ", ")) files belong here")
                }
                guard let text = String(validating: try Data(contentsOf: file), as: UTF8.self) else {
                    throw Refusal("\(place): not UTF-8")
                }
                return TextFile(name: name, path: place, text: text)
            }
    }
}

/// Why the build stops, with the file to mend.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
