import Kernel
import MariaDB
public import PortalKit

/// A mail that comes in, as a test writes it.
public struct TestLetter: Sendable {
    /// The address in its From.
    public var from: String
    /// Whom it is for: what ``TestMail/replyTo`` said, or any other address.
    public var to: String
    /// Its subject.
    public var subject = "Re: your question"
    /// What its author wrote.
    public var text: String
    /// What he quotes below.
    public var quoted = ""
    /// The same in HTML.
    public var html: String?
    /// A person's or a machine's.
    public var kind = IncomingMail.Kind.person
    /// The messages that it answers.
    public var references: [String] = []
    /// Its attachments.
    public var files: [(name: String, bytes: [UInt8])] = []
    /// Tells two of the same words apart.
    public var messageID = ""

    /// A short answer.
    public init(from: String, to: String, text: String) {
        self.from = from
        self.to = to
        self.text = text
    }
}

extension TestKernel {
    /// Hands a mail over, as `portico mail-in` does with one that was read.
    ///
    /// - Returns: `taken`, `again`, `dropped`, `refused` or `later`.
    public func receive(_ letter: TestLetter) throws -> String {
        let spool = Spool(directory: filesDirectory)
        let incoming = try IncomingFile(spool)
        try incoming.write(Array("Subject: \(letter.subject)\r\n\r\n\(letter.text)\(letter.quoted)".utf8))
        let (original, body) = try incoming.finish()
        let files = try letter.files.map { name, bytes in
            let file = try spool.newFile()
            try file.write(bytes)
            return try file.finish(field: "files", name: name, type: "")
        }
        let mail = IncomingMail(
            author: ("", letter.from), subject: letter.subject, text: letter.text + letter.quoted,
            own: letter.text, html: letter.html, headers: "Subject: \(letter.subject)\n", sentAt: clock.now,
            files: files, original: original, kind: letter.kind, isCut: false)
        let received = MailIntake.Received(
            mail, recipients: [letter.to], messageID: letter.messageID, references: letter.references,
            body: body)
        switch try MailIntake(house, Connection(database.options)).take(received) {
        case .taken: return "taken"
        case .again: return "again"
        case .dropped: return "dropped"
        case .refused: return "refused"
        case .later: return "later"
        }
    }
}
