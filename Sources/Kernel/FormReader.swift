import HTTPTypes
import PortalKit
import Posix
import Web

/// Reads a submitted form: in memory when it is text, files to the spool while they arrive.
struct FormReader {
    let limit: FileLimit
    let spool: Spool

    /// What was filled in. With files that the route does not take it is whole all the same, so that the person finds
    /// the text again.
    struct Received {
        let form: Form
        var problem: FieldProblem?
    }

    static let textLimit = 1_048_576
    private static let chunk = 65_536

    func read(_ request: Request, _ body: any BodySource) throws -> Received {
        let declared = request.contentLength ?? 0
        let type = request.contentType.lowercased().prefix { $0 != ";" && $0 != " " }
        let isMultipart = type == "multipart/form-data"
        // A form with files is read to its end, or there would be nothing to show again; but not for ever.
        guard declared <= (isMultipart ? 4 * limit.bytes : 0) + Self.textLimit else {
            throw limit.count == 0
                ? PortalError.tooLarge("That is more than this form takes.")
                : PortalError.tooLarge(Self.tooMuch(limit))
        }
        if isMultipart { return try readMultipart(request, declared, body) }
        guard declared == 0 || type == "application/x-www-form-urlencoded" else {
            throw BadRequest.malformed("type of the body")
        }
        var bytes: [UInt8] = []
        try pieces(of: body, declared) { bytes += $0 }
        return Received(form: try Form(urlencoded: bytes))
    }

    static func tooMuch(_ limit: FileLimit) -> Words {
        "Files can have up to \("limit", limit.bytes / 1_000_000) MB together."
    }

    /// All of the body, which must be as long as it says (SG05).
    private func pieces(of body: any BodySource, _ declared: Int, _ take: ([UInt8]) throws -> Void) throws {
        var received = 0
        while true {
            let part = try body.read(upTo: Self.chunk)
            if part.isEmpty { break }
            received += part.count
            guard received <= declared else { throw BadRequest.malformed("the body is longer than it says") }
            try take(part)
        }
        guard received == declared else { throw BadRequest.malformed("the body is shorter than it says") }
    }

    private func readMultipart(
        _ request: Request, _ declared: Int, _ body: any BodySource
    ) throws -> Received {
        var parser = try Multipart(contentType: request.contentType)
        var assembly = FormAssembly(limit: limit, spool: spool)
        do {
            try pieces(of: body, declared) { part in
                for event in try parser.feed(part) { try assembly.take(event) }
            }
            try parser.finish()
            return assembly.received
        } catch {
            assembly.discard()
            throw error
        }
    }
}

/// A form while its parts arrive.
private struct FormAssembly {
    private let limit: FileLimit
    private let spool: Spool
    private var form = Form()
    private var part: MultipartPart?
    private var text: [UInt8] = []
    private var draft: SpoolFile?
    /// Bytes of all files, and of all other fields.
    private var fileBytes = 0
    private var textBytes = 0
    /// From the first file on that the route does not take, none is kept.
    private var problem: FieldProblem?

    init(limit: FileLimit, spool: Spool) {
        self.limit = limit
        self.spool = spool
    }

    var received: FormReader.Received { FormReader.Received(form: form, problem: problem) }

    mutating func take(_ event: Multipart.Event) throws {
        switch event {
        case .begin(let part):
            self.part = part
            text = []
            if part.fileName?.isEmpty == false { try begin(part) }
        case .data(let bytes):
            guard let part else { return }
            if part.isFile { try write(bytes, part) } else { try append(bytes) }
        case .end:
            guard let part else { return }
            if let draft {
                form.files.append(
                    try draft.finish(field: part.name, name: part.fileName ?? "", type: part.contentType))
            } else if !part.isFile {
                try form.append(name: Array(part.name.utf8), value: text)
            }
            draft = nil
        }
    }

    private mutating func begin(_ part: MultipartPart) throws {
        guard limit.count > 0 else { throw PortalError.tooLarge("This form takes no files.") }
        if form.files.count == limit.count { refuse(part, "At most \("count", limit.count) files at once.") }
        if problem == nil { draft = try spool.newFile() }
    }

    private mutating func write(_ bytes: [UInt8], _ part: MultipartPart) throws {
        fileBytes += bytes.count
        if fileBytes > limit.bytes { refuse(part, FormReader.tooMuch(limit)) }
        try draft?.write(bytes)
    }

    private mutating func append(_ bytes: [UInt8]) throws {
        text += bytes
        textBytes += bytes.count
        guard text.count <= 262_144, textBytes <= FormReader.textLimit else {
            throw BadRequest.tooLarge("value of a form field too long")
        }
    }

    private mutating func refuse(_ part: MultipartPart, _ words: Words) {
        if problem == nil { problem = FieldProblem(part.name, words) }
        discard()
    }

    /// Any refusal deletes what was spooled.
    mutating func discard() {
        draft?.remove()
        draft = nil
        form.discardFiles()
        form.files = []
    }
}

extension Form {
    /// Deletes the spooled files that nothing took over.
    func discardFiles() {
        for file in files where Files.exists(file.spoolPath) { try? Files.remove(file.spoolPath) }
    }

    /// The hash of everything that was filled in, but for the tokens themselves.
    var contentHash: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ part: some Collection<UInt8>) {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
            bytes += part
        }
        for field in fields where field.name != "csrf" && field.name != "once" {
            add(field.name.utf8)
            add(field.value.utf8)
        }
        for file in files {
            add(file.field.utf8)
            add(file.sha256)
        }
        return Token.sha256(bytes)
    }
}
