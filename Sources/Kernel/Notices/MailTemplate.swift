import MariaDB
import PortalKit

/// A mail whose words administrators can change: a notice of a portal, or one of the kernel's own letters, which carry
/// a link of their own and are sent whether any portal is on or not.
struct MailTemplate {
    let id: String
    let portal: Portal
    let title: Words
    let subject: Words
    let text: Words
    /// What stands in braces, beside what is known of every mail.
    let own: [String]
    /// What is known of it without looking at a record.
    let common: [String]
    /// What stands on the button.
    let button: Words

    /// Every name that may stand in braces.
    var placeholders: [String] { own + common }

    init(_ notice: Notice, of portal: Portal) {
        id = notice.id
        self.portal = portal
        title = notice.title
        subject = notice.subject
        text = notice.text
        own = notice.placeholders
        common = Notice.common + (notice.placeholders.contains("portal") ? [] : ["portal"])
        button = Self.open
    }

    static let open: Words = "Open in the portal"

    private init(
        _ id: String, title: Words, subject: Words, text: Words, common: [String], button: Words
    ) {
        self.id = id
        portal = identityPortal
        self.title = title
        self.subject = subject
        self.text = text
        own = []
        self.common = common + ["operator", "signin"]
        self.button = button
    }

    static let invitation = MailTemplate(
        "identity.invitation", title: "Invitation",
        subject: "Your access to the customer portal",
        text: "{staff} invited you for {customer}. Choose a password once, it takes a minute.",
        common: ["name", "customer", "staff"], button: "Set up your access")
    static let invitationAgain = MailTemplate(
        "identity.invitation-again", title: "Invitation of somebody who has an account",
        subject: "Your access to the customer portal",
        text:
            "{staff} invited you for {customer}. You have an account already: sign in as always and add it.",
        common: ["name", "customer", "staff"], button: "Set up your access")
    static let access = MailTemplate(
        "identity.access", title: "A portal more for somebody who has an account",
        subject: "You have {portal} now",
        text: "{staff} gave you {portal} for {customer}. Sign in as always: it is there.",
        common: ["name", "customer", "staff", "portal"], button: "Open the portal")
    static let reset = MailTemplate(
        "identity.reset", title: "Password reset that the person asked for", subject: "Choose a new password",
        text: "Somebody, most likely you, asked for a new password for the customer portal.",
        common: ["name"], button: "Choose a new password")
    static let resetByStaff = MailTemplate(
        "identity.reset-by-staff", title: "Password reset that your people send",
        subject: "Choose a new password",
        text: "{staff} sends you this link to choose a new password for the customer portal.",
        common: ["name", "staff"], button: "Choose a new password")

    static let letters = [invitation, invitationAgain, access, reset, resetByStaff]

    /// The letters, and the notices of the portals that are on.
    static func all(_ visit: Visit) -> [MailTemplate] {
        letters
            + visit.house.portals.filter { !visit.isOff($0) }.flatMap { portal in
                portal.notices.map { MailTemplate($0, of: portal) }
            }
    }

    /// What is sent to such a reader: an administrator's words, or the portal's own.
    func wording(_ reader: Reader, _ connection: Connection) throws -> Wording {
        try Wording.changed(id, reader.language, connection) ?? Wording(of: self, reader)
    }
}

extension Wording {
    init(of template: MailTemplate, _ reader: Reader) {
        self.init(subject: reader.say(template.subject), text: reader.say(template.text))
    }

    func filled(_ values: [String: String]) -> (subject: String, paragraphs: [String]) {
        (Template(subject).filled(values).onOneLine, Template(text).filled(values).paragraphs)
    }
}
