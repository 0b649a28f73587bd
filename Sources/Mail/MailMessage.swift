/// A person or a desk that writes or receives mail.
package struct Mailbox: Sendable, Hashable {
    /// As people write it; empty for none.
    package var name: String
    package var address: MailAddress

    package init(name: String = "", address: MailAddress) {
        self.name = name
        self.address = address
    }
}

/// One message to one person, complete before it is sent.
///
/// The same value is always the same bytes: date, id and boundary are part of it, so that a message sent again
/// is the very same one. Nothing that people wrote can add a header, a recipient or a part.
package struct MailMessage: Sendable, Hashable {
    package var from: Mailbox
    /// Exactly one: nobody learns of other recipients, and each mail ends in one way.
    package var to: Mailbox
    package var replyTo: Mailbox?
    package var subject: String
    /// What everybody can read.
    package var text: String
    /// The same in HTML, for programs that prefer it.
    package var html: String?
    package var id: MessageID
    /// Microseconds since 1970-01-01 UTC.
    package var date: Int64
    /// The message that this one answers.
    package var inReplyTo: MessageID?
    /// The messages before it, the first of the thread first.
    package var references: [MessageID]

    package init(
        from: Mailbox, to: Mailbox, replyTo: Mailbox? = nil, subject: String, text: String,
        html: String? = nil, id: MessageID, date: Int64, inReplyTo: MessageID? = nil,
        references: [MessageID] = []
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.id = id
        self.date = date
        self.inReplyTo = inReplyTo
        self.references = references
    }

    /// What is sent: RFC 5322 with MIME (RFC 2045, 2046), every line ended by CRLF, ASCII alone.
    package func bytes() -> [UInt8] {
        var header = HeaderLines()
        header.add("Date", MailDate.text(date))
        header.add("From", from)
        header.add("To", to)
        if let replyTo { header.add("Reply-To", replyTo) }
        header.add("Subject", text: subject)
        header.add("Message-ID", [id])
        if let inReplyTo { header.add("In-Reply-To", [inReplyTo]) }
        if !references.isEmpty { header.add("References", Self.shortened(references)) }
        // So that no machine answers (RFC 3834 §5; the second one is Microsoft's).
        header.add("Auto-Submitted", "auto-generated")
        header.add("X-Auto-Response-Suppress", "All")
        header.add("MIME-Version", "1.0")
        guard let html else { return header.bytes + Self.part("text/plain", text) }
        let boundary = id.boundary
        header.add("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
        // The best comes last (RFC 2046 §5.1.4).
        return header.bytes + Self.line("") + Self.line("--" + boundary) + Self.part("text/plain", text)
            + Self.line("--" + boundary) + Self.part("text/html", html) + Self.line("--" + boundary + "--")
    }

    private static func part(_ type: String, _ text: String) -> [UInt8] {
        line("Content-Type: \(type); charset=utf-8") + line("Content-Transfer-Encoding: quoted-printable")
            + line("") + QuotedPrintable.encoded(text)
    }

    private static func line(_ text: String) -> [UInt8] { Array(text.utf8) + [0x0D, 0x0A] }

    /// The first of the thread and the last ones, so that a long thread does not make a long header
    /// (RFC 5537 §3.4.4 keeps them so).
    private static func shortened(_ ids: [MessageID]) -> [MessageID] {
        ids.count <= 12 ? ids : Array(ids.prefix(1) + ids.suffix(11))
    }
}
