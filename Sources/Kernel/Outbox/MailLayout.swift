import PortalKit
import Web

/// How every mail looks: one panel on the canvas, one button, the whole address under it, facts as pairs. Mail programs
/// know no stylesheets, so the design's values stand here as styles; in dark ones text and ground are swapped.
struct MailLayout {
    let content: MailContent
    let operatorName: String
    /// The button's address.
    let link: String?

    var text: String {
        var parts = [content.heading] + content.paragraphs
        parts += (content.sections ?? []).map(text(of:))
        if let link, let button = content.button { parts.append("\(button):\n\(link)") }
        if !content.facts.isEmpty {
            parts.append(content.facts.map { "\($0.label): \($0.value)" }.joined(separator: "\n"))
        }
        if let unexpected = content.unexpected { parts.append(unexpected) }
        let choosing = content.choosing.map { "\n\($0.text): \($0.address)" } ?? ""
        parts.append("-- \n\(operatorName)\n\(content.reason)\(choosing)")
        return parts.joined(separator: "\n\n") + "\n"
    }

    var html: HTML {
        """
        <!DOCTYPE html><html lang="\(content.language)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width, initial-scale=1">\
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">\
        <title>\(content.subject)</title>\(Self.dark)</head>\
        <body class="canvas" style="margin:0;padding:0;background:#F5F7F7">\
        <div style="display:none;max-height:0;overflow:hidden">\(content.preview)</div>\
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="canvas" style="background:#F5F7F7">\
        <tr><td align="center" style="padding:32px 16px">\
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="panel" style="max-width:600px;\
        background:#FFFFFF;border:1px solid #DFE5E5;border-radius:8px"><tr><td style="padding:28px 40px 32px;\(Self.font)">\
        \(brand)<h1 class="ink" style="margin:32px 0 12px;font-size:24px;line-height:32px;font-weight:650;color:#12191A">\
        \(content.heading)</h1>\(paragraphs)\(sections)\(button)\(facts)\(unexpected)</td></tr></table>\
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px"><tr>\
        <td class="ink-3" style="padding:20px 40px;\(Self.font)font-size:13px;line-height:20px;color:#5B6869">\
        \(content.reason)\(choosing)</td></tr></table></td></tr></table></body></html>
        """
    }

    static let font: HTML = "font-family:system-ui,-apple-system,Roboto,Arial,sans-serif;"

    private static let dark: HTML = """
        <style>@media (prefers-color-scheme:dark){.canvas{background:#0E1314!important}.panel{background:#151C1E!important;\
        border-color:#2A3436!important}.ink{color:#E8EDED!important}.ink-2{color:#B4BFC0!important}\
        .ink-3{color:#94A1A2!important}.line{border-color:#2A3436!important}.link{color:#7CC4D1!important}}</style>
        """

    private var brand: HTML {
        """
        <table role="presentation" cellpadding="0" cellspacing="0"><tr><td style="width:28px;height:28px;border-radius:6px;\
        background:#0F5B6B;color:#FFFFFF;text-align:center;font-size:15px;font-weight:650;line-height:28px">\
        \(String(Initials.of(operatorName).prefix(1)))</td><td class="ink" style="padding-left:10px;font-size:15px;\
        font-weight:650;color:#12191A">\(operatorName)</td></tr></table>
        """
    }

    private var paragraphs: HTML {
        var html = HTML()
        for paragraph in content.paragraphs {
            html += """
                <p class="ink-2" style="margin:0 0 12px;font-size:16px;line-height:25px;color:#445152">\(paragraph)</p>
                """
        }
        return html
    }

    private var button: HTML {
        guard let link, let label = content.button else { return HTML() }
        return """
            <p style="margin:24px 0 20px"><a href="\(link: link)" style="display:inline-block;background:#0F5B6B;color:#FFFFFF;\
            font-size:16px;font-weight:600;line-height:24px;padding:10px 24px;border-radius:8px;text-decoration:none">\(label)</a>\
            </p><p class="ink-3" style="margin:0;font-size:13px;line-height:20px;color:#5B6869">\(content.addressLead)<br>\
            <a class="link" href="\(link: link)" style="color:#0F5B6B;word-break:break-all">\(link)</a></p>
            """
    }

    private var facts: HTML {
        guard !content.facts.isEmpty else { return HTML() }
        var rows = HTML()
        for fact in content.facts {
            rows += """
                <tr><td class="ink-3" style="padding:4px 24px 4px 0;font-size:15px;color:#5B6869;vertical-align:top">\
                \(fact.label)</td><td class="ink" style="padding:4px 0;font-size:15px;color:#12191A">\(fact.value)</td></tr>
                """
        }
        return """
            <table role="presentation" cellpadding="0" cellspacing="0" width="100%" class="line" style="margin-top:20px;\
            border-top:1px solid #DFE5E5;padding-top:16px">\(rows)</table>
            """
    }

    private var unexpected: HTML {
        guard let words = content.unexpected else { return HTML() }
        return """
            <p class="ink-3" style="margin:20px 0 0;font-size:13px;line-height:20px;color:#5B6869">\(words)</p>
            """
    }
}
