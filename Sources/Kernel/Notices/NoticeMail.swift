package import PortalKit
import Web

/// What one person is told of a record, as he may see it at this moment.
struct ToldNotice {
    let facts: Notice.Facts
    let reader: Reader
    let subject: String
    let paragraphs: [String]
}

extension Acting {
    /// Writes a mail for everybody of the audience who could open the record: the policy says how far his permission
    /// reaches, and the portal finds the record with that scope, by statements that are held to it as on his pages. Who
    /// wants one mail a day is told in that.
    package func notify(_ notice: Notice, about record: UInt64, to audience: Audience, portal id: String)
        throws
    {
        guard let portal = house.portals.first(where: { $0.id == id }),
            let notice = portal.notices.first(where: { $0.id == notice.id })
        else { throw ContractFault.undeclared(portal: id, part: notice.id, in: "notices") }
        var wordings: [String: Wording] = [:]
        for recipient in try Recipient.all(audience, of: notice, at: now, connection) {
            guard let told = try told(notice, of: portal, about: record, to: recipient, &wordings) else {
                continue
            }
            if let digest = recipient.digest, !notice.isAlways {
                try DigestLine.add(notice.id, of: id, about: record, to: digest, at: now, connection)
                continue
            }
            try Delivery.enqueue(
                notice.id, content(told, recipient, of: portal, notice),
                to: (recipient.email, recipient.name), customer: recipient.customer,
                contact: recipient.contact, thread: told.facts.thread.map { (id, $0) }, self)
        }
    }

    /// Nil where the record is not there for this person.
    ///
    /// - Parameter wordings: those that were looked up, by notice and language.
    func told(
        _ notice: Notice, of portal: Portal, about record: UInt64, to recipient: Recipient,
        _ wordings: inout [String: Wording]
    ) throws -> ToldNotice? {
        let store = Store(
            connection: connection, portal: portal.id, isKernel: false, audience: .customer, effects: self)
        let reader = house.reader(
            language: recipient.language, timeZone: recipient.timeZone, at: now, of: portal.id)
        guard let scope = recipient.scope(notice.needs, in: portal),
            let facts = try notice.find(record, scope, reader, Reading(store))
        else { return nil }
        connection.onPrepare = nil
        guard facts.values.keys.sorted() == notice.placeholders.sorted(), Link.staysHere(facts.path)
        else {
            throw ContractFault.otherValues(
                portal: portal.id, notice: notice.id, declared: notice.placeholders.sorted(),
                given: facts.values.keys.sorted())
        }
        let key = notice.id + " " + reader.language
        let wording =
            try wordings[key] ?? Wording.changed(notice.id, reader.language, connection)
            ?? Wording(of: MailTemplate(notice, of: portal), reader)
        wordings[key] = wording
        let installation = house.installation
        let common = [
            "name": recipient.name, "customer": recipient.customerName,
            "operator": installation.operatorName, "link": installation.linkURL + facts.path,
            "signin": installation.linkURL + "/sign-in",
        ]
        let title = ["portal": reader.say(portal.title)]
        let values = facts.values.merging(common) { _, common in common }.merging(title) { own, _ in own }
        let (subject, paragraphs) = wording.filled(values)
        return ToldNotice(facts: facts, reader: reader, subject: subject, paragraphs: paragraphs)
    }

    private func content(
        _ told: ToldNotice, _ recipient: Recipient, of portal: Portal, _ notice: Notice
    ) -> MailContent {
        let (subject, facts) = (told.subject, told.facts)
        let installation = house.installation
        var content = MailContent(
            told.reader, subject: "[\(installation.operatorName)] " + subject,
            preview: Words(verbatim: told.paragraphs.first ?? subject), heading: Words(verbatim: subject),
            paragraphs: told.paragraphs.map(Words.init(verbatim:)), button: MailTemplate.open,
            path: facts.path,
            reason:
                "You get this because you use the customer portal of \("operator", installation.operatorName)."
        )
        if !notice.isAlways { content.letChoose(told.reader, at: MailSwitches.address, installation) }
        if portal.mail != nil, let thread = facts.thread {
            content.answers = ReplyToken(portal: portal.id, thread: thread, contact: recipient.contact)
        }
        return content
    }
}

extension String {
    /// With a space for every line end and other sign that is none.
    var onOneLine: String {
        var text = ""
        for scalar in unicodeScalars {
            text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return text.trimmed
    }

    /// What stands between empty lines.
    var paragraphs: [String] {
        var paragraphs: [String] = []
        var open = false
        for line in unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(line).trimmed
            if line.isEmpty {
                open = false
            } else if open, let last = paragraphs.popLast() {
                paragraphs.append(last + "\n" + line)
            } else {
                paragraphs.append(line)
                open = true
            }
        }
        return paragraphs
    }
}
