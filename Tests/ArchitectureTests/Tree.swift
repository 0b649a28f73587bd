import Foundation

/// One file of the checkout, as text and as its code alone.
struct SourceFile {
    /// From the root of the checkout: `Sources/Web/Path.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The text with comments and the insides of string literals made blank; every line stays in its place.
    let code: Code

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = Code(path.hasSuffix(".swift") ? text : "")
    }

    /// `Sources/Web/…` belongs to `Web`, `Plugins/Support/…` to `SupportPortal`.
    var target: String {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 1 else { return "" }
        return parts[0] == "Plugins" ? parts[1] + "Portal" : parts[1]
    }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// The checkout that these tests were built from.
enum Tree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The files below the folders whose names end so, sorted.
    static func files(_ folders: String..., suffix: String = ".swift") -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let names =
                FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
            return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
                .compactMap { file(folder + "/" + $0) }
        }
    }

    static func file(_ path: String) -> SourceFile? {
        guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
            return nil
        }
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }

    /// What is shipped.
    static let program = files("Sources", "Plugins", "BuildPlugins")
    static let tests = files("Tests")
}
