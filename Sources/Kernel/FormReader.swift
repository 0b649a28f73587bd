import HTTPTypes
import PortalKit
import Posix
import Web

/// Reads a submitted form: in memory when it is text, files to the spool while they arrive.
struct FormReader {
    let limit: FileLimit
    let spool: String

    private static let textLimit = 1_048_576
    private static let chunk = 65_536

    func read(_ request: Request, _ body: any BodySource) throws -> Form {
        let declared = request.contentLength ?? 0
        let isMultipart = request.contentType.lowercased().hasPrefix("multipart/form-data")
        guard declared <= (isMultipart ? limit.bytes : 0) + Self.textLimit else { throw Self.tooLarge(limit) }
        if isMultipart { return try readMultipart(request, body) }
        let type = request.contentType.lowercased().prefix { $0 != ";" }
        guard declared == 0 || type == "application/x-www-form-urlencoded" else {
            throw BadRequest.malformed("type of the body")
        }
        var bytes: [UInt8] = []
        while true {
            let part = try body.read(upTo: Self.chunk)
            if part.isEmpty { break }
            bytes += part
            guard bytes.count <= Self.textLimit else { throw Self.tooLarge(limit) }
        }
        guard bytes.count == declared else { throw BadRequest.malformed("the body is shorter than it says") }
        return try Form(urlencoded: bytes)
    }

    private static func tooLarge(_ limit: FileLimit) -> PortalError {
        limit.count == 0
            ? .tooLarge("That is more than this form takes.")
            : .tooLarge("Files can have up to \("limit", limit.bytes / 1_000_000) MB together.")
    }

    private func readMultipart(_ request: Request, _ body: any BodySource) throws -> Form {
        var parser = try Multipart(contentType: request.contentType)
        var assembly = FormAssembly(limit: limit, spool: spool)
        var received = 0
        do {
            while true {
                let part = try body.read(upTo: Self.chunk)
                if part.isEmpty { break }
                received += part.count
                guard received <= limit.bytes + Self.textLimit else { throw Self.tooLarge(limit) }
                for event in try parser.feed(part) { try assembly.take(event) }
            }
            guard request.contentLength == nil || request.contentLength == received else {
                throw BadRequest.malformed("the body is shorter than it says")
            }
            try parser.finish()
            return assembly.form
        } catch {
            assembly.discard()
            throw error
        }
    }
}

/// A form while its parts arrive.
private struct FormAssembly {
    let limit: FileLimit
    let spool: String
    var form = Form()
    private var part: MultipartPart?
    private var text: [UInt8] = []
    private var draft: SpoolFile?

    init(limit: FileLimit, spool: String) {
        self.limit = limit
        self.spool = spool
    }

    mutating func take(_ event: Multipart.Event) throws {
        switch event {
        case .begin(let part):
            self.part = part
            text = []
            if let name = part.fileName, !name.isEmpty {
                guard form.files.count < limit.count else {
                    throw limit.count == 0
                        ? PortalError.tooLarge("This form takes no files.")
                        : PortalError.tooLarge("At most \("count", limit.count) files at once.")
                }
                draft = try SpoolFile(directory: spool)
            }
        case .data(let bytes):
            if let draft {
                try draft.write(bytes)
            } else {
                text += bytes
                guard text.count <= 262_144 else {
                    throw BadRequest.tooLarge("value of a form field too long")
                }
            }
        case .end:
            guard let part else { return }
            if let draft {
                form.files.append(
                    try draft.finish(field: part.name, name: part.fileName ?? "", type: part.contentType))
            } else if part.fileName == nil {
                try form.append(name: Array(part.name.utf8), value: text)
            }
            draft = nil
        }
    }

    /// Any refusal deletes what was spooled.
    func discard() {
        draft?.remove()
        form.discardFiles()
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
