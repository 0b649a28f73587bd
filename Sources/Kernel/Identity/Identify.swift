import HTTPTypes
import MariaDB
import PortalKit
import Web

extension Visit {
    /// Finds who sends the request by the cookie of that audience, and by nothing else.
    func identify(asStaff: Bool) throws {
        let name = asStaff ? cookieNames.staff : cookieNames.customer
        identity = .guest
        // Two cookies of one name: some program put one beside ours. Neither is believed (SC08).
        guard !request.cookies.isAmbiguous(name), let text = request.cookies[name] else { return }
        connection.onPrepare = nil
        if asStaff {
            if let token = Token(text), let session = try StaffSession.find(token.hash, at: now, connection) {
                identity = .staff(session)
                settings = try house.settings.kept(session.settingsVersion, connection)
            }
        } else if let session = try CustomerSession.find(cookie: text, at: now, connection) {
            identity = .customer(session)
            settings = try house.settings.kept(session.settingsVersion, connection)
        }
    }

    /// The start page looks whether somebody is signed in; the pages of signing in do not.
    func identifyGuest(at path: RoutePath) throws {
        if path.segments.isEmpty { return try identify(asStaff: false) }
        if [OneTimeLink.invitation.path, OneTimeLink.address.path, LinkRoutes.path].contains(path.template) {
            try identify(asStaff: false)
            // Whoever is held at setting an app up is a guest everywhere else; staff in somebody's place open no
            // invitation of his.
            if case .customer(let session) = identity, !session.isHeld {
                if session.viewing == nil || path.template == LinkRoutes.path { return }
            }
            identity = .guest
        }
        findFormToken()
        guard isNewFormToken, let formToken else { return }
        cookies.append(
            SetCookie(name: cookieNames.form, value: formToken.text, secure: house.installation.isSecure))
    }

    /// After the handler, at most once a minute, and not for what nobody looked at.
    func noteSeen() {
        guard leavesTraces else { return }
        switch identity {
        case .guest: return
        case .customer(let session) where session.viewing != nil: noteSeen(of: session)
        case .customer(let session) where now.seconds(since: session.seenAt) >= 60:
            _ = try? connection.execute(
                session.isVisitor
                    ? "UPDATE kernel_visitor_session SET seen_at = \(now) WHERE id = \(session.id) AND seen_at < \(now)"
                    : "UPDATE kernel_session SET seen_at = \(now) WHERE id = \(session.id) AND seen_at < \(now)"
            )
        case .staff(let session) where now.seconds(since: session.seenAt) >= 60:
            _ = try? connection.execute(
                "UPDATE kernel_staff_session SET seen_at = \(now) WHERE id = \(session.id) AND seen_at < \(now)"
            )
        default: return
        }
    }
}
