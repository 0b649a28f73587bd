import PortalKit

/// What a browser says of itself, in words that its owner knows again: "Firefox on Windows". It proves nothing.
struct Device: Equatable {
    let browser: String?
    let system: String?
    let icon: IconName

    init(browser: String?, system: String?) {
        (self.browser, self.system) = (browser, system)
        icon = system.map(Self.handhelds.map(\.name).contains) == true ? .mobile : .laptop
    }

    /// The first name of each list whose sign stands in the text: most browsers claim to be others as well.
    init(userAgent: String) {
        browser = Self.first(of: Self.browsers, in: userAgent)
        let handheld = Self.first(of: Self.handhelds, in: userAgent)
        system = handheld ?? Self.first(of: Self.computers, in: userAgent)
        icon = handheld == nil ? .laptop : .mobile
    }

    /// What stands in the text, and the name of it; `_` is a space.
    private static let browsers = names(
        """
        Edg=Edge OPR/=Opera SamsungBrowser/=Samsung_Internet Vivaldi/=Vivaldi Firefox/=Firefox FxiOS/=Firefox \
        CriOS/=Chrome Chromium/=Chromium Chrome/=Chrome Safari/=Safari curl/=curl
        """)
    private static let handhelds = names("iPhone=iPhone iPad=iPad Android=Android Windows_Phone=Windows")
    private static let computers = names("Windows=Windows CrOS=ChromeOS Mac_OS_X=Mac Linux=Linux")

    private static func names(_ table: String) -> [(sign: [UInt8], name: String)] {
        table.split(separator: " ").map { entry in
            let parts = entry.replacing("_", with: " ").split(separator: "=")
            return (Array(parts[0].utf8), String(parts[1]))
        }
    }

    private static func first(of names: [(sign: [UInt8], name: String)], in text: String) -> String? {
        let text = Array(text.utf8)
        return names.first { entry in text.indices.contains { text[$0...].starts(with: entry.sign) } }?.name
    }

    var words: Words {
        switch (browser, system) {
        case (let browser?, let system?): "\("browser", browser) on \("system", system)"
        case (let one?, nil), (nil, let one?): Words(verbatim: one)
        case (nil, nil): "An unknown browser"
        }
    }
}
