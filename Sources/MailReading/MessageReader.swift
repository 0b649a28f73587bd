/// Bytes of a message into a value.
package struct MessageReader {
    private let file: MessageFile
    private let limits: ReadingLimits
    package private(set) var message = ReceivedMessage()
    /// Which part each attachment is, in the same order.
    private var attached: [MessageFile.Part] = []

    /// How many bytes from the beginning of a file `init` is given: more than headers have.
    package static let beginning = 256 << 10

    /// Reads the message in an open file; nil where there is none in it. The file stays open as long as this.
    ///
    /// - Parameter beginning: the first bytes of the file.
    package init?(descriptor: Int32, beginning: [UInt8], limits: ReadingLimits = ReadingLimits()) {
        let beginning = Beginning(beginning)
        guard let file = MessageFile(descriptor: descriptor, beginning, limits: limits) else { return nil }
        self.file = file
        self.limits = limits
        readParts()
        readHeaders()
        message.isCut = message.isCut || file.isCut
    }

    /// Hands on the bytes of an attachment, piece by piece.
    package func write(attachment index: Int, _ take: ([UInt8]) -> Bool) {
        guard attached.indices.contains(index) else { return }
        file.write(attached[index], take)
    }

    // MARK: Headers

    private func raw(_ name: String) -> [[UInt8]] {
        file.headers.filter { $0.name.utf8.elementsEqual(name.utf8, by: Self.isSameLetter) }.map(\.bytes)
    }

    private static func isSameLetter(_ one: UInt8, _ other: UInt8) -> Bool {
        one == other || (one | 0x20 == other | 0x20 && (0x61...0x7A).contains(one | 0x20))
    }

    /// The first that says something.
    private func text(_ name: String) -> String {
        for raw in raw(name) {
            let text = HeaderText.singleLine(MessageFile.text(raw))
            if !text.isEmpty { return text }
        }
        return ""
    }

    private func people(_ name: String) -> [ReceivedMessage.Person] {
        raw(name).prefix(20).flatMap(MessageFile.people).prefix(200).map {
            ReceivedMessage.Person(
                name: HeaderText.singleLine($0.name, most: 200),
                address: HeaderText.singleLine($0.address, most: 254))
        }
    }

    private mutating func readHeaders() {
        message.from = people("From")
        if message.author.address.isEmpty { message.from += people("Sender") }
        message.replyTo = people("Reply-To")
        message.to = people("To")
        message.cc = people("Cc")
        message.deliveredTo = ["X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To"]
            .flatMap { people($0) }.map(\.address)
        message.subject = HeaderText.singleLine(text("Subject"), most: 1_000)
        message.date = raw("Date").lazy.compactMap(MessageFile.date).first
        message.messageID = raw("Message-ID").flatMap(HeaderText.messageIDs).first ?? ""
        let answered = raw("In-Reply-To").flatMap(HeaderText.messageIDs)
        let before = raw("References").flatMap(HeaderText.messageIDs).reversed()
        message.references = Array((answered + before).prefix(100))
        if file.parts.contains(where: { $0.type == "message/delivery-status" }) {
            message.references += returned()
        }
        message.headers = headers()
        message.kind = MachineMail.kind(
            of: message, type: file.parts.first?.type ?? "",
            hasStatus: file.parts.contains { $0.type == "message/delivery-status" }, header: text)
    }

    /// What the headers of a message that came back name: by that one knows where it belonged.
    private func returned() -> [String] {
        file.parts.filter { $0.kind == .message || $0.type == "text/rfc822-headers" }.prefix(2).flatMap {
            part in
            HeaderText.messageIDs(file.bytes(part, most: 64 << 10).bytes).prefix(100)
        }
    }

    /// All of them, as they came.
    private func headers() -> String {
        var lines: [UInt8] = []
        for header in file.headers where lines.count < limits.headers {
            lines += Array(header.name.utf8) + [UInt8(ascii: ":")] + header.bytes
            if lines.last != 0x0A { lines.append(0x0A) }
        }
        return Repaired.text(Array(lines.prefix(limits.headers)))
    }

    // MARK: Parts

    private mutating func readParts() {
        guard !file.parts.isEmpty else { return }
        var body = BodyChoice()
        visit(0, isAlternative: false, &body)
        let texts = body.segments.map { $0.text }.filter { !$0.isEmpty }
        message.text = texts.joined(separator: "\n\n")
        // A bounce without a word for people still says what became of the delivery.
        if message.text.isEmpty,
            let status = file.parts.first(where: { $0.type == "message/delivery-status" })
        {
            message.text = HeaderText.trimmed(Repaired.text(file.bytes(status, most: 20_000).bytes))
        }
        if body.segments.contains(where: { $0.html != nil }) { message.html = body.html }
        message.isCut = message.isCut || body.isCut
    }

    private func children(of index: Int) -> [MessageFile.Part] { file.parts.filter { $0.parent == index } }

    /// - Parameter isAlternative: its siblings say the same in another way.
    private mutating func visit(_ index: Int, isAlternative: Bool, _ body: inout BodyChoice) {
        let part = file.parts[index]
        switch part.kind {
        case .multipart where !part.isWhole:
            let isChoice = part.type == "multipart/alternative"
            if isChoice { body.begin() }
            for child in children(of: index) { visit(child.index, isAlternative: isChoice, &body) }
            if isChoice { body.end() }
        case .leaf where isBody(part, isAlternative, body):
            let (bytes, isWhole) = file.bytes(part, most: max(0, limits.text - body.size))
            let text = CharacterSet.text(bytes, part.charset)
            body.add(text, isHTML: part.type == "text/html")
            if !isWhole {
                body.isCut = true
                attach(part)
            }
        case .leaf where isAlternative && part.type.utf8.starts(with: "text/".utf8) && isOtherForm(part):
            break
        default: attach(part)
        }
    }

    /// What is read with the message, and not saved as a file.
    private func isBody(
        _ part: MessageFile.Part, _ isAlternative: Bool, _ body: BodyChoice
    ) -> Bool {
        guard part.type == "text/plain" || part.type == "text/html", part.disposition != "attachment" else {
            return false
        }
        return part.name.isEmpty || isAlternative || body.segments.isEmpty
    }

    /// Another form of the text that is shown; a calendar's entry is more than that.
    private func isOtherForm(_ part: MessageFile.Part) -> Bool {
        part.name.isEmpty && part.disposition != "attachment" && part.type != "text/calendar"
    }

    private mutating func attach(_ part: MessageFile.Part) {
        attached.append(part)
        message.attachments.append(
            ReceivedMessage.Attachment(name: PartName.of(part), type: part.isWhole ? "" : part.type))
    }
}

