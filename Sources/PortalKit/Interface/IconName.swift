public import Web

/// A small sign beside a word. It never stands alone, and is not read aloud.
///
/// One set, drawn for Portico: 16 on a 16 grid, a stroke of 1.5, round ends.
public enum IconName: Sendable, Equatable {
    case search, chevronDown, chevronUp, chevronBack, chevronForward, triangleDown, arrowForward
    case plus, close, check, more, download, attach, pencil, eye, help, info, warning
    case file, image, mail, phone, message, megaphone, receipt, flag, tasks, book, box, calendar
    case home, person, people, building, gear, clock, lock, key, shield, laptop, mobile, signOut
}

extension IconName {
    /// The icon as inline SVG, hidden from assistive software.
    public var html: HTML {
        "<svg class=\"icon\(directed)\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\(drawing)</svg>"
    }

    /// Arrows that say "back" or "on" turn round where one reads from right to left.
    private var directed: HTML {
        switch self {
        case .chevronBack, .chevronForward, .arrowForward, .signOut: " directed"
        default: ""
        }
    }

    private var drawing: HTML {
        switch self {
        case .search: #"<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.25 3.25"/>"#
        case .chevronDown: #"<path d="m4 6 4 4 4-4"/>"#
        case .chevronUp: #"<path d="m4 10 4-4 4 4"/>"#
        case .chevronBack: #"<path d="M10 4 6 8l4 4"/>"#
        case .chevronForward: #"<path d="m6 4 4 4-4 4"/>"#
        case .triangleDown: #"<path class="dot" d="M3.5 6h9L8 10.5z"/>"#
        case .arrowForward: #"<path d="M3 8h10M9 4l4 4-4 4"/>"#
        case .plus: #"<path d="M8 3v10M3 8h10"/>"#
        case .close: #"<path d="m4 4 8 8M12 4l-8 8"/>"#
        case .check: #"<path d="m3 8.5 3.25 3.25L13 5"/>"#
        case .more:
            """
            <circle class="dot" cx="3" cy="8" r="1.4"/><circle class="dot" cx="8" cy="8" r="1.4"/>\
            <circle class="dot" cx="13" cy="8" r="1.4"/>
            """
        default: drawingOfAct
        }
    }

    private var drawingOfAct: HTML {
        switch self {
        case .download: #"<path d="M8 2.5v7.75M4.75 7.25 8 10.5l3.25-3.25M2.75 13.5h10.5"/>"#
        case .attach:
            """
            <path d="m13 7.25-5.4 5.4a3.1 3.1 0 0 1-4.4-4.4l5.7-5.7a2.1 2.1 0 0 1 3 3l-5.5 5.4a1 1 \
            0 0 1-1.4-1.4l4.9-4.8"/>
            """
        case .pencil: #"<path d="m10.5 3 2.5 2.5L5.75 12.75 2.75 13.25l.5-3z"/>"#
        case .eye:
            """
            <path d="M1.5 8S3.75 3.75 8 3.75 14.5 8 14.5 8 12.25 12.25 8 12.25 1.5 8 1.5 8z"/>\
            <circle cx="8" cy="8" r="2"/>
            """
        case .help:
            """
            <circle cx="8" cy="8" r="6.25"/><path d="M6.25 6.25a1.75 1.75 0 1 1 2.5 1.6c-.5.25-.75.6-.75 1.15"/>\
            <circle class="dot" cx="8" cy="11.4" r=".9"/>
            """
        case .info:
            """
            <circle cx="8" cy="8" r="6.25"/><path d="M8 7.5V11"/>\
            <circle class="dot" cx="8" cy="5" r=".9"/>
            """
        case .warning:
            """
            <path d="M8 2.25 14.25 13H1.75zM8 6.25v3"/><circle class="dot" cx="8" cy="11.1" r=".8"/>
            """
        case .clock: #"<circle cx="8" cy="8" r="5.75"/><path d="M8 4.75V8l2 1.5"/>"#
        case .lock:
            """
            <rect x="3.25" y="7" width="9.5" height="6.5" rx="1"/>\
            <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"/>
            """
        case .key:
            """
            <circle cx="5" cy="11" r="2.5"/>\
            <path d="m6.75 9.25 6.5-6.5M10.5 5.5l2 2M8.75 7.25l1.25 1.25"/>
            """
        case .shield: #"<path d="M8 1.75 13 3.5V8c0 3-2 5.25-5 6.25C5 13.25 3 11 3 8V3.5z"/>"#
        case .signOut: #"<path d="M6 2.75H3v10.5h3M7 8h6.5M10.5 5l3 3-3 3"/>"#
        default: drawingOfThing
        }
    }

