public import PortalKit

/// Tickets: what customers ask, and what is said about it, shared note by note.
public let supportPortal = Portal(
    id: "support", title: "Support", icon: .message, kind: .requests,
    permissions: [.viewTickets, .openTickets, .answerTickets],
    staffPermissions: [.workOnTickets, .setUpDesk],
    settings: [
        Setting<Bool>.showsDescription, Setting<Bool>.showsCause, Setting<Bool>.showsSolution,
        Setting<Bool>.sharesNewNotes, Setting<Int>.reopenDays, Setting<Bool>.asksForRating,
        Setting<Int>.answerHours, Setting<Int>.solveHours, Setting<BusinessDays>.businessDays,
        Setting<Int>.businessFrom, Setting<Int>.businessUntil,
        Setting<Bool>.takesOtherMail,
    ],
    tabs: [
        Tab("Support", at: "/tickets", needs: .customer(.viewTickets), count: Ticket.countWaiting)
    ],
    staffTabs: [
        Tab("Tickets", at: "/tickets", needs: .staff(.workOnTickets)),
        Tab("Mail to confirm", at: "/mail", needs: .staff(.workOnTickets), icon: .mail),
        Tab("Desk", at: "/set-up", needs: .staff(.setUpDesk), icon: .tasks),
    ],
    customer: TicketRoutes.customer + MailRoutes.customer + SentPages.customer,
    staff: DeskRoutes.staff + BulkRoutes.staff + SavedViewRoutes.staff + DashboardPages.staff
        + MailRoutes.staff + [MailRoutes.sharing] + LetterRoutes.staff + SentPages.staff + MentionRoutes.staff
        + TimeRoutes.staff,
    widgets: [
        Widget(
            "Tickets in work", note: "asked and not solved yet", at: Ticket.list + "?view=open",
            needs: .viewTickets,
            count: Ticket.countOpen)
    ],
    waiting: [
        Waiting.Source(needs: .viewTickets) { _, scope, db in
            try Ticket.waiting(scope, db).map { line in
                Waiting(
                    line.subject, icon: .message,
                    reason: "\("name", line.lastWriter ?? line.contactName) waits for your answer",
                    since: line.at,
                    verb: "Answer", at: line.path + "#answer")
            }
        }
    ],
    activity: Activity.Source(needs: .viewTickets, Ticket.latest),
    search: [SearchSource(needs: .viewTickets, at: Ticket.list, Ticket.search)],
    lookups: [RecordLookup(.ticket, needs: .viewTickets, staff: .workOnTickets, Ticket.linked)],
    panels: SupportPanels.all,
    notices: [
        .ticketOpened, .ticketOpenedForColleague, .ticketAnswered, .ticketSolved, .memberAdded, .ticketMerged,
        .fileReleased, .fileWithheld,
    ],
    staffNotices: [.mentioned],
    reactions: [TicketFile.released, TicketFile.withheld], jobs: [NoteDraft.sweep], tasks: [.changeTickets],
    imports: [Ticket.importer], ownOnlyTitle: "Show only own support tickets", log: .support,
    mail: TicketMailIn.source, objects: [.ticket, .note, .file, .message, .letter, .time],
    examples: SupportExamples.all,
    privacy: SupportPrivacy.rules,
    resources: Resources.all
)

extension Permission {
    static let viewTickets = Permission(
        "support.tickets.view", title: "See tickets", hint: "Subject, status, shared notes and files",
        start: .organisation)
    static let openTickets = Permission(
        "support.tickets.open", title: "Open tickets", offers: [.organisation], start: .organisation)
    static let answerTickets = Permission(
        "support.tickets.answer", title: "Answer tickets and add files", start: .organisation)
}

extension StaffPermission {
    static let workOnTickets = StaffPermission(
        "support.tickets.work", title: "Work on tickets", technicians: true)
    static let setUpDesk = StaffPermission(
        "support.desk.set-up", title: "Set up the desk", technicians: false)
}

