import HTTPTypes

/// What a sender of mail wrote in HTML is his, not ours: it is never a part of our pages.
extension Response {
    /// A document that a browser runs nothing of, loads nothing for and lets nowhere else, wherever it is opened
    /// (SF02). Images show only where they stand in the mail itself.
    package init(mailBody html: String) {
        self.init(
            .ok,
            fields: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy:
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
                    + "form-action 'none'; base-uri 'none'",
            ], body: Array(Self.mailHead.utf8) + Array(html.utf8))
        if let name = HTTPField.Name("Referrer-Policy") { set(name, "no-referrer") }
        if let name = HTTPField.Name("X-DNS-Prefetch-Control") { set(name, "off") }
    }

    /// A mail without colours and letters of its own is readable too.
    private static let mailHead = """
        <!DOCTYPE html><html><head><meta charset="utf-8"><title>&#x2709;</title><style>
        html{background:#fff;color:#111;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%}
        </style></head>
        """

    /// Lets a page show such a document in a frame: what nginx says of every page, and frames of our own beside.
    package mutating func letFrame() {
        set(
            .contentSecurityPolicy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
                + "frame-ancestors 'none'; frame-src 'self'")
    }
}
