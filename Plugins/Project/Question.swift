import PortalKit

/// What one side asks the other: a comment that waits until it is answered, withdrawn, or done without an answer.
struct Question {
    /// Who has to answer.
    let side: Side
    /// The person of the customer who is asked; nil for any member.
    let contact: ID<ContactReference>?
    let contactName: String?
    let outcome: Outcome?

    enum Side: String, CaseIterable, Sendable {
        case customer, staff
    }

    enum Outcome: String, CaseIterable, Sendable {
        case answered, withdrawn, done
    }

    var isOpen: Bool { outcome == nil }

    /// Whether this person's answer is waited for.
    func waits(for person: ID<ContactReference>?) -> Bool {
        isOpen && side == .customer && (contact == nil || contact == person)
    }

    /// How staff end it without an answer: their own they withdraw, a customer's is done.
    var ending: Outcome { side == .customer ? .withdrawn : .done }

    /// What is typed: by staff with whom of the members they ask.
    struct Draft {
        let text: String
        let contact: String

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            text = check.text("question", mostBytes: 20_000, missing: "Write the question.")
            contact = form["contact"]
            try check.finish()
        }

        /// How the place is called that a question makes for itself: as it begins.
        var title: String { text.opening(100) }
    }

    /// One that waits, with where it stands.
    struct Asked {
        let id: ID<Comment>
        let comment: Ref<Comment>
        let project: Ref<Project>
        let projectName: String
        let item: Ref<Item>
        let title: String
        let kind: Item.Kind
        let text: String
        let asker: String
        let customerName: String
        let at: Instant

        var path: String { "\(Project.list)/\(project)/items/\(item)#comment-\(comment)" }
        var staffPath: String { "\(Project.staffList)/\(project)/items/\(item)#comment-\(comment)" }
    }
}

extension Item {
    /// Nobody is asked about what he does not see.
    func refuseQuestionWhileHidden() throws(PortalError) {
        guard isShared else {
            throw PortalError.conflict("Share it first: nobody can answer what he does not see.")
        }
    }
}