extension Setting where Value == Bool {
    static var showsDescription: Setting {
        Setting("support.shows-description", title: "Customers see a ticket's description", default: true)
    }
    static var showsCause: Setting {
        Setting("support.shows-cause", title: "Customers see the cause", default: true)
    }
    static var showsSolution: Setting {
        Setting("support.shows-solution", title: "Customers see the solution", default: true)
    }
    static var sharesNewNotes: Setting {
        Setting(
            "support.shares-new-notes", title: "New notes of staff are shared unless somebody unticks it",
            hint: "What was written before stays as it is.", default: false)
    }
    static var asksForRating: Setting {
        Setting(
            "support.asks-for-rating", title: "Customers are asked how it went",
            hint: "On the page of a ticket that is solved or closed.", default: true)
    }
}

extension Setting where Value == Int {
    static var reopenDays: Setting {
        Setting(
            "support.reopen-days", title: "Days in which an answer opens a solved or closed ticket again",
            hint: "After that a new question is a new ticket. 0 lets nobody open one again.", default: 14,
            in: 0...365)
    }
    static var answerHours: Setting {
        Setting(
            "support.answer-hours", title: "Business hours until a new ticket is answered",
            hint: "0 sets no target. It holds for tickets that are opened from now on.", default: 0,
            in: 0...1_000
        )
    }
    static var solveHours: Setting {
        Setting(
            "support.solve-hours", title: "Business hours until a ticket is solved",
            hint: "0 sets no target. While a ticket waits on the customer, the time stands still.",
            default: 0,
            in: 0...2_000)
    }
    static var businessFrom: Setting {
        Setting("support.business-from", title: "Business begins at this hour", default: 9, in: 0...23)
    }
    static var businessUntil: Setting {
        Setting("support.business-until", title: "Business ends at this hour", default: 17, in: 1...24)
    }
}

/// The days of business, of which ISO 8601 calls Monday the first.
enum BusinessDays: String, CaseIterable, Sendable {
    case weekdays, withSaturday = "with-saturday", all

    var range: ClosedRange<Int> {
        switch self {
        case .weekdays: 1...5
        case .withSaturday: 1...6
        case .all: 1...7
        }
    }

    var words: Words {
        switch self {
        case .weekdays: "Monday to Friday"
        case .withSaturday: "Monday to Saturday"
        case .all: "Every day"
        }
    }
}

extension Setting where Value == BusinessDays {
    static var businessDays: Setting {
        Setting(
            "support.business-days", title: "Days of business", default: .weekdays, \.words)
    }
}

extension AccessLog {
    /// Of notes and files only what is shared: that there is something internal is nobody's but the staff's.
    static let support = AccessLog(
        records: [
            LoggedRecord(
                .ticket, "Ticket", name: "subject", needs: .viewTickets, own: "r.contact_id",
                members: "support_member(ticket_id)"),
            LoggedRecord(.note, "Note on a ticket", shared: "shared_at"),
            LoggedRecord(
                .file, "File of a ticket", shared: "shared_at",
                shown:
                    "NOT EXISTS (SELECT 1 FROM support_note n WHERE n.id = r.note_id AND n.shared_at IS NULL)"
            ),
        ],
        acts: [
            LoggedAct("support.ticket.opened", "Opened"), LoggedAct("support.ticket.answered", "Answered"),
            LoggedAct("support.ticket.rated", "Rated"), LoggedAct("support.ticket.changed", "Changed"),
            LoggedAct("support.ticket.merged", "Merged into another"),
            LoggedAct("support.member.added", "Added somebody"),
            LoggedAct("support.member.removed", "Took somebody out"),
            LoggedAct("support.note.sent", "Answered"),
            LoggedAct("support.note.shared", "Shared with you"),
        ],
        untold: [
            "support.note.written", "support.note.hidden", "support.file.shared", "support.file.hidden",
            "support.message.shared", "support.message.hidden", "support.letter.accepted",
            "support.letter.discarded", "support.desk.set-up", "support.ticket.linked", "support.time.added",
            "support.time.changed", "support.time.removed",
        ])
}

extension ObjectKind {
    static let ticket = ObjectKind("ticket")
    static let note = ObjectKind("note")
    static let file = ObjectKind("file")
}