    private var drawingOfThing: HTML {
        switch self {
        case .file: #"<path d="M4 1.75h5l3.25 3.25v9.25H4zM9 1.75V5h3.25"/>"#
        case .image:
            """
            <rect x="2" y="3" width="12" height="10" rx="1"/><circle class="dot" cx="5.5" cy="6.25" r="1.1"/>\
            <path d="m2.5 12 4-3.5 2.5 2 2-1.75 2.75 2.5"/>
            """
        case .mail:
            #"<rect x="2" y="3.25" width="12" height="9.5" rx=".5"/><path d="m2.25 4.5 5.75 4 5.75-4"/>"#
        case .phone:
            """
            <path d="M3.25 2.5h2.5L7 5.75 5.5 7a8 8 0 0 0 3.5 3.5L10.25 9l3.25 1.25v2.5c0 .5-.4.9-.9.85A11 11 0 0 1 2.4 3.4\
            c0-.5.35-.9.85-.9z"/>
            """
        case .message: #"<path d="M2.5 3.25h11v7.5H7.25l-2.75 2.5v-2.5h-2z"/>"#
        case .megaphone:
            #"<path d="M2.25 6.25v3.5h2.5L12 13V3L4.75 6.25zM5 9.75l.75 3.5h1.75l-.6-2.75M14 6.75v2.5"/>"#
        case .receipt:
            #"<path d="M3.75 2h8.5v12l-1.9-1.1L8 14l-2.35-1.1L3.75 14zM6 5.25h4M6 7.5h4M6 9.75h2"/>"#
        case .flag: #"<path d="M3.5 14V2.5M3.5 3h8.75l-2 3 2 3H3.5"/>"#
        case .tasks: #"<path d="M2.5 4h6M5 8h8M3.5 12h7"/>"#
        case .book:
            """
            <path d="M8 4c-1.25-1-3-1.25-5.5-1.25v9.5C5 12.25 6.75 12.5 8 13.5c1.25-1 3-1.25 \
            5.5-1.25v-9.5C11 2.75 9.25 3 8 4zm0 0v9.5"/>
            """
        case .box: #"<path d="M8 1.75 13.5 4.5v7L8 14.25 2.5 11.5v-7zM2.5 4.5 8 7.25l5.5-2.75M8 7.25v7"/>"#
        case .calendar:
            """
            <rect x="2.5" y="3.25" width="11" height="10.25" rx="1"/>\
            <path d="M2.5 6.5h11M5.5 1.75v3M10.5 1.75v3"/>
            """
        default: drawingOfPlace
        }
    }

    private var drawingOfPlace: HTML {
        switch self {
        case .home: #"<path d="M2.25 7.25 8 2.25l5.75 5M3.75 6v7.5h3v-3.75h2.5v3.75h3V6"/>"#
        case .person:
            """
            <circle cx="8" cy="5" r="2.5"/>\
            <path d="M3.25 13.75c0-2.75 2-4.5 4.75-4.5s4.75 1.75 4.75 4.5"/>
            """
        case .people:
            """
            <circle cx="6" cy="5" r="2.25"/><path d="M1.75 13.25c0-2.5 1.75-4.25 4.25-4.25s4.25 1.75 4.25 4.25"/>\
            <path d="M10.5 2.9a2.25 2.25 0 0 1 0 4.2M12 9.5c1.4.7 2.25 2 2.25 3.75"/>
            """
        case .building:
            #"<path d="M3 14V2.25h7V14M10 6.25h3V14M1.75 14h12.5M5.5 5h2M5.5 7.75h2M5.5 10.5h2"/>"#
        case .laptop:
            #"<rect x="3.25" y="3.25" width="9.5" height="6.75" rx=".75"/><path d="M1.75 12.75h12.5"/>"#
        case .mobile: #"<rect x="4.5" y="1.75" width="7" height="12.5" rx="1.25"/><path d="M7.25 12h1.5"/>"#
        case .gear:
            """
            <circle cx="8" cy="8" r="2.25"/><path d="M8 1.75v2M8 12.25v2M1.75 8h2M12.25 8h2M3.6 3.6 5 5M11 11l1.4 1.4\
            M3.6 12.4 5 11M11 5l1.4-1.4"/>
            """
        default: ""
        }
    }
}

extension Interface {
    /// A small sign, drawn in the colour of the words beside it and hidden from assistive software.
    public func icon(_ icon: IconName) -> HTML { icon.html }
}
