import PortalKit

/// What somebody said about a ticket: staff's is hidden until it is shared, a customer's is visible from the start.
struct TicketNote {
    let id: ID<TicketNote>
    let ref: Ref<TicketNote>
    let body: String
    let at: Instant
    let author: Author
    let sharedAt: Instant?
    /// The number of the ticket in which it was written, where that was merged into this one.
    let cameFrom: Int?

    var isShared: Bool { sharedAt != nil }
    var anchor: String { "note-\(ref)" }
    /// A customer's own words cannot be hidden from him.
    var canBeHidden: Bool { author.isStaff }

    /// Who wrote it.
    enum Author: Equatable {
        case staff(name: String, initials: String)
        /// Of the customer; without a contact the customer itself. With the member of staff who wrote it on his behalf.
        case contact(ID<ContactReference>?, name: String, initials: String, by: String?)

        var isStaff: Bool { if case .staff = self { true } else { false } }

        var name: String {
            switch self {
            case .staff(let name, _), .contact(_, let name, _, _): name
            }
        }
    }

    /// In bytes of UTF-8; what is longer is a file.
    static let mostBytes = 1_000_000

    /// What is written: at least a text or a file.
    struct Draft {
        let body: String
        let files: [UploadedFile]
        let isShared: Bool
        /// Where the ticket stands afterwards, if that is said.
        let status: Ticket.Status?

        /// What becomes of the ticket when staff write this.
        var law: Ticket.Law {
            if let status { return status.law }
            if isShared { return { $0.afterStaff } }
            return { $0 }
        }

        /// - Parameter mayBeEmpty: "solved" alone says enough.
        init(_ form: Form, mayBeEmpty: Bool = false) throws(PortalError) {
            var check = FormCheck(form)
            body = check.text("note", mostBytes: TicketNote.mostBytes)
            files = form.files
            isShared = check.isTicked("shared")
            status = Ticket.Status(rawValue: form["status"])
            if body.isEmpty && files.isEmpty && !mayBeEmpty {
                check.refuse("note", "Write something, or add a file.")
            }
            try check.finish()
        }
    }
}

/// A file of a ticket or of one of its notes; of a note it is seen where both are shared.
struct TicketFile {
    let ref: Ref<TicketFile>
    let note: ID<TicketNote>?
    let isStaffs: Bool
    let sharedAt: Instant?
    let attachment: Attachment

    /// What one form brings.
    static let limit = FileLimit.files(10, megabytes: 100)

    var isShared: Bool { sharedAt != nil }
    var anchor: String { "file-\(ref)" }
}

/// What became of a ticket.
struct TicketChange {
    enum What {
        case status(Ticket.Status, Ticket.Status)
        case taken(by: String)
        case given
        case joined(TicketMember)
        /// What staff changed beside it, for themselves.
        case property(String, String?, String?, by: String)
    }

    /// The properties that every ticket has; another name is the label of a field.
    enum Property: String, CaseIterable {
        case priority = "#priority"
        case category = "#category"
        case subject = "#subject"
        case description = "#description"
        case linked = "#linked"
        case unlinked = "#unlinked"
        case merged = "#merged"
        case mergedInto = "#merged-into"

        var words: Words {
            switch self {
            case .priority: "Priority"
            case .category: "Category"
            case .subject: "Subject"
            case .description: "Description"
            case .linked, .unlinked: "Links"
            case .merged, .mergedInto: "Merging"
            }
        }
    }

    let at: Instant
    let what: What
}

/// A ticket with everything said about it that the reader may see.
struct TicketThread {
    let ticket: Ticket
    let notes: [TicketNote]
    let files: [TicketFile]
    let changes: [TicketChange]
    let mails: [TicketMail.Line]
    var members: [TicketMember] { changes.members }

    /// What the customer sees of the files: those of a note only where that is shared too.
    var sharedFiles: [TicketFile] {
        let hidden = Set(notes.filter { !$0.isShared }.map(\.id))
        return files.filter { file in file.isShared && file.note.map { !hidden.contains($0) } ?? true }
    }

    func files(of note: TicketNote?) -> [TicketFile] { files.filter { $0.note == note?.id } }
}

extension [TicketChange] {
    /// Who is in the ticket beside the one whose it is.
    var members: [TicketMember] {
        compactMap { if case .joined(let member) = $0.what { member } else { nil } }
    }
}
