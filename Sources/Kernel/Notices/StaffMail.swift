import MariaDB
package import PortalKit
import Web

extension Acting {
    /// Writes a mail for one of the operator's own people, in his language.
    package func tell(staff: UInt64, _ letter: StaffLetter, portal id: String) throws {
        connection.onPrepare = nil
        let found: (address: String, name: String, language: String?, timeZone: String?)? =
            try connection.first(
                "SELECT login, name, language, time_zone FROM kernel_staff WHERE id = \(staff) AND removed_at IS NULL"
            ) { (try $0.next(), try $0.next(), try $0.next(), try $0.next()) }
        guard let found, Email.isValid(found.address), Link.staysHere(letter.path) else { return }
        let reader = house.reader(language: found.language, timeZone: found.timeZone, at: now, of: id)
        let name = house.installation.operatorName
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say(letter.subject).onOneLine, preview: letter.text,
            heading: Words(verbatim: reader.say(letter.subject).onOneLine), paragraphs: [letter.text],
            button: "Open in the portal", path: letter.path,
            reason: "You get this because you work with the portal of \("operator", name).")
        try Delivery.enqueue(
            id + ".told", content, to: (found.address, found.name), customer: nil, contact: nil, self)
    }
}
