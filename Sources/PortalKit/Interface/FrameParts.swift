import Web

extension Interface {
    /// Everything up to and with the skip link; `classes` are of the body.
    func opening(
        _ document: HTMLDocument, classes: HTML, barLight: HTML = "#FFFFFF", barDark: HTML = "#151C1E"
    )
        -> HTML
    {
        var html: HTML = """
            <!DOCTYPE html><html lang="\(document.language)" dir="\(document.isRightToLeft ? "rtl" : "ltr")"\
            \(document.theme.attribute)><head><meta charset="utf-8"><title>\(document.title)</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">\
            \(document.theme.metaColors(light: barLight, dark: barDark))
            """
        for path in document.stylesheets { html += "<link rel=\"stylesheet\" href=\"\(link: path)\">" }
        if let icon = document.icon { html += "<link rel=\"icon\" href=\"\(link: icon)\">" }
        for script in document.scripts { html += "<script src=\"\(link: script)\" defer></script>" }
        html +=
            "</head><body class=\"\(classes)\"><a class=\"skip\" href=\"#main\">\(say("Skip to content"))</a>"
        return html
    }

    func brand(_ brand: Brand, to path: String?) -> HTML {
        let logo: HTML =
            if let picture = brand.logo {
                "<span class=\"logo picture\"><img src=\"\(link: picture)\" alt=\"\" width=\"28\" height=\"28\"></span>"
            } else {
                "<span class=\"logo\" aria-hidden=\"true\">\(brand.initials)</span>"
            }
        let inside: HTML = "\(logo)<span class=\"name\">\(brand.name)</span>"
        guard let path else { return "<div class=\"brand\">\(inside)</div>" }
        return "<a class=\"brand\" href=\"\(link: path)\">\(inside)</a>"
    }

