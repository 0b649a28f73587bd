import PortalKit
import Web

/// What one person may choose of the mails that come to him.
struct MailOffer {
    /// The notices of a portal that may come to him.
    struct Group {
        let portal: Portal
        let notices: [(id: String, title: Words)]
    }

    let person: Addressee
    private let groups: [Group]
    /// There may be something that waits on him.
    private let mayWait: Bool

    /// Nil where nothing can come.
    init?(person: Addressee, _ groups: [Group], mayWait: Bool) {
        self.person = person
        self.groups = groups.filter { !$0.notices.isEmpty }
        self.mayWait = mayWait
        if self.groups.isEmpty && !mayWait { return nil }
    }

    private enum How: String { case each, daily }

    private var offered: [String] { groups.flatMap { $0.notices.map(\.id) } }

    func panel(at address: String, _ visit: Visit, _ ui: Interface) throws -> HTML {
        let wishes = try MailWishes(of: person, visit.connection)
        let hour = (visit.digestHour < 10 ? "0" : "") + "\(visit.digestHour):00"
        let daily: Words =
            mayWait
            ? "It comes from \("time", hour) on, begins with what waits on you, and stays away on a day without news."
            : "It comes from \("time", hour) on, and stays away on a day without news."
        let how: [Choice] = [
            Choice(How.each.rawValue, "Each at once"),
            Choice(How.daily.rawValue, "All in one mail a day", hint: daily),
        ]
        var fields: [HTML] = [
            ui.radios("how", "How they come", how, value: (wishes.isDaily ? How.daily : .each).rawValue)
        ]
        for group in groups {
            let reader = visit.reader(of: group.portal)
            fields.append(
                ui.checkboxes(
                    "notice", Words(verbatim: reader.say(group.portal.title)),
                    group.notices.map { Choice($0.id, Words(verbatim: reader.say($0.title))) },
                    chosen: group.notices.map(\.id).filter { !wishes.off.contains($0) }))
        }
        let form = ui.form(action: address, submit: "Save", "\(fields)")
        let always = ui.say("Mails about your sign-in and your password always come, and at once.")
        return ui.panel(title: "E-mails that you want", "<p class=\"ink-2\">\(always)</p>\(form)")
    }

    /// What was chosen of what is offered.
    func wishes(in form: Form) throws(PortalError) -> MailWishes {
        guard let how = How(rawValue: form["how"]) else {
            throw PortalError.invalid("how", "Choose one of the two.")
        }
        let wanted = Set(form.values("notice"))
        return MailWishes(isDaily: how == .daily, off: Set(offered.filter { !wanted.contains($0) }))
    }

    /// The first mail of the day is that of the next morning, or of this one where its hour is yet to come.
    func keep(_ wishes: MailWishes, _ visit: Visit) throws {
        let clock = Digest.Clock(visit.reader(of: nil))
        let begun = clock.hour >= visit.digestHour ? clock.day : PlainDate(days: clock.day.days - 1)
        try wishes.keep(for: person, offered: offered, begun: begun, at: visit.now, visit.connection)
    }
}

extension Visit {
    fileprivate var digestHour: Int { settings.settings(of: identityPortal, in: house)[.digestHour] }
}