/// The texts of a message, each in the ways in which it is said.
struct BodyChoice {
    struct Segment {
        var plain: String?
        var html: String?

        var text: String {
            if let plain, !plain.utf8.allSatisfy({ $0 <= 0x20 }) { return HeaderText.trimmed(plain) }
            return html.map { HTMLText.text(of: $0) } ?? ""
        }
    }

    private(set) var segments: [Segment] = []
    var isCut = false
    /// Bytes of all texts together.
    private(set) var size = 0
    /// How many alternatives are open around what is added; they fill one segment.
    private var open = 0

    mutating func begin() {
        if open == 0 { segments.append(Segment()) }
        open += 1
    }

    mutating func end() { open = max(0, open - 1) }

    mutating func add(_ text: String, isHTML: Bool) {
        if open == 0 { segments.append(Segment()) }
        size += text.utf8.count
        let last = segments.count - 1
        if isHTML { segments[last].html = text } else { segments[last].plain = text }
    }

    /// One document of all of them.
    var html: String {
        if segments.count == 1 { return segments[0].html ?? "" }
        return segments.map { segment in
            segment.html ?? "<pre style=\"white-space:pre-wrap\">" + HTMLText.escaped(segment.text) + "</pre>"
        }.joined(separator: "<hr>")
    }
}
