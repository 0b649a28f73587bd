import Foundation

@testable import MailReading

/// A message that is read from a file, as the process does.
struct Sample {
    let reader: MessageReader
    private let file: FileHandle

    var message: ReceivedMessage { reader.message }

    init?(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("portico-mail-\(UUID())")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try FileHandle(forReadingFrom: path)
        let beginning = Array(bytes.prefix(MessageReader.beginning))
        guard
            let reader = MessageReader(
                descriptor: file.fileDescriptor, beginning: beginning, limits: limits)
        else { return nil }
        (self.reader, self.file) = (reader, file)
    }

    init?(_ text: String, limits: ReadingLimits = ReadingLimits()) throws {
        try self.init(Array(text.utf8), limits: limits)
    }

    func bytes(of attachment: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        reader.write(attachment: attachment) { piece in
            bytes += piece
            return true
        }
        return bytes
    }

    /// Messages as mail software really writes them; they are no part of the project.
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/data/mail").standardizedFileURL.path
    static let isThere = FileManager.default.fileExists(atPath: folder)
}
