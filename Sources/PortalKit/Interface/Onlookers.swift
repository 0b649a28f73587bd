import Web

extension Interface {
    /// Who sees a record, behind words that say how many: the name and what decided, of each, and of those who do not.
    ///
    /// - Parameters:
    ///   - onlookers: found by ``StaffContext/onlookers(of:at:own:)``.
    ///   - own: why those see it who see only their own: "Opened the ticket".
    ///   - isShared: false where staff have not shared it: then it says who would see it.
    public func whoSees(_ onlookers: [Onlooker], own: Words, isShared: Bool = true) -> HTML {
        let count = onlookers.count(where: \.sees)
        guard !onlookers.isEmpty else {
            return
                "<span class=\"who\">\(IconName.eye.html)\(say("Nobody of the customer has access yet"))</span>"
        }
        let words: Words =
            isShared
            ? Words(count, one: "Visible to {n} person", other: "Visible to {n} people")
            : Words(
                count, one: "Only staff see this; {n} person if shared",
                other: "Only staff see this; {n} people if shared")
        let title: Words = isShared ? "Who can see this?" : "Who would see this?"
        return """
            <details class="menu at-end who"><summary>\(IconName.eye.html)\(say(words))</summary><div class="popover">\
            <p class="menu-title"><b>\(say(title))</b></p>\(named(onlookers, own: own))</div></details>
            """
    }

    /// Those who see it, then those who do not, each with the rule.
    func named(_ onlookers: [Onlooker], own: Words) -> HTML {
        let hidden = onlookers.filter { !$0.sees }
        var rows = HTML()
        for onlooker in onlookers where onlooker.sees { rows += row(onlooker, own) }
        var others = HTML()
        for onlooker in hidden.prefix(Self.mostHidden) { others += row(onlooker, own) }
        if hidden.count > Self.mostHidden {
            let more = hidden.count - Self.mostHidden
            others +=
                "<li><span class=\"second\">\(reader.say(more, one: "and {n} other", other: "and {n} others"))</span></li>"
        }
        return """
            \(when: rows.isEmpty, "<p class=\"menu-title\">\(say("Nobody of the customer sees it."))</p>")\
            \(when: !rows.isEmpty, "<ul class=\"onlookers\">\(rows)</ul>")\
            \(when: !hidden.isEmpty, "<p class=\"menu-title\"><b>\(say("Does not see it"))</b></p><ul class=\"onlookers\">\(others)</ul>")
            """
    }

    private static var mostHidden: Int { 20 }

    private func row(_ onlooker: Onlooker, _ own: Words) -> HTML {
        """
        <li>\(avatar(onlooker.initials, size: .inList))<div><b>\(onlooker.name)</b>\
        <span class="second">\(say(reason(onlooker.why, own: own)))</span></div></li>
        """
    }

    /// The rule that decided, in words.
    ///
    /// - Parameter own: for who sees only what is his own, why this is.
    public func reason(_ why: Onlooker.Why, own: Words) -> Words {
        switch why {
        case .own: own
        case .group(let name): "The group \("group", name) sees everything of the customer"
        case .link: "Whoever has the customer's link, without signing in"
        case .moduleOff: "The portal is switched off for everybody"
        case .noPortal: "Has no access to this portal"
        case .groupNone(let name): "The group \("group", name) does not permit it"
        case .ownOnly: "Sees only their own, and this is not"
        case .switchedOff: "The sign-in is switched off"
        case .invited: "Was invited, and has not accepted yet"
        }
    }

    /// A panel that says who sees what an editor writes.
    func readership(_ readership: Readership) -> HTML {
        let count = Words(
            readership.count, one: "{n} person sees it once it is shown in the portal.",
            other: "{n} people see it once it is shown in the portal.")
        let customers = Words(
            readership.customers, one: "They are of {n} customer.", other: "They are of {n} customers.")
        let names: HTML =
            readership.people.isEmpty
            ? HTML() : named(readership.people, own: "It is for the person alone")
        return panel(
            title: "Who can see this?",
            "<p>\(say(count)) \(readership.people.isEmpty ? say(customers) : "")</p>\(names)")
    }
}
