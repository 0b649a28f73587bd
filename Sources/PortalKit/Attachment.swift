public import Web

/// A file that was uploaded, as visible as the record that names it, at the moment of the download.
public struct Attachment: Sendable {
    /// Its name in addresses.
    public let ref: Ref<Attachment>
    /// As the person called it; for showing only.
    public let name: String
    /// The media type that the content was found to have.
    public let type: String
    /// In bytes.
    public let size: Int
    /// What the virus scan said of it, which ``Interface/fileRow(_:at:detail:icon:showing:)`` shows.
    public let verdict: Verdict

    package init(
        ref: Ref<Attachment>, name: String, type: String, size: Int, verdict: Verdict = .unscanned
    ) {
        self.ref = ref
        self.name = name
        self.type = type
        self.size = size
        self.verdict = verdict
    }

    /// The columns `ref, name, type, size, verdict` of `portico_attachment`, in this order.
    public init(_ row: borrowing Row) throws {
        ref = try row.next()
        name = try row.next()
        type = try row.next()
        size = try row.next()
        verdict = try Verdict(row)
    }

    /// The columns `ref, name, type, size, verdict` of `portico_attachment`, in this order, of a LEFT JOIN; nil without a file.
    public static func optional(_ row: borrowing Row) throws -> Attachment? {
        let ref: Ref<Attachment>? = try row.next()
        let name: String? = try row.next()
        let type: String? = try row.next()
        let size: Int? = try row.next()
        let verdict: String? = try row.next()
        guard let ref, let name, let type, let size, let verdict else { return nil }
        return Attachment(ref: ref, name: name, type: type, size: size, verdict: Verdict(kept: verdict))
    }

    /// What the virus scan said of a file.
    public enum Verdict: String, Sendable, CaseIterable {
        /// There was no scan when it came.
        case unscanned
        /// Nothing was found in it.
        case clean
        /// It waits for the scan: nobody can have it until then.
        case quarantined
        /// Something was found in it: there is its name, and no file any more.
        case infected

        /// The column `verdict` of `portico_attachment`.
        public init(_ row: borrowing Row) throws { self.init(kept: try row.next()) }

        fileprivate init(kept text: String) { self = Verdict(rawValue: text) ?? .quarantined }

        /// Whether somebody who may see its record can have the file.
        public var isGivenOut: Bool { self == .unscanned || self == .clean }

        /// What is said beside its name; nothing where there is nothing to say.
        public var words: Words? {
            switch self {
            case .unscanned, .clean: nil
            case .quarantined: "Held back: the virus scan has not looked at it"
            case .infected: "Withheld: the virus scan found something in it"
            }
        }
    }

    /// The types that a browser may show itself; everything else is always saved (SG02).
    package var isShownInline: Bool {
        ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"].contains(type)
    }
}

/// How a browser shows a file by itself, at which address.
public enum FilePreview: Sendable {
    /// Drawn beside its name.
    case image(at: String)
    /// Behind a link.
    case page(at: String)
}

extension Attachment {
    /// Bytes of an image that a page draws by itself; a larger one is one download away.
    private static let mostDrawn = 5_000_000

    /// How a browser shows it; nil for what is only saved.
    ///
    /// - Parameter path: where a route answers with it (``Answer/file(_:)``).
    public func preview(at path: String) -> FilePreview? {
        guard isShownInline else { return nil }
        let address = path + "?inline=1"
        if type == "application/pdf" { return .page(at: address) }
        return size <= Self.mostDrawn ? .image(at: address) : .page(at: address)
    }
}

extension Interface {
    /// The row of a file, with its size. What the virus scan holds back is no link, and says why.
    ///
    /// - Parameters:
    ///   - path: where a route answers with it (``Answer/file(_:)``); none where nobody reads it from here.
    ///   - detail: what else is to know of it.
    ///   - icon: by its type where none is named.
    ///   - showing: an image is drawn, a PDF has a link that shows it.
    public func fileRow(
        _ attachment: Attachment, at path: String?, detail: String = "", icon: IconName? = nil,
        showing: Bool = false
    ) -> HTML {
        let said = attachment.verdict.words.map(say) ?? reader.size(attachment.size)
        let way = attachment.verdict.isGivenOut ? path : nil
        return fileRow(
            name: attachment.name, detail: said + (detail.isEmpty ? "" : ", " + detail), path: way,
            icon: icon ?? (attachment.type.utf8.starts(with: "image/".utf8) ? .image : .file),
            preview: showing ? way.flatMap { attachment.preview(at: $0) } : nil)
    }

    /// The row of a file, whose link is the record's address and `/file`.
    public func file(_ attachment: Attachment, at path: String) -> HTML {
        fileRow(attachment, at: path + "/file")
    }

    /// A row for each of a record's files, whose links are the record's address, `/files/` and the file's ref.
    public func files(_ attachments: [Attachment], at path: String) -> HTML {
        var rows = HTML()
        for file in attachments { rows += fileRow(file, at: "\(path)/files/\(file.ref)") }
        return rows
    }
}
