import PortalKit

// How a ticket's parts are said, to customers and to staff.
extension Ticket.Status {
    /// For customers: what waits, waits for them.
    var words: Words {
        switch self {
        case .new: "New"
        case .open: "In progress"
        case .waiting: "Waiting on you"
        case .solved: "Solved"
        case .closed: "Closed"
        }
    }

    var staffWords: Words { self == .waiting ? "Waiting on the customer" : words }

    var meaning: Meaning {
        switch self {
        case .new, .open: .running
        case .waiting: .waiting
        case .solved: .good
        case .closed: .rest
        }
    }
}

extension Ticket.Priority {
    var words: Words {
        switch self {
        case .low: "Low"
        case .normal: "Normal"
        case .high: "High"
        case .urgent: "Urgent"
        }
    }

    static var choices: [Choice] { allCases.map { Choice($0.rawValue, $0.words) } }
}

extension Ticket {
    /// Who opened it, as the author of its description.
    var opener: TicketNote.Author {
        guard let openedBy else {
            let name = writer?.name ?? contactName
            return .contact(
                writer?.id ?? contact, name: name, initials: Self.initials(of: name), by: actedBy)
        }
        return .staff(name: openedBy, initials: Self.initials(of: openedBy))
    }

    /// The letters in a person's circle: of the first and the last word of the name.
    private static func initials(of name: String) -> String {
        let words = name.split(separator: " ")
        return [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first.map(String.init) }
            .joined().uppercased()
    }
}

extension Interface {
    /// Both names of what a member of staff wrote in a customer's place.
    func onBehalf(_ staff: String, of name: String) -> String {
        say("\("staff", staff), on behalf of \("name", name)")
    }
}

extension TicketThread {
    /// What was said and what changed, oldest first; `isStaff` says for whom.
    func contributions(
        _ ui: Interface, isStaff: Bool, message: (TicketNote) -> Contribution
    ) -> [Contribution] {
        let said = notes.map { ($0.at, message($0)) }
        let changed = changes.map { ($0.at, $0.contribution(ui, isStaff: isStaff)) }
        // A change and the note that made it have one moment: the note comes first.
        return (said + changed).enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }
}

extension TicketChange {
    fileprivate func contribution(_ ui: Interface, isStaff: Bool) -> Contribution {
        switch what {
        case .status(let old, let new):
            let words = isStaff ? (old.staffWords, new.staffWords) : (old.words, new.words)
            return ui.change(
                .clock, "Status changed from \("old", ui.say(words.0)) to \("new", ui.say(words.1))", at: at)
        case .taken(let name): return ui.change(.person, "\("name", name) handles the ticket", at: at)
        case .joined(let member): return ui.change(.person, "\("name", member.name) was added", at: at)
        case .property(let name, let old, let new, let staff):
            return ui.change(.pencil, changed(name, old, new, by: staff, ui), at: at)
        case .given: return ui.change(.person, "Nobody handles the ticket", at: at)
        }
    }
}

extension TicketChange {
    private func changed(
        _ name: String, _ old: String?, _ new: String?, by staff: String, _ ui: Interface
    ) -> Words {
        let property = Property(rawValue: name)
        switch (property, new) {
        case (.linked, let other?): return "\("staff", staff) linked \("number", other)"
        case (.unlinked, let other?): return "\("staff", staff) removed the link to \("number", other)"
        case (.merged, let other?): return "\("staff", staff) merged \("number", other) into this ticket"
        case (.mergedInto, let other?): return "\("staff", staff) merged this ticket into \("number", other)"
        default: break
        }
        let label = property.map { ui.say($0.words) } ?? name
        func said(_ value: String) -> String {
            guard property == .priority, let priority = Ticket.Priority(rawValue: value) else { return value }
            return ui.say(priority.words)
        }
        let (old, new) = (old.map(said), new.map(said))
        guard let old, let new else {
            return new.map { "\("staff", staff) set \("what", label) to \("new", $0)" }
                ?? "\("staff", staff) changed \("what", label)"
        }
        return
            "\("staff", staff) changed \("what", label) from \("old", old) to \("new", new)"
    }
}

extension TicketFile {
    /// - Parameter showing: an image is drawn, a PDF has a link that shows it.
    func row(_ ui: Interface, at ticketPath: String, detail: String = "", showing: Bool = false) -> HTML {
        ui.fileRow(attachment, at: "\(ticketPath)/files/\(ref)", detail: detail, showing: showing)
    }
}

extension Ticket {
    /// All of these files at once; back to the ticket where there are none any more.
    func archive(_ files: [TicketFile], at path: String) -> Answer {
        files.isEmpty
            ? .seeOther(path) : .archive(files.map(\.attachment), named: "\(number) \(subject)")
    }
}
