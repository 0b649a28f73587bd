import HTTPTypes
import PortalKit
import Web

/// The headers with which the web server sends a file itself; those against its content are nginx's own.
enum Download {
    /// - Parameter wantsInline: the address asks to show it; only what a browser can show without running anything is.
    static func response(_ attachment: Attachment, wantsInline: Bool) -> Response {
        var response = Response(.ok)
        response.set(
            .contentType, attachment.type == "text/plain" ? "text/plain; charset=utf-8" : attachment.type)
        let kind = wantsInline && attachment.isShownInline ? "inline" : "attachment"
        response.set(.contentDisposition, kind + "; " + parameters(of: attachment.name))
        if let name = HTTPField.Name("X-Accel-Redirect") {
            response.set(name, "/_files/store/" + AttachmentStore.relative(attachment.ref))
        }
        response.set(.cacheControl, "private, no-store")
        return response
    }

    /// An archive that was made for this answer.
    static func response(archive path: String, name: String) -> Response {
        var response = Response(.ok)
        response.set(.contentType, "application/zip")
        response.set(.contentDisposition, "attachment; " + parameters(of: name))
        if let name = HTTPField.Name("X-Accel-Redirect") {
            response.set(name, "/_files/" + ArchiveShelf.relative(path))
        }
        response.set(.cacheControl, "private, no-store")
        return response
    }

    /// A paper that was made for this answer, unless its reader has the very same (RFC 9110, 13.1.2).
    static func response(
        _ paper: DocumentShelf.Paper, name: String, isKnown: Bool, wantsInline: Bool
    ) -> Response {
        var response = Response(isKnown ? .notModified : .ok, body: isKnown ? [] : paper.file)
        if !isKnown { response.set(.contentType, "application/pdf") }
        response.set(
            .contentDisposition, (wantsInline ? "inline; " : "attachment; ") + parameters(of: name))
        response.set(.eTag, mark(paper))
        response.set(.cacheControl, "private, no-store")
        return response
    }

    static func mark(_ paper: DocumentShelf.Paper) -> String { "\"" + paper.mark + "\"" }

    /// Both ways of RFC 6266, 4.3: the name with every other sign than letters and digits encoded (RFC 8187), and
    /// one for programs that know only ASCII. Those may decode a `%`, so it has none (RFC 6266, D).
    static func parameters(of name: String) -> String {
        let name = FileName.shown(name)
        let plain = name.utf8.map {
            (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x25 && $0 != 0x5C ? $0 : 0x5F
        }
        return "filename=\"" + String(decoding: plain, as: UTF8.self) + "\"; filename*=UTF-8''"
            + Percent.segment(name)
    }
}
