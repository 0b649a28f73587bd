import Posix

/// The file `secrets.key`: readable by the program's own user alone, made once.
package struct SecretsFile: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package enum Problem: Error, Equatable, CustomStringConvertible {
        case missing(path: String)
        case noFile(path: String)
        case tooWide(path: String, mode: UInt32)
        case malformed(path: String, Secrets.Malformed)

        package var description: String {
            switch self {
            case .missing(let path):
                "secrets file \(path) is missing; \"portico migrate\" makes it on the first run"
            case .noFile(let path): "secrets file \(path) is a link or a folder, not a file"
            case .tooWide(let path, let mode):
                "secrets file \(path) has mode \(String(mode, radix: 8)), others could read it: chmod 600 \(path)"
            case .malformed(let path, let malformed): "secrets file \(path), \(malformed)"
            }
        }
    }

    /// The keys, for `serve` and every other command that does not make them.
    ///
    /// Throws a `Problem`, or the `PosixError` of a file that cannot be read.
    package func secrets() throws -> Secrets {
        guard let status = try status() else { throw Problem.missing(path: path) }
        guard status.isRegular else { throw Problem.noFile(path: path) }
        guard status.mode & 0o077 == 0 else { throw Problem.tooWide(path: path, mode: status.mode) }
        let bytes = try Files.read(path, limit: 1 << 16)
        do {
            return try Secrets(file: bytes)
        } catch {
            throw Problem.malformed(path: path, error)
        }
    }

    /// The keys, made now if there is no file yet; only `migrate` does so.
    package func secretsMadeIfMissing() throws -> Secrets {
        if try status() == nil { try make() }
        return try secrets()
    }

    /// Of two who begin at the same moment one gets the draft, and nobody overwrites a file that came
    /// meanwhile.
    private func make() throws {
        try Files.makeDirectory(Files.directory(of: path))
        let draft = try Files.Draft(path: path + ".new", mode: 0o600)
        guard try status() == nil else { return }
        try draft.write(Secrets.newFile())
        try draft.finish(as: path)
    }

    private func status() throws(PosixError) -> Files.Status? {
        do {
            return try Files.status(path)
        } catch {
            guard error.isMissing else { throw error }
            return nil
        }
    }
}
