import MariaDB
import PortalKit
import Web

/// What a mail of the day says to one person.
struct DigestText {
    private(set) var sections: [MailContent.Section] = []
    /// How much waits, and how much happened.
    private(set) var waits = 0
    private(set) var news = 0

    /// One thing that happened.
    struct News {
        let text: String
        let title: Words
        let path: String
        let at: Instant
    }

    /// So much of a portal is listed; the rest is counted.
    private static let most = 50

    /// What waits, over all portals.
    mutating func add(_ items: [(Waiting, Reader)], _ reader: Reader, _ installation: Installation) {
        guard !items.isEmpty else { return }
        let lines = items.prefix(HomeWaiting.most).map { item, reader in
            MailContent.Line(
                text: item.title.onOneLine, note: item.note(reader),
                address: installation.linkURL + item.path)
        }
        let left = items.count - lines.count
        sections.append(
            MailContent.Section(
                title: reader.say("Waiting on you"), lines: Array(lines),
                more: left > 0 ? reader.say(HomeWaiting.more(left)) : nil))
        waits = items.count
    }

    /// What happened in one portal; what would read the same is one line.
    mutating func add(_ news: [News], of portal: Portal, _ reader: Reader, _ installation: Installation) {
        guard !news.isEmpty else { return }
        var order: [String] = []
        var same: [String: [News]] = [:]
        for each in news {
            let key = each.text + "\n" + each.path.prefix { $0 != "#" }
            if same[key] == nil { order.append(key) }
            same[key, default: []].append(each)
        }
        let lines = order.prefix(Self.most).compactMap { key -> MailContent.Line? in
            guard let all = same[key], let first = all.first, let last = all.last else { return nil }
            var notes = [reader.say(first.title)]
            if all.count > 1 { notes.append(reader.say(all.count, one: "once", other: "{n} times")) }
            notes.append("\(reader.date(reader.day(last.at))) \(reader.time(last.at))")
            return MailContent.Line(
                text: first.text, note: notes.joined(separator: " · "),
                address: installation.linkURL + first.path)
        }
        let left = order.count - lines.count
        sections.append(
            MailContent.Section(
                title: reader.say("New in \("portal", reader.say(portal.title))"), lines: lines,
                more: left > 0
                    ? reader.say(left, one: "And one thing more.", other: "And {n} things more.") : nil))
        self.news += news.count
    }

    func content(
        _ reader: Reader, greeting: Words, path: String, choosing: String, _ installation: Installation
    ) -> MailContent {
        let headline =
            waits > 0
            ? reader.say(waits, one: "One thing waits on you", other: "{n} things wait on you")
            : reader.say(news, one: "One thing is new for you", other: "{n} things are new for you")
        let first = sections.flatMap(\.lines).prefix(3).map(\.text).joined(separator: ", ")
        var content = MailContent(
            reader, subject: "[\(installation.operatorName)] " + headline, preview: Words(verbatim: first),
            heading: Words(verbatim: headline), paragraphs: [greeting], button: "Open the portal", path: path,
            reason: "You get this once a day because you chose one mail a day.")
        content.sections = sections
        content.letChoose(reader, at: choosing, installation)
        return content
    }
}

extension Waiting {
    /// Why it waits, as one line.
    fileprivate func note(_ reader: Reader) -> String {
        [mark.map(reader.say) ?? "", reader.say(reason), amount].filter { !$0.isEmpty }
            .joined(separator: " · ").onOneLine
    }

    /// Known again by these eight bytes; something that began to wait anew, or became more pressing, has others.
    fileprivate func trace(in portal: Portal) -> [UInt8] {
        let text = "\(portal.id) \(path) \(since?.microseconds ?? 0) \(urgency.rawValue)"
        return Array(Token.sha256(Array(text.utf8)).prefix(8))
    }
}

extension Digest {
    /// Writes the mail where there is something to tell, in the transaction that takes away what it tells. While no mail
    /// may go to the person, all of it is left.
    func write(_ acting: any Acting) throws {
        let lines = try DigestLine.held(of: id, acting.connection)
        let wishes = try MailWishes(of: person, acting.connection)
        let wanted = lines.filter { wishes.wants($0.notice) }
        switch person {
        case .contact(let contact):
            guard let found = try Recipient.find(contact, at: acting.now, acting.connection) else { return }
            try write(wanted, to: found, acting)
        case .staff(let staff):
            guard let found = try StaffRecipient.find(staff, acting.connection) else { return }
            try write(wanted, to: found, acting)
        }
        if !lines.isEmpty {
            let told: SQL = SQL(joining: lines.map { "\($0.id)" }, by: ", ")
            _ = try acting.connection.execute("DELETE FROM kernel_digest_line WHERE id IN (\(sql: told))")
        }
    }

