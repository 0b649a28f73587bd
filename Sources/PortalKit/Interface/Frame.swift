import Web

/// Light, dark, or what the reader's machine prefers.
package enum Theme: Sendable {
    case system, light, dark

    var attribute: HTML {
        switch self {
        case .system: ""
        case .light: " data-theme=\"light\""
        case .dark: " data-theme=\"dark\""
        }
    }

    /// The colour of the browser's own frame: the header's.
    func metaColors(light: HTML, dark: HTML) -> HTML {
        switch self {
        case .light: "<meta name=\"theme-color\" content=\"\(light)\">"
        case .dark: "<meta name=\"theme-color\" content=\"\(dark)\">"
        case .system:
            """
            <meta name="theme-color" content="\(light)" media="(prefers-color-scheme: light)">\
            <meta name="theme-color" content="\(dark)" media="(prefers-color-scheme: dark)">
            """
        }
    }
}

/// What every page needs before its first visible word.
package struct HTMLDocument: Sendable {
    /// The whole `<title>`: "Thing – Section – Portal name", after "Error: " when something is to correct.
    package var title: String
    /// A BCP 47 tag.
    package var language: String
    package var isRightToLeft: Bool
    package var theme: Theme
    /// Paths, in their order; the brand's generated stylesheet is the last.
    package var stylesheets: [String]
    /// Paths; they are deferred and run in their order.
    package var scripts: [String]
    /// Path of the icon, if any.
    package var icon: String?

    package init(
        title: String, language: String = "en", isRightToLeft: Bool = false, theme: Theme = .system,
        stylesheets: [String], scripts: [String] = [], icon: String? = nil
    ) {
        self.title = title
        self.language = language
        self.isRightToLeft = isRightToLeft
        self.theme = theme
        self.stylesheets = stylesheets
        self.scripts = scripts
        self.icon = icon
    }
}

/// The operator as a page shows him: a picture, or a letter or two where there is none.
package struct Brand: Sendable {
    package var name: String
    package var initials: String
    /// Path of the logo, if any.
    package var logo: String?

    package init(name: String, initials: String, logo: String? = nil) {
        self.name = name
        self.initials = initials
        self.logo = logo
    }
}

/// A tab of the header. On a phone it is an entry of the bar at the bottom, with its icon.
package struct FrameTab: Sendable {
    package var label: String
    package var path: String
    package var icon: IconName
    /// What the reader finds there; nothing is drawn for nil and 0.
    package var count: Int?
    /// The count in words for assistive software: "1 ticket waiting on you".
    package var countInWords: String
    /// The number waits for the reader: it is amber.
    package var isWaiting: Bool
    package var isCurrent: Bool

    package init(
        _ label: String, path: String, icon: IconName, count: Int? = nil, countInWords: String = "",
        isWaiting: Bool = false, isCurrent: Bool = false
    ) {
        self.label = label
        self.path = path
        self.icon = icon
        self.count = count
        self.countInWords = countInWords
        self.isWaiting = isWaiting
        self.isCurrent = isCurrent
    }
}

/// The person at the end of the header, and the menu under the initials.
package struct FramePerson: Sendable {
    package var name: String
    package var initials: String
    /// Such as the user name or the organisation.
    package var detail: String
    package var links: [NamedLink]
    /// Where the sign-out form posts to.
    package var signOut: String

    package init(
        name: String, initials: String, detail: String = "", links: [NamedLink] = [],
        signOut: String = "/sign-out"
    ) {
        self.name = name
        self.initials = initials
        self.detail = detail
        self.links = links
        self.signOut = signOut
    }
}

/// The organisations a person has a seat at, to switch between.
package struct FrameSeats: Sendable {
    package struct Seat: Sendable {
        package var value: String
        package var name: String
        package var isCurrent: Bool

        package init(value: String, name: String, isCurrent: Bool = false) {
            self.value = value
            self.name = name
            self.isCurrent = isCurrent
        }
    }

    package var current: String
    /// Nothing to switch with fewer than two: then only the name is shown.
    package var seats: [Seat]
    /// Where the form posts to, with the field `seat`.
    package var action: String

    package init(current: String, seats: [Seat] = [], action: String = "/seat") {
        self.current = current
        self.seats = seats
        self.action = action
    }
}

/// One sentence after a change, on the next page and not on the one after.
package struct Flash: Sendable {
    package var text: String
    /// Where Undo posts to, if the change can be taken back.
    package var undo: String?

    package init(_ text: String, undo: String? = nil) {
        self.text = text
        self.undo = undo
    }
}

/// What stands above the header when a member of staff is in a customer's portal.
package struct FrameViewing: Sendable {
    /// Whose portal it is: the first words, in bold.
    package var lead: String
    package var sentence: String
    /// What the button says, and where it posts to.
    package var end: String
    package var stop: String
    /// Staff may write here: the bar is theirs, not the amber of looking.
    package var isWorking: Bool

    package init(lead: String, sentence: String, end: String, stop: String, isWorking: Bool = false) {
        self.lead = lead
        self.sentence = sentence
        self.end = end
        self.stop = stop
        self.isWorking = isWorking
    }
}

/// Everything around the main part of a page.
package struct Frame: Sendable {
    package var document: HTMLDocument
    package var brand: Brand
    /// Where the brand leads: `/home`, `/staff`.
    package var home: String
    package var tabs: [FrameTab]
    /// Nil where nobody is signed in.
    package var person: FramePerson?
    package var seats: FrameSeats?
    /// Path of the search page; nil until there is one.
    package var search: String?
    /// Path of the help page; nil until there is one.
    package var help: String?
    /// Only pages that exist.
    package var footer: [NamedLink]
    /// Language and time zone, at the end of the footer.
    package var footerNote: String
    package var flash: Flash?
    /// Above the header, when a member of staff looks or works as a customer.
    package var viewingAs: FrameViewing?

    package init(
        document: HTMLDocument, brand: Brand, home: String, tabs: [FrameTab] = [], person: FramePerson? = nil,
        seats: FrameSeats? = nil, search: String? = nil, help: String? = nil, footer: [NamedLink] = [],
        footerNote: String = "", flash: Flash? = nil, viewingAs: FrameViewing? = nil
    ) {
        self.document = document
        self.brand = brand
        self.home = home
        self.tabs = tabs
        self.person = person
        self.seats = seats
        self.search = search
        self.help = help
        self.footer = footer
        self.footerNote = footerNote
        self.flash = flash
        self.viewingAs = viewingAs
    }
}
