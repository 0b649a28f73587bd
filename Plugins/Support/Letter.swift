import PortalKit

/// A mail that nobody has confirmed: staff say whose it is, or discard it.
struct Letter {
    let id: ID<Letter>
    let ref: Ref<Letter>
    let body: MailText
    let doubt: MailSource.Doubt
    let isDecided: Bool
    /// The ticket whose address was used.
    let ticket: Ref<Ticket>?
    let ticketNumber: Int?
    /// Whom that address was given to, or who has the sender's.
    let contact: Ref<ContactReference>?
    let contactName: String?
    let original: Attachment?

    static let list = "/staff/support/mail"

    var path: String { "\(Self.list)/\(ref)" }

    /// A row of the list.
    struct Line {
        let id: ID<Letter>
        let ref: Ref<Letter>
        let author: String
        let address: String
        let subject: String
        let doubt: MailSource.Doubt
        let at: Instant

        var path: String { "\(Letter.list)/\(ref)" }
    }

    /// What staff decide: whose it is, and whether it answers the ticket that it was sent to.
    struct Decision {
        let contact: Ref<ContactReference>
        let answers: Bool

        init(_ form: Form, _ letter: Letter) throws(PortalError) {
            var check = FormCheck(form)
            let chosen = try? Ref<ContactReference>(form["contact"])
            if chosen == nil { check.refuse("contact", "Choose whose it is.") }
            answers = form["as"] == "answer" && letter.ticket != nil
            try check.finish()
            guard let chosen else { throw .notFound }
            contact = chosen
        }
    }
}

extension MailSource.Doubt {
    var words: Words {
        switch self {
        case .stranger: "Answers nothing"
        case .otherSender: "Other sender"
        case .noAccess: "May not answer"
        case .refused: "Could not be taken"
        case .machine: "Written by a machine"
        case .unreadable: "Unreadable"
        }
    }

    var explanation: Words {
        switch self {
        case .stranger: "It answers no mail of yours. Its sender can write any name and address into it."
        case .otherSender:
            "It answers a mail of yours, but it was sent from another address than the one you wrote to."
        case .noAccess: "Whoever was asked may not answer this ticket any more."
        case .refused:
            "The ticket had ended for good, there was nothing in the answer, or it had more files than a ticket takes."
        case .machine:
            "A program sent it: an absence note, a list, or a mail server that could not deliver something."
        case .unreadable: "Nobody could make anything of it. The message itself can be saved."
        }
    }
}
