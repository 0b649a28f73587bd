import Foundation

/// The Python of the tests: PORTICO_TEST_PYTHON, else what `script/test` made here before, else Debian's.
enum Python {
    struct Failure: Error {
        let reason: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let executable: URL = {
        if let path = ProcessInfo.processInfo.environment["PORTICO_TEST_PYTHON"] {
            return URL(filePath: path)
        }
        let own = root.appending(path: ".build/venv/bin/python")
        let isThere = FileManager.default.isExecutableFile(atPath: own.path)
        return isThere ? own : URL(filePath: "/usr/bin/python3")
    }()

    /// A script of `Tests/Support`, not yet started.
    static func process(_ script: String, _ arguments: [String] = []) -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = [root.appending(path: "Tests/Support/\(script)").path] + arguments
        return process
    }

    /// A new directory of the tests' own.
    static func newFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "portico-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// What another mail program finds in a message.
struct ReadMail: Decodable {
    let headers: [String]
    let from: [[String]]
    let to: [[String]]
    let replyTo: [[String]]
    let strictTo: [[String]]
    let subject: String
    let strictSubject: String
    let messageID: String
    let inReplyTo: String?
    let references: [String]
    let autoSubmitted: [String]
    let suppress: [String]
    let date: Double
    let weekday: Bool
    let type: String
    let types: [String]
    let texts: [String]
    let defects: [String]
    let longestLine: Int
    /// Printable ASCII, and CRLF at the end of every line.
    let isClean: Bool
    /// Lines of encoded words and of quoted-printable are as short as they have to be.
    let keepsLengths: Bool
    /// No code point is split between two encoded words.
    let wordsAreWhole: Bool
    var isWellFormed: Bool { isClean && keepsLengths && wordsAreWhole }

    /// All of them in one go.
    static func read(_ messages: [[UInt8]]) throws -> [ReadMail] {
        let folder = try Python.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "messages.json")
        try JSONEncoder().encode(messages.map { Data($0).base64EncodedString() }).write(to: input)
        let process = Python.process("read_mail.py")
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Python.Failure(reason: "read_mail.py failed") }
        return try JSONDecoder().decode([ReadMail].self, from: data)
    }
}