    /// Tabs above, or the bar at the bottom of a phone: the first four, and the rest under More with the footer.
    func tabs(_ frame: Frame, isWide: Bool) -> HTML {
        guard !frame.tabs.isEmpty else { return HTML() }
        // A phone has room for four, the bar of staff for seven; what is beyond stands under More.
        let (fits, room) = (4, isWide || frame.tabs.count <= 7 ? Int.max : 6)
        let isFull = frame.tabs.count > room
        var html: HTML =
            "<nav class=\"tabs\(when: isWide, " wide")\(when: isFull, " full")\" aria-label=\"\(say("Portals"))\"><ul>"
        for (index, tab) in frame.tabs.enumerated() {
            html +=
                "<li\(when: index >= fits, " class=\"beyond\(when: index >= room, " far")\"")>\(entry(tab))</li>"
        }
        html += more(frame, fits: fits, room: room)
        html += "</ul></nav>"
        return html
    }

    private func more(_ frame: Frame, fits: Int, room: Int) -> HTML {
        let isBeyond = frame.tabs.dropFirst(fits).contains(where: \.isCurrent)
        let isFar = frame.tabs.dropFirst(room).contains(where: \.isCurrent)
        var html: HTML = """
            <li><details class="menu more"><summary class="entry\(when: isBeyond, " current")\(when: isFar, " far")">\
            \(IconName.more.html)<span class="name">\(say("More"))</span></summary><div class="popover"><ul>
            """
        for (index, tab) in frame.tabs.enumerated().dropFirst(fits) {
            html +=
                "<li\(when: index < room, " class=\"near\"")><a class=\"menu-row\" href=\"\(link: tab.path)\""
            html +=
                "\(when: tab.isCurrent, " aria-current=\"page\"")>\(tab.icon.html)\(tab.label)\(bubble(tab))</a></li>"
        }
        for way in frame.footer {
            html +=
                "<li class=\"near\"><a class=\"menu-row\" href=\"\(link: way.path)\">\(label(of: way))</a></li>"
        }
        html += "</ul></div></details></li>"
        return html
    }

    private func entry(_ tab: FrameTab) -> HTML {
        """
        <a class="entry" href="\(link: tab.path)"\(when: tab.isCurrent, " aria-current=\"page\"")>\(tab.icon.html)\
        <span class="name">\(tab.label)</span>\(bubble(tab))</a>
        """
    }

    private func bubble(_ tab: FrameTab) -> HTML {
        guard let count = tab.count, count > 0 else { return HTML() }
        let number = reader.number(count)
        guard !tab.countInWords.isEmpty else {
            return "<span class=\"count\(when: tab.isWaiting, " yours")\">\(number)</span>"
        }
        return """
            <span class="count\(when: tab.isWaiting, " yours")" aria-hidden="true">\(number)</span>\
            <span class="unseen">, \(tab.countInWords)</span>
            """
    }

    /// Search, help and the person, at the end of the header on every page.
    func barEnd(_ frame: Frame) -> HTML {
        var html: HTML = "<div class=\"bar-end\">"
        if let search = frame.search {
            let word = say("Search")
            // A key leads here only where a script listens for it.
            let hasKey = frame.document.scripts.contains { $0.hasSuffix("/keys.js") }
            html += """
                <form class="site-search" method="get" action="\(link: search)" role="search" aria-label="\(say("Everything"))">\
                \(IconName.search.html)<input class="input" type="search" name="q" placeholder="\(word)" aria-label="\(word)" \
                maxlength="200"\(when: hasKey, " aria-keyshortcuts=\"/\"")>\
                \(when: hasKey, "<kbd aria-hidden=\"true\">/</kbd>")</form>\
                <a class="bar-link to-search" href="\(link: search)">\(IconName.search.html)<span class="word">\(word)</span></a>
                """
        }
        if let help = frame.help {
            html += """
                <a class="bar-link" href="\(link: help)">\(IconName.help.html)<span class="word">\(say("Help"))</span></a>
                """
        }
        if let person = frame.person { html += menu(person, frame.seats) }
        html += "</div>"
        return html
    }

    private func menu(_ person: FramePerson, _ seats: FrameSeats?) -> HTML {
        var html: HTML = """
            <details class="menu at-end"><summary><span class="unseen">\(say("Account of \("name", person.name)"))</span>\
            \(avatar(person.initials))</summary><div class="popover"><p class="menu-title"><b>\(person.name)</b>\
            \(when: !person.detail.isEmpty, "<br><span class=\"small ink-3\">\(person.detail)</span>")</p>
            """
        if let seats, seats.seats.count > 1 {
            html += seatForm(seats, classes: "seats-of-phone")
        }
        for way in person.links {
            html += "<a class=\"menu-row\" href=\"\(link: way.path)\">\(label(of: way))</a>"
        }
        html += """
            <hr><form method="post" action="\(link: person.signOut)">\(formKeys())\
            <button class="menu-row" type="submit">\(IconName.signOut.html)\(say("Sign out"))</button></form></div></details>
            """
        return html
    }

    func seats(_ seats: FrameSeats?) -> HTML {
        guard let seats, seats.seats.count > 1 else { return HTML() }
        return """
            <div class="seat"><details class="menu"><summary><span class="unseen">\(say("You act for")) </span>\
            \(seats.current)\(IconName.chevronDown.html)</summary>\(seatForm(seats, classes: "popover"))</details></div>
            """
    }

    private func seatForm(_ seats: FrameSeats, classes: HTML) -> HTML {
        var html: HTML =
            "<form class=\"\(classes)\" method=\"post\" action=\"\(link: seats.action)\">\(formKeys())"
        for seat in seats.seats {
            html += """
                <button class="menu-row" type="submit" name="seat" value="\(seat.value)"\
                \(when: seat.isCurrent, " aria-current=\"true\"")>\(seat.name)\(when: seat.isCurrent, IconName.check.html)</button>
                """
        }
        html += "</form>"
        return html
    }

    func flash(_ flash: Flash?) -> HTML {
        guard let flash else { return HTML() }
        var html: HTML = """
            <div class="wide flash-place"><div class="note good flash" role="status">\(IconName.check.html)\
            <p class="words">\(flash.text)</p>
            """
        if let undo = flash.undo { html += postButton("Undo", to: undo, small: true) }
        html += "</div></div>"
        return html
    }

    func footer(_ links: [NamedLink], note: String, operator name: String?) -> HTML {
        var html: HTML = "<footer class=\"footer\"><div class=\"wide\"><ul>"
        if let name { html += "<li>\(name)</li>" }
        for way in links { html += "<li><a href=\"\(link: way.path)\">\(label(of: way))</a></li>" }
        html += "</ul><span class=\"where\">\(note)</span></div></footer>"
        return html
    }
}
