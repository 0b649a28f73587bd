import MariaDB
import PortalKit
import Web

/// An administrator takes away the authenticator app of somebody who has lost it.
enum MfaResetRoutes {
    static let all: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/portal-user/mfa-reset", needs: .staff(.access), reset),
        .post(
            "/staff/customers/{customer}/portal-users/{seat}/mfa-reset", needs: .staff(.access), reset),
    ]

    @Sendable private static func reset(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let visit = try context.visit()
        let person = MfaPerson.account(seat.account)
        let removed = try write { tx in
            guard try Authenticator.remove(of: person, visit.connection) else { return false }
            try PendingSignIn.end(of: person, at: context.now, visit.connection)
            try OpenSessions(of: seat.account).end(at: context.now, visit.connection)
            try tx.audit("administration.mfa.reset", seat.holder)
            try SecurityMail.appReset.send(to: person, visit)
            return true
        }
        return .seeOther(
            SeatRoutes.back(seat, request),
            saying: removed
                ? "The authenticator app of \("name", seat.holder.name) is forgotten, and every browser was signed out."
                : "\("name", seat.holder.name) has no authenticator app.")
    }
}

/// What the pages of a portal user say of the app; `path` is that of the acts.
enum SeatMfaRow {
    static func html(_ seat: PortalSeat, _ path: String, may: Bool, _ ui: Interface) -> HTML {
        let effect: Words =
            switch (seat.appSince, seat.requiresMfa) {
            case (let since?, true):
                "Required. An authenticator app is set up since \("when", ui.reader.exactly(since))."
            case (let since?, false):
                "An authenticator app is set up since \("when", ui.reader.exactly(since)), by free choice."
            case (nil, true): "Required, and not set up yet: it is asked for at the next sign-in."
            case (nil, false): "Not required, and not set up."
            }
        var ways = [
            ui.pill(
                seat.requiresMfa ? "Required" : "Not required", seat.requiresMfa ? .good : .rest)
        ]
        if may, seat.appSince != nil {
            ways.append(ui.postButton("Forget the app", to: path + "/mfa-reset", small: true))
        }
        return ui.settingRow("Require MFA", effect: "\(ui.say(effect))", control: ui.buttons(ways))
    }
}
