/// Where a value came from.
package enum ConfigSource: Sendable, Equatable, CustomStringConvertible {
    case flag
    case variable(String)
    case file(path: String, line: Int)
    case fallback

    package var description: String {
        switch self {
        case .flag: "--set"
        case .variable(let name): name
        case .file(let path, let line): "\(path):\(line)"
        case .fallback: "default"
        }
    }
}

/// Something wrong with the configuration, in words for the operator.
package struct ConfigProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file and line, a variable or `--set`.
    package let place: String
    package let text: String

    package var description: String { "\(place): \(text)" }
}

/// All that is wrong at once, so that nobody mends and tries again ten times.
package struct ConfigProblems: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [ConfigProblem]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Every key with its text and where that came from: flags before variables before the file before defaults.
package struct SettledConfiguration: Sendable {
    package struct Value: Sendable, Equatable {
        package let text: String
        package let source: ConfigSource
    }

    package private(set) var values: [String: Value] = [:]

    /// Variables that begin like ours and are none of our keys: the file's own path, and what builds and
    /// tests use.
    package static let otherVariables: Set<String> = ["PORTICO_CONFIG", "PORTICO_STRICT"]

    /// `flags` are keyed by the name of the key; `file` is what was read from the path, if there is a file.
    ///
    /// Throws everything that is wrong: unknown names with the nearest known one, and values that are not
    /// allowed.
    package init(
        flags: [String: String] = [:], environment: [String: String] = [:],
        file: (path: String, text: String)? = nil
    ) throws(ConfigProblems) {
        var problems: [ConfigProblem] = []
        for key in ConfigKey.all {
            if let text = key.fallback { values[key.name] = Value(text: text, source: .fallback) }
        }
        if let file {
            let read = ConfigFile(path: file.path, text: file.text)
            problems += read.problems
            for entry in read.entries {
                let source = ConfigSource.file(path: file.path, line: entry.line)
                problems += set(entry.name, entry.text, source, known: ConfigKey.all.map(\.name))
            }
        }
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(ConfigKey.prefix)
        {
            if Self.otherVariables.contains(name) { continue }
            if let key = ConfigKey.all.first(where: { $0.variable == name }) {
                problems += set(key.name, text, .variable(name), known: [])
            } else {
                problems.append(Self.unknown(name, at: "environment", known: ConfigKey.all.map(\.variable)))
            }
        }
        for (name, text) in flags.sorted(by: { $0.key < $1.key }) {
            problems += set(name, text, .flag, known: ConfigKey.all.map(\.name))
        }
        if problems.isEmpty {
            for key in ConfigKey.all where key.isRequired && values[key.name] == nil {
                problems.append(Self.missing(key, file: file?.path))
            }
        }
        guard problems.isEmpty else { throw ConfigProblems(problems: problems) }
    }

    private mutating func set(
        _ name: String, _ text: String, _ source: ConfigSource, known: [String]
    ) -> [ConfigProblem] {
        guard let key = ConfigKey.named(name) else {
            return [Self.unknown(name, at: source.description, known: known)]
        }
        guard key.kind.allows(text) else {
            let shown = key.isSecret ? "its value" : "\"\(Self.printable(text))\""
            return [
                ConfigProblem(
                    place: source.description,
                    text: "\(name): \(shown) is not allowed; allowed: \(key.kind.allowed)")
            ]
        }
        values[name] = Value(text: text, source: source)
        return []
    }

    private static func unknown(_ name: String, at place: String, known: [String]) -> ConfigProblem {
        let inside = known.filter { $0.hasPrefix(name + ".") }
        if !inside.isEmpty {
            let keys = inside.joined(separator: ", ")
            return ConfigProblem(place: place, text: "\(printable(name)) is a section; it holds \(keys)")
        }
        let hint =
            nearest(to: name, in: known).map { "; did you mean \($0)?" } ?? "; portico config show lists all"
        return ConfigProblem(place: place, text: "unknown: \(printable(name))\(hint)")
    }

    private static func missing(_ key: ConfigKey, file: String?) -> ConfigProblem {
        ConfigProblem(
            place: file ?? "configuration",
            text: "\(key.name) is missing (\(key.help)); set it in the file or as \(key.variable)."
                + " Allowed: \(key.kind.allowed)")
    }

    /// A terminal must not obey what stands in a value.
    private static func printable(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars.prefix(200) {
            safe.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return safe
    }

    /// What `portico config show` prints: one key a line, with `--source` where it came from. Secrets never
    /// show.
    package func shown(withSource: Bool) -> String {
        let lines = ConfigKey.all.map { key -> (text: String, source: String) in
            guard let value = values[key.name] else { return ("# \(key.name):", "not set") }
            let secret = value.text.isEmpty ? "\"\"" : "(secret, set)"
            return ("\(key.name): \(key.isSecret ? secret : value.text)", value.source.description)
        }
        guard withSource else { return lines.map { $0.text + "\n" }.joined() }
        let width = lines.map(\.text.utf8.count).max() ?? 0
        return lines.map { line in
            line.text + String(repeating: " ", count: max(0, width - line.text.utf8.count))
                + "  # \(line.source)\n"
        }.joined()
    }
}
