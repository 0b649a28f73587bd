import FoundationEssentials
package import PortalKit

/// The translations of every language that ships: a portal's own come before what all portals share.
package struct Books: Sendable {
    package struct Malformed: Error, CustomStringConvertible {
        package let portal: String
        package let language: String

        package var description: String { "Words/\(language).json of \(portal) is not readable" }
    }

    private enum Entry: Decodable {
        case text(String)
        case plural([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .plural(try container.decode([String: String].self))
            }
        }
    }

    package let languages: [String]
    private let books: [String: [String: WordBook]]

    package init(_ portals: [Portal]) throws {
        let shared = try Self.read(sharedResources, of: "PortalKit")
        let kernel = try portals.filter(\.isKernel).map { try Self.read($0.resources, of: "Kernel") }
        var books: [String: [String: WordBook]] = [:]
        var languages: Set<String> = ["en"]
        for portal in portals {
            let own = try Self.read(portal.resources, of: portal.id)
            var byLanguage: [String: WordBook] = [:]
            for source in [shared] + kernel + [own] {
                for (language, entries) in source {
                    languages.insert(language)
                    byLanguage[language, default: WordBook(language: language)].entries
                        .merge(entries) { _, new in new }
                }
            }
            books[portal.id] = byLanguage
        }
        self.books = books
        self.languages = languages.sorted()
    }

    package func book(_ portal: String, _ language: String) -> WordBook? {
        language == WordBook.pseudo ? WordBook(language: language) : books[portal]?[language]
    }

    /// The first language of the browser's list that ships (RFC 4647 §3.4, lookup), by quality and then by place.
    package func language(accepting header: String, otherwise fallback: String) -> String {
        let wishes = header.split(separator: ",").prefix(32).enumerated().compactMap { place, item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first, !tag.isEmpty else { return nil as (String, Double, Int)? }
            let quality =
                parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (tag.lowercased(), quality, place)
        }
        for (tag, quality, _) in wishes.sorted(by: { ($1.1, $0.2) < ($0.1, $1.2) }) where quality > 0 {
            let primary = String(tag.prefix { $0 != "-" })
            if let match = languages.first(where: { $0 == tag || $0 == primary }) { return match }
        }
        return fallback
    }

    private static func read(
        _ resources: PortalResources, of portal: String
    ) throws -> [String: [String: WordBook.Entry]] {
        var result: [String: [String: WordBook.Entry]] = [:]
        for words in resources.words {
            let language = words.language.description
            let data = Data(words.json.description.utf8)
            guard let entries = try? JSONDecoder().decode([String: Entry].self, from: data) else {
                throw Malformed(portal: portal, language: language)
            }
            result[language] = entries.mapValues { entry in
                switch entry {
                case .text(let text): .text(text)
                case .plural(let forms): .plural(one: forms["one"] ?? "", other: forms["other"] ?? "")
                }
            }
        }
        return result
    }
}

/// Files that never change under their name: `/assets/<hash>/<name>`.
package struct AssetTable: Sendable {
    package struct Asset: Sendable {
        package let type: String
        package let bytes: [UInt8]
    }

    private let assets: [String: Asset]
    private let paths: [String: String]
    package let stylesheet: String
    package let icon: String
    let fileScript: String?

    package init(_ portals: [Portal]) {
        var assets: [String: Asset] = [:]
        var paths: [String: String] = [:]
        for asset in sharedResources.assets + portals.flatMap(\.resources.assets) {
            let bytes = Array(asset.text.description.utf8)
            let hash = Hexadecimal.encode(Token.sha256(bytes).prefix(8))
            let name = hash + "/" + asset.name.description
            assets[name] = Asset(type: asset.type.description, bytes: bytes)
            // What all portals share comes first, and no portal replaces it.
            if paths[asset.name.description] == nil { paths[asset.name.description] = "/assets/" + name }
        }
        self.assets = assets
        self.paths = paths
        stylesheet = paths["portico.css"] ?? ""
        icon = paths["portico.svg"] ?? ""
        fileScript = paths["files.js"]
    }

    /// Where a file of that name is; nil where there is none.
    package func path(of name: String) -> String? { paths[name] }

    package subscript(_ hash: String, _ name: String) -> Asset? { assets[hash + "/" + name] }
}
