import PortalKit
import Web

/// The page of a person's archive: the same as its data, to be read. It asks for nothing outside itself.
struct PersonalPage {
    let data: PersonalData
    let name: String
    let operatorName: String
    let reader: Reader

    private static let parts: [(key: String, title: Words)] = [
        ("contact", "Contact"), ("account", "Account"), ("seats", "Access"), ("sessions", "Sign-ins"),
        ("changes", "Changes asked for"), ("addresses", "New addresses"), ("links", "Links"),
        ("invitations", "Invitations"), ("resets", "New passwords"), ("mails", "Mails"),
        ("mails_off", "Mails turned off"), ("mail_of_the_day", "Mail of the day"), ("files", "Files"),
        ("audit", "What was done"),
    ]

    var html: HTML {
        var body: HTML = """
            <h1>\(name)</h1><p>\(reader.say("What \("operator", operatorName) holds of you, as of \("now", reader.exactly(reader.now))."))</p>
            """
        for part in Self.parts { body += section(reader.say(part.title), data.kernel[part.key] ?? []) }
        for (portal, entries) in data.portals.sorted(by: { $0.key < $1.key }) where !entries.isEmpty {
            body += "<h2>\(portal)</h2><dl>"
            for entry in entries { body += "<dt>\(entry.name)</dt><dd>\(entry.value)</dd>" }
            body += "</dl>"
        }
        return OfflinePage.html(name, language: reader.language, body)
    }

    private func section(_ title: String, _ records: [[String: String]]) -> HTML {
        guard !records.isEmpty else { return HTML() }
        var html: HTML = "<h2>\(title)</h2>"
        for record in records {
            html += "<dl>"
            for (key, value) in record.sorted(by: { $0.key < $1.key }) {
                html += "<dt>\(key.replacing("_", with: " "))</dt><dd>"
                switch key {
                case "archive": html += file(value)
                case "fault": html += "\(reader.say(fault(value)))"
                default: html += "\(value)"
                }
                html += "</dd>"
            }
            html += "</dl>"
        }
        return html
    }

    private func fault(_ code: String) -> Words {
        switch code {
        case "missing": "The file is missing."
        case "withheld":
            "The file is withheld: the virus scan has not looked at it, or found something in it."
        default: "The file is not what was uploaded."
        }
    }

    /// A link into the archive itself: its name holds nothing that an address would read otherwise but what is
    /// encoded here.
    private func file(_ path: String) -> HTML {
        let parts = path.split(separator: "/").map { Percent.segment(String($0)) }
        return "<a href=\"\(parts.joined(separator: "/"))\">\(path)</a>"
    }
}