    private func write(_ lines: [DigestLine], to recipient: Recipient, _ acting: any Acting) throws {
        let house = acting.house
        func reader(_ portal: Portal?) -> Reader {
            house.reader(
                language: recipient.language, timeZone: recipient.timeZone, at: acting.now, of: portal?.id)
        }
        var text = DigestText()
        let waiting = isWanted ? try waiting(for: recipient, reader, acting) : []
        let own = reader(nil)
        text.add(waiting.map { ($0.item, reader($0.portal)) }, own, house.installation)
        var wordings: [String: Wording] = [:]
        for portal in house.portals {
            let news = try lines.compactMap { line -> DigestText.News? in
                guard line.portal == portal.id,
                    let notice = portal.notices.first(where: { $0.id == line.notice }),
                    let told = try acting.told(
                        notice, of: portal, about: line.record, to: recipient, &wordings)
                else { return nil }
                return .init(text: told.subject, title: notice.title, path: told.facts.path, at: line.at)
            }
            text.add(news, of: portal, reader(portal), house.installation)
        }
        let traces = waiting.map { $0.item.trace(in: $0.portal) }
        if text.news > 0 || !Set(traces).isSubset(of: knownTraces) {
            let greeting: Words =
                "Hello \("name", recipient.name), this is your mail of the day for \("customer", recipient.customerName)."
            try Delivery.enqueue(
                "identity.digest",
                text.content(
                    own, greeting: greeting, path: "/home", choosing: MailSwitches.address,
                    house.installation), to: (recipient.email, recipient.name),
                customer: recipient.customer, contact: recipient.contact, acting)
        }
        _ = try acting.connection.execute(
            "UPDATE kernel_digest SET waiting = \(traces.flatMap(\.self)) WHERE id = \(id)")
    }

    private func write(_ lines: [DigestLine], to recipient: StaffRecipient, _ acting: any Acting) throws {
        let house = acting.house
        func reader(_ portal: Portal?) -> Reader {
            house.reader(
                language: recipient.language, timeZone: recipient.timeZone, at: acting.now, of: portal?.id)
        }
        var text = DigestText()
        for portal in house.portals {
            let news = try lines.compactMap { line -> DigestText.News? in
                guard line.portal == portal.id,
                    let notice = portal.staffNotices.first(where: { $0.id == line.notice }),
                    let told = try acting.told(notice, of: portal, about: line.record, to: recipient)
                else { return nil }
                return .init(
                    text: reader(portal).say(told.subject).onOneLine, title: notice.title, path: told.path,
                    at: line.at)
            }
            text.add(news, of: portal, reader(portal), house.installation)
        }
        guard text.news > 0 else { return }
        try Delivery.enqueue(
            "identity.digest",
            text.content(
                reader(nil), greeting: "Hello \("name", recipient.name), this is your mail of the day.",
                path: "/staff", choosing: MailSwitches.staffAddress, house.installation),
            to: (recipient.address, recipient.name), customer: nil, contact: nil, acting)
    }

    /// What waits on a person now, as his home shows it.
    private func waiting(
        for recipient: Recipient, _ reader: (Portal?) -> Reader, _ acting: any Acting
    ) throws -> [(portal: Portal, item: Waiting)] {
        let house = acting.house
        let settings = try house.settings.current(acting.connection)
        let all = try HomeWaiting(house, recipient.policy) { portal in
            CustomerContext(
                viewer: recipient.viewer, now: acting.now,
                ui: Interface(reader: reader(portal), csrf: "", newOnce: { "" }),
                store: Store(
                    connection: acting.connection, portal: portal.id, isKernel: portal.isKernel,
                    audience: .customer, effects: acting),
                reaches: recipient.policy.reaches(in: [portal]), seal: CursorSeal { _ in [] },
                settings: settings.settings(of: portal, in: house))
        }.items
        acting.connection.onPrepare = nil
        return all.filter { Link.staysHere($0.item.path) }
    }

    private var knownTraces: Set<[UInt8]> {
        Set(stride(from: 0, to: known.count, by: 8).map { Array(known[$0..<min($0 + 8, known.count)]) })
    }
}
