import MariaDB
import PortalKit
import Web

/// What staff see of access that ends, or has ended, by itself.
enum SeatEnd {
    static func panel(
        _ contact: Contact, _ seat: PortalSeat?, may: Bool, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        guard let seat, seat.isOn, let end = [seat.endsAt, seat.reviewEndsAt].compactMap(\.self).min() else {
            return HTML()
        }
        let reader = visit.house.reader(language: nil, timeZone: nil, at: visit.now)
        let day = ui.reader.date(reader.lastDay(before: end))
        guard end <= visit.now else {
            let text: Words =
                seat.endsAt == end
                ? "The last day is \("day", day)."
                : "\("name", contact.fields.name) is asked to be confirmed until \("day", day)."
            return ui.note(.neutral, lead: "This access ends by itself.", text)
        }
        return ui.panel(
            title: "Access ended", isPadded: false,
            ui.settingRow(
                "Access ended", effect: "\(ui.say("The last day was \("day", day)."))",
                control: may
                    ? ui.postButton(
                        "Give access again", to: contact.path + "/portal-user/switch", small: true,
                        fields: [("on", "1")], about: contact.fields.name) : HTML()))
    }

    /// Whoever is switched on is in force: what has ended by itself is as if it had not.
    static func undo(_ seat: UInt64, at now: Instant, _ connection: Connection) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_seat SET confirmed_at = IF(review_ends_at <= \(now), \(now), confirmed_at),
                review_ends_at = IF(review_ends_at <= \(now), NULL, review_ends_at),
                ends_at = IF(ends_at <= \(now), NULL, ends_at), ended_told_at = NULL
            WHERE id = \(seat)
            """)
    }
}
