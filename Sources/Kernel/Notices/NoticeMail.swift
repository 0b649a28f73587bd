package import PortalKit
import Web

extension Acting {
    /// Writes a mail for everybody of the audience who could open the record: the policy says how far his permission
    /// reaches, and the portal finds the record with that scope, by statements that are held to it as on his pages.
    package func notify(_ notice: Notice, about record: UInt64, to audience: Audience, portal id: String)
        throws
    {
        guard let portal = house.portals.first(where: { $0.id == id }),
            let notice = portal.notices.first(where: { $0.id == notice.id })
        else { throw ContractFault.undeclared(portal: id, part: notice.id, in: "notices") }
        let store = Store(
            connection: connection, portal: id, isKernel: false, audience: .customer, effects: self)
        let template = MailTemplate(notice, of: portal)
        var wordings: [String: Wording] = [:]
        for recipient in try Recipient.all(audience, of: notice.id, at: now, connection) {
            let reader = house.reader(
                language: recipient.language, timeZone: recipient.timeZone, at: now, of: id)
            guard let scope = recipient.scope(notice.needs, in: portal),
                let facts = try notice.find(record, scope, reader, Reading(store))
            else { continue }
            guard facts.values.keys.sorted() == notice.placeholders.sorted(), Link.staysHere(facts.path)
            else {
                throw ContractFault.otherValues(
                    portal: id, notice: notice.id, declared: notice.placeholders.sorted(),
                    given: facts.values.keys.sorted())
            }
            let wording =
                try wordings[reader.language] ?? Wording.changed(notice.id, reader.language, connection)
                ?? Wording(of: template, reader)
            wordings[reader.language] = wording
            try Delivery.enqueue(
                notice.id, content(wording, facts, recipient, template, reader, of: portal),
                to: (recipient.email, recipient.name), customer: recipient.customer,
                contact: recipient.contact, thread: facts.thread.map { (id, $0) }, self)
        }
    }

    private func content(
        _ wording: Wording, _ facts: Notice.Facts, _ recipient: Recipient, _ template: MailTemplate,
        _ reader: Reader, of owner: Portal
    ) -> MailContent {
        let installation = house.installation
        let common = [
            "name": recipient.name, "customer": recipient.customerName,
            "operator": installation.operatorName, "link": installation.linkURL + facts.path,
            "signin": installation.linkURL + "/sign-in",
        ]
        let portal = ["portal": reader.say(template.portal.title)]
        let values = facts.values.merging(common) { _, common in common }.merging(portal) { own, _ in own }
        let (subject, paragraphs) = wording.filled(values)
        var content = MailContent(
            reader, subject: "[\(installation.operatorName)] " + subject,
            preview: Words(verbatim: paragraphs.first ?? subject), heading: Words(verbatim: subject),
            paragraphs: paragraphs.map(Words.init(verbatim:)), button: template.button, path: facts.path,
            reason:
                "You get this because you use the customer portal of \("operator", installation.operatorName). Under Your account, E-mails, you choose which mails come."
        )
        if owner.mail != nil, let thread = facts.thread {
            content.answers = ReplyToken(portal: owner.id, thread: thread, contact: recipient.contact)
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
