package import Web

/// The sign-in page and its sisters: brand at the start, form at the end.
package struct SignInFrame: Sendable {
    package var document: HTMLDocument
    package var brand: Brand
    /// What one gets done here; a promise, no slogan. Empty for none.
    package var promise: String
    /// One or two sentences below it.
    package var explanation: String
    /// The host that the address bar should show.
    package var host: String
    package var footer: [NamedLink]
    package var footerNote: String
    package var flash: Flash?

    package init(
        document: HTMLDocument, brand: Brand, promise: String = "", explanation: String = "", host: String,
        footer: [NamedLink] = [], footerNote: String = "", flash: Flash? = nil
    ) {
        self.document = document
        self.brand = brand
        self.promise = promise
        self.explanation = explanation
        self.host = host
        self.footer = footer
        self.footerNote = footerNote
        self.flash = flash
    }
}

/// What went wrong with a request, in words for the person who made it.
package struct ErrorMessage: Sendable {
    /// A few grey words above: "Page not found".
    package var kind: String
    /// The sentence that is the `h1`.
    package var title: String
    package var explanation: String
    /// Buttons and links, the first filled.
    package var ways: [HTML]
    /// The id that support asks for.
    package var request: String
    /// When, with the zone.
    package var time: String

    package init(
        kind: String, title: String, explanation: String, ways: [HTML], request: String, time: String
    ) {
        self.kind = kind
        self.title = title
        self.explanation = explanation
        self.ways = ways
        self.request = request
        self.time = time
    }
}

extension Interface {
    /// A page of a customer: header with tabs, main, footer.
    package func customerFrame(_ frame: Frame, _ body: HTML) -> HTML {
        var html = HTML()
        html.reserve(body.bytes.count &+ 12_288)
        html += opening(frame.document, classes: frame.tabs.isEmpty ? "customer" : "customer has-bottom-bar")
        html += "<div class=\"frame\">\(viewAs(frame))<header class=\"header\"><div class=\"bar wide\">"
        html +=
            "\(brand(frame.brand, to: frame.home))\(seats(frame.seats))\(barEnd(frame))</div>\(tabs(frame, isWide: true))</header>"
        html += ending(frame, body)
        return html
    }

    /// A page of staff: the dark bar that does not take the brand, main, footer.
    package func staffFrame(_ frame: Frame, _ body: HTML) -> HTML {
        var html = HTML()
        html.reserve(body.bytes.count &+ 12_288)
        html += opening(
            frame.document, classes: frame.tabs.isEmpty ? "staff" : "staff has-bottom-bar",
            barLight: "#0E1A1D",
            barDark: "#05090A")
        html += "<div class=\"frame\"><header class=\"staff-bar\"><div class=\"bar wide\">"
        html += "\(brand(frame.brand, to: frame.home))<span class=\"staff-tag\">\(say("Staff"))</span>"
        html += "\(tabs(frame, isWide: false))\(barEnd(frame))</div></header>"
        html += ending(frame, body)
        return html
    }

    private func ending(_ frame: Frame, _ body: HTML) -> HTML {
        """
        \(flash(frame.flash))<main class="page wide" id="main" tabindex="-1">\(body)</main>\
        \(footer(frame.footer, note: frame.footerNote, operator: frame.brand.name))</div></body></html>
        """
    }

    private func viewAs(_ frame: Frame) -> HTML {
        guard let viewing = frame.viewingAs else { return HTML() }
        let mark: HTML =
            viewing.isWorking ? "<span class=\"staff-tag\">\(say("Staff"))</span>" : IconName.eye.html
        let stop = postButton(Words(verbatim: viewing.end), to: viewing.stop, small: true)
        return """
            <div class="view-as\(when: viewing.isWorking, " working")" role="region" \
            aria-label="\(say(viewing.isWorking ? "Working as" : "Viewing as"))"><div class="wide">\(mark)\
            <p><b>\(viewing.lead)</b> \(viewing.sentence)</p><div class="end">\(stop)</div></div></div>
            """
    }

    /// Sign-in, forgotten password, invitation: `body` begins with its `h1`.
    package func signInFrame(_ frame: SignInFrame, _ body: HTML) -> HTML {
        var html = opening(frame.document, classes: "guest", barLight: "#0F5B6E", barDark: "#0F5B6E")
        html += "<div class=\"sign-in\"><header class=\"brand-panel\">\(brand(frame.brand, to: nil))"
        if !frame.promise.isEmpty {
            html += "<p class=\"promise\">\(frame.promise)</p><p>\(frame.explanation)</p>"
        }
        html += waves
        html += """
            <p class="address">\(IconName.shield.html)<span>\(say("The address above should read")) <b>\(frame.host)</b>. \
            \(say("We never ask for your password by e-mail or on the phone."))</span></p></header>
            """
        html += """
            <div class="sign-in-side">\(flash(frame.flash))<main class="sign-in-main" id="main" tabindex="-1">\(body)</main>\
            \(footer(frame.footer, note: frame.footerNote, operator: nil))</div></div></body></html>
            """
        return html
    }

    /// Lines like calm water: the only drawing there is, and only where the operator has no picture of his own.
    private var waves: HTML {
        var html: HTML = "<svg class=\"waves\" viewBox=\"0 0 448 440\" aria-hidden=\"true\">"
        for line in 0..<13 {
            let y = line * 24
            html += """
                <path stroke-opacity=".\(10 + line * 2)" d="M0 \(y + 80)C90 \(y + 80) 130 \(y + 146 - line * 3) 220 \(y + 146 - line * 3)S380 \
                \(y + 20 + line) 450 \(y + 20 + line)"/>
                """
        }
        html += "</svg>"
        return html
    }

    /// The other ways to sign in, under "or without a password".
    package func signInWays(_ separator: Words, _ ways: [HTML]) -> HTML {
        ways.isEmpty ? HTML() : "<p class=\"or\">\(say(separator))</p><div class=\"ways\">\(ways)</div>"
    }

    /// The main part of an error page. It never says whether the thing exists.
    package func errorPage(_ message: ErrorMessage) -> HTML {
        """
        <div class="error-page"><p class="kind">\(message.kind)</p><h1>\(message.title)</h1><p>\(message.explanation)</p>\
        \(when: !message.ways.isEmpty, buttons(message.ways))<dl class="reference">\
        <div><dt>\(say("Request"))</dt><dd class="mono">\(message.request)</dd></div>\
        <div><dt>\(say("Time"))</dt><dd>\(message.time)</dd></div></dl><p class="quote">\
        \(say(whyTheRequest))</p></div>
        """
    }

    private var whyTheRequest: Words {
        """
        Quote the request when you ask for help: it tells us what happened without telling us what you were \
        looking for.
        """
    }
}
