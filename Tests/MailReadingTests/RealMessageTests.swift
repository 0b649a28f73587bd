import Foundation
import Testing

@testable import MailReading

/// What a person would read of one of the messages in `../shared/data/mail`.
struct Expected: Sendable {
    let file: String
    let from: String
    let subject: String
    /// How the first line with words begins; empty where there is nothing to read but files.
    let says: String
    let files: [String]
    let hasHTML: Bool
    let kind: ReceivedMessage.Kind

    init(
        _ file: String, from: String, subject: String, says: String, files: [String] = [],
        hasHTML: Bool = false, _ kind: ReceivedMessage.Kind = .person
    ) {
        (self.file, self.from, self.subject, self.says) = (file, from, subject, says)
        (self.files, self.hasHTML, self.kind) = (files, hasHTML, kind)
    }

    func faults(_ message: ReceivedMessage) -> [String] {
        let line = message.text.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let isSaid = says.isEmpty ? message.text.isEmpty : line.trimmingPrefix { $0 == " " }.hasPrefix(says)
        var faults: [String] = []
        if message.author.address != from { faults.append("from \(message.author.address)") }
        if message.subject != subject { faults.append("subject \(message.subject)") }
        if !isSaid { faults.append("says \(line)") }
        if message.attachments.map(\.name) != files { faults.append("files \(message.attachments)") }
        if (message.html != nil) != hasHTML { faults.append("HTML") }
        if message.kind != kind { faults.append("kind \(message.kind)") }
        if message.text.contains("\u{0}") || message.isCut { faults.append("cut or with NUL") }
        return faults.map { file + ": " + $0 }
    }
}

@Suite("Messages as mail software really writes them")
struct RealMessageTests {
    @Test(
        "B17 each is read as a person would expect, and none is lost",
        .enabled(if: Sample.isThere, "the folder ../shared/data is not here"))
    func all() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Sample.folder)
            .filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }
        #expect(Set(names) == Set(Expected.all.map(\.file)))
        for expected in Expected.all {
            let path = Sample.folder + "/" + expected.file + ".eml"
            let bytes = try #require(FileManager.default.contents(atPath: path))
            let sample = try #require(try Sample(Array(bytes)), "\(expected.file)")
            #expect(expected.faults(sample.message) == [])
        }
    }

    @Test("a planted difference is found")
    func planted() {
        var message = ReceivedMessage()
        message.subject = "Other"
        #expect(Expected("x", from: "a@b", subject: "", says: "Hello").faults(message).count == 3)
    }
}
