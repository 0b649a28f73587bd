/// What an attachment is called where its sender gave it no name, or one without an ending.
enum PartName {
    static func of(_ part: MessageFile.Part) -> String {
        let name = HeaderText.singleLine(MessageFile.text(Array(part.name.utf8)), most: 400)
        if part.isWhole { return "parts.eml" }
        switch part.type {
        case "message/delivery-status": return name.isEmpty ? "delivery-status.txt" : name
        case "text/rfc822-headers": return name.isEmpty ? "headers.txt" : name
        default: break
        }
        if part.kind == .message {
            if name.isEmpty { return "message.eml" }
            return name.lowercased().hasSuffix(".eml") ? name : name + ".eml"
        }
        return name.isEmpty ? "attachment" + (endings[part.type] ?? "") : name
    }

    private static let endings: [String: String] = [
        "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "text/csv": ".csv",
        "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
        "application/pdf": ".pdf", "application/zip": ".zip", "application/pgp-signature": ".asc",
        "application/pkcs7-signature": ".p7s", "application/ms-tnef": ".dat",
    ]
}
