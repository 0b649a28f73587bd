import PortalKit
import Web

/// Whether a post was made by our own page in the person's own browser (ASVS 3.5.1, 3.5.3).
enum Forgery {
    /// `Origin` must be ours; where a browser sends none, `Sec-Fetch-Site` must say so; with neither, the token
    /// decides alone.
    static func checkOrigin(_ visit: Visit) throws(PortalError) {
        let installation = visit.house.installation
        if let origin = visit.request.origin {
            let scheme = installation.isSecure ? "https://" : "http://"
            guard installation.hosts.contains(where: { scheme + $0 == origin }) else { throw .forbidden }
        } else if let site = visit.request.secFetchSite, site != "same-origin", site != "none" {
            throw .forbidden
        }
    }

    /// The token is bound to the session, or for guests to the browser's form cookie.
    static func checkToken(_ visit: Visit) throws(PortalError) {
        let sent = Array(visit.request.form["csrf"].utf8)
        guard !sent.isEmpty, isSame(sent, Array(visit.csrf.utf8)) else { throw .forbidden }
    }
}
