import Foundation
import Mail

/// A real mail server of the test's own (`Tests/Support/smtp_sink.py`) and what it received.
final class Sink {
    struct Stored: Decodable {
        var from: String
        var to: [String]
        var connection: Int
        var bytes: [UInt8] = []

        private enum CodingKeys: CodingKey { case from, to, connection }
    }

    static let user = "portal@example.org"
    static let password = "correct horse=battery?staple"

    let folder: URL
    let port: UInt16
    private let process: Process
    private let input = Pipe()

    init(_ mode: String = "normal", delay: Int = 20) throws {
        folder = try Python.newFolder()
        let output = Pipe()
        process = Python.process(
            "smtp_sink.py",
            [
                "--directory", folder.path, "--mode", mode, "--wire", "--delay", "\(delay)", "--user",
                Self.user, "--password",
                Self.password,
            ])
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Python.Failure(reason: "no mail sink: is aiosmtpd there?") }
            line += data
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        guard let port = UInt16(text) else { throw Python.Failure(reason: "no port: \(text)") }
        self.port = port
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Closes its input and waits for its end.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    var exitStatus: Int32 { process.terminationStatus }
    var authority: String { folder.appending(path: "certificate.pem").path }

    /// Settings for it, in clear unless it was started with TLS.
    func settings(_ security: SMTPSettings.Security = .none, signingIn: Bool = false) -> SMTPSettings {
        var settings = SMTPSettings(host: "localhost", port: port, security: security, connectTimeout: 5)
        if security != .none { settings.authorityFile = authority }
        if signingIn {
            settings.user = Self.user
            settings.password = Self.password
        }
        return settings
    }

    /// The messages it holds, in the order in which they came.
    func stored() throws -> [Stored] {
        try names(".eml").map { name in
            let file = folder.appending(path: name)
            let about = file.deletingPathExtension().appendingPathExtension("json")
            var stored = try JSONDecoder().decode(Stored.self, from: Data(contentsOf: about))
            stored.bytes = [UInt8](try Data(contentsOf: file))
            return stored
        }
    }

    /// What each connection sent, as it came from the wire, decrypted.
    func wires() throws -> [[UInt8]] {
        try names("").filter { $0.hasPrefix("wire-") }.map {
            [UInt8](try Data(contentsOf: folder.appending(path: $0)))
        }
    }

    /// All that was sent, as text.
    func wire() throws -> String { String(decoding: try wires().joined(), as: UTF8.self) }

    private func names(_ suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(suffix) && !$0.hasPrefix(".")
        }.sorted()
    }
}

/// A message as the kernel would send it.
enum Sample {
    static func address(_ text: String) throws -> MailAddress { try MailAddress(text) }

    static func bytes(_ text: String = "Hello.", id: String = "a1@portal.example.org") throws -> [UInt8] {
        guard let id = MessageID(id) else { throw Python.Failure(reason: "no id") }
        return MailMessage(
            from: Mailbox(name: "Zoë's desk", address: try address("desk@portal.example.org")),
            to: Mailbox(name: "Ada, Countess", address: try address("ada@example.org")), subject: "Hé",
            text: text, html: "<p>\(text)</p>", id: id, date: 1_795_399_038_000_000
        ).bytes()
    }
}

extension SMTPSender {
    /// From the desk to Ada; the error, if there is one.
    func error(sending bytes: [UInt8]) throws -> SMTPError? {
        let from = try MailAddress("bounces@portal.example.org")
        let to = try MailAddress("ada@example.org")
        do throws(SMTPError) {
            try send(bytes, from: from, to: to)
            return nil
        } catch { return error }
    }
}
