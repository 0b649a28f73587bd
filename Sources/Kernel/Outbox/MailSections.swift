import PortalKit
import Web

// What a mail of the day lists, and where its reader chooses which mails come.
extension MailLayout {
    func text(of section: MailContent.Section) -> String {
        let lines = section.lines.map { line in
            "* \(line.text)\n" + (line.note.isEmpty ? "" : "  \(line.note)\n") + "  \(line.address)"
        }
        return ([section.title] + lines + [section.more].compactMap(\.self)).joined(separator: "\n\n")
    }

    var sections: HTML {
        var html = HTML()
        for section in content.sections ?? [] {
            html += """
                <h2 class="ink line" style="margin:24px 0 4px;padding-top:16px;border-top:1px solid #DFE5E5;\
                font-size:18px;line-height:26px;font-weight:650;color:#12191A">\(section.title)</h2>
                """
            for line in section.lines {
                html += """
                    <p class="ink-3" style="margin:0;padding:8px 0;font-size:14px;line-height:20px;color:#5B6869">\
                    <a class="link" href="\(link: line.address)" style="color:#0F5B6B;font-size:16px;line-height:24px;\
                    font-weight:600">\(line.text)</a><br>\(line.note)</p>
                    """
            }
            if let more = section.more {
                html += """
                    <p class="ink-2" style="margin:8px 0 0;font-size:15px;line-height:22px;color:#445152">\(more)</p>
                    """
            }
        }
        return html
    }

    var choosing: HTML {
        guard let choosing = content.choosing else { return HTML() }
        return """
            <br><a class="link" href="\(link: choosing.address)" style="color:#0F5B6B">\(choosing.text)</a>
            """
    }
}
