import Yams

/// The one YAML file, as a list of names, texts and lines. Values are taken as they are written: `08`, `no`
/// and `1e3` stay text until the key says what it is.
struct ConfigFile {
    struct Entry {
        let name: String
        let text: String
        let line: Int
    }

    let path: String
    private(set) var entries: [Entry] = []
    private(set) var problems: [ConfigProblem] = []

    init(path: String, text: String) {
        self.path = path
        do {
            guard let root = try Yams.compose(yaml: text), !Self.isNothing(root) else { return }
            guard case .mapping(let mapping) = root else {
                problems.append(
                    problem(at: root.mark?.line, "the file holds keys and values, such as \"workers: 8\""))
                return
            }
            read(mapping, under: "")
        } catch {
            problems.append(Self.problem(in: path, error))
        }
    }

    private mutating func read(_ mapping: Node.Mapping, under section: String) {
        for (key, value) in mapping {
            let line = key.mark?.line
            guard case .scalar(let scalar) = key else {
                problems.append(problem(at: line, "a key is one word"))
                continue
            }
            let name = section + scalar.string
            switch value {
            case .mapping(let inner) where ConfigKey.named(name) == nil: read(inner, under: name + ".")
            case .scalar where Self.isNothing(value):
                problems.append(
                    problem(at: line, "\(name) has no value; leave it out, or write \"\" for an empty one"))
            case .scalar(let text):
                if entries.contains(where: { $0.name == name }) {
                    problems.append(problem(at: line, "\(name) stands in the file twice"))
                }
                entries.append(Entry(name: name, text: text.string, line: line ?? 0))
            default: problems.append(problem(at: line, "\(name) is one value, not a list or a section"))
            }
        }
    }

    /// A value left out: nothing after the colon, or YAML's null without quotes.
    private static func isNothing(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string.lowercased())
    }

    private func problem(at line: Int?, _ text: String) -> ConfigProblem {
        ConfigProblem(place: line.map { "\(path):\($0)" } ?? path, text: text)
    }

    /// The parser's own message would quote the file, passwords and all; only its place and its reason are
    /// passed on.
    private static func problem(in path: String, _ error: any Error) -> ConfigProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ConfigProblem(place: "\(path):\(mark.line)", text: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            ConfigProblem(
                place: "\(path):\(context.mark.line)",
                text: "\(names.joined(separator: ", ")) stands in one section twice")
        default: ConfigProblem(place: path, text: "not YAML")
        }
    }
}
