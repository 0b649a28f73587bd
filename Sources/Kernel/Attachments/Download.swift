import HTTPTypes
import PortalKit
import Web

/// The headers with which the web server sends a file itself.
enum Download {
    static func response(_ attachment: Attachment) -> Response {
        var response = Response(.ok)
        response.set(
            .contentType, attachment.type == "text/plain" ? "text/plain; charset=utf-8" : attachment.type)
        let kind = attachment.isShownInline ? "inline" : "attachment"
        response.set(
            .contentDisposition,
            kind + "; filename=\"" + ascii(attachment.name) + "\"; filename*=UTF-8''"
                + Percent.segment(attachment.name))
        if let name = HTTPField.Name("X-Accel-Redirect") {
            response.set(name, "/_files/store/" + AttachmentStore.relative(attachment.ref))
        }
        response.set(.cacheControl, "private, no-store")
        return response
    }

    /// For programs that do not know RFC 8187.
    private static func ascii(_ name: String) -> String {
        String(
            decoding: name.utf8.map { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C ? $0 : 0x5F },
            as: UTF8.self)
    }
}
