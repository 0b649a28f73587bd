import Posix

extension SettledConfiguration {
    /// Read when nobody names another; it may be missing.
    package static let usualFile = "/etc/portico/portico.yaml"

    /// Reads the file that `--config` names, else the one of `PORTICO_CONFIG`, else the usual one if there is
    /// one.
    ///
    /// `environment` holds `NAME=value` lines, as the operating system has them. Throws `ConfigProblems`.
    package static func load(
        file named: String?, flags: [String: String], environment lines: [String]
    ) throws(ConfigProblems) -> SettledConfiguration {
        var environment: [String: String] = [:]
        for line in lines {
            let parts = line.utf8.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first, let value = parts.dropFirst().first else { continue }
            environment[String(Substring(name))] = String(Substring(value))
        }
        let chosen = named ?? environment["PORTICO_CONFIG"]
        guard let text = try text(of: chosen ?? usualFile, mayBeMissing: chosen == nil) else {
            return try SettledConfiguration(flags: flags, environment: environment)
        }
        return try SettledConfiguration(
            flags: flags, environment: environment, file: (chosen ?? usualFile, text))
    }

    private static func text(of path: String, mayBeMissing: Bool) throws(ConfigProblems) -> String? {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path, limit: 1 << 20)
        } catch {
            if error.isMissing, mayBeMissing { return nil }
            throw ConfigProblems(problems: [ConfigProblem(place: path, text: "cannot be read: \(error)")])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigProblems(problems: [ConfigProblem(place: path, text: "is not UTF-8")])
        }
        return text
    }
}
