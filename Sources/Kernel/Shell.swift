import HTTPTypes
import MariaDB
import PortalKit
import Web

/// Makes the whole page of its inside: brand, tabs, person, flash, footer. It asks the database for one thing, the
/// numbers beside the tabs.
struct Shell {
    let visit: Visit

    private var installation: Installation { visit.house.installation }

    /// - Parameter portal: whose page it is, so that its tab is marked as current.
    func wrap(_ page: Page, of portal: Portal?, status: HTTPResponse.Status = .ok) -> Response {
        let ui = visit.interface(of: portal)
        let heading =
            visit.problems.isEmpty ? ui.say(page.title) : ui.say("Error: \("title", ui.say(page.title))")
        var document = document(heading + " – " + installation.operatorName)
        document.scripts = page.scripts.compactMap(visit.house.assets.path(of:))
        let html: HTML
        switch visit.identity {
        case .customer(let session):
            html = ui.customerFrame(customer(session, document, portal, ui), page.body)
        case .staff(let session): html = ui.staffFrame(staff(session, document, portal, ui), page.body)
        case .guest: html = ui.signInFrame(guest(document, ui), page.body)
        }
        return Response(status, html: html)
    }

    private func document(_ title: String) -> HTMLDocument {
        var theme = Theme.system
        if case .customer(let session) = visit.identity {
            theme = session.theme == "dark" ? .dark : session.theme == "light" ? .light : .system
        }
        return HTMLDocument(
            title: title, language: visit.language, theme: theme,
            stylesheets: [visit.house.assets.stylesheet], icon: visit.house.assets.icon)
    }

    private var brand: Brand {
        Brand(
            name: installation.operatorName,
            initials: String(Initials.of(installation.operatorName).prefix(1)))
    }

    private func customer(
        _ session: CustomerSession, _ document: HTMLDocument, _ portal: Portal?, _ ui: Interface
    ) -> Frame {
        var tabs = [FrameTab(ui.say("Home"), path: "/home", icon: .home, isCurrent: visit.isAt(["home"]))]
        if session.isHeld { tabs = [] }
        let counts = session.isHeld ? [:] : TabCounts.read(visit, session)
        for other in visit.house.portals where !other.isKernel && !session.isHeld {
            let current =
                portal?.id == other.id ? self.current(of: other.tabs.map { $0.path.below([other.id]) }) : nil
            for (index, tab) in other.tabs.enumerated() where Gate.shows(tab, of: other, session.policy) {
                tabs.append(
                    FrameTab(
                        visit.reader(of: other).say(tab.title), path: tab.path.below([other.id]).template,
                        icon: other.icon, count: counts[other.id + "#" + String(index)],
                        isCurrent: current == tab.path.below([other.id])))
            }
        }
        return Frame(
            document: document, brand: brand, home: "/home", tabs: tabs,
            person: FramePerson(
                name: session.viewer.name, initials: session.viewer.initials,
                detail: session.isVisitor ? ui.say("Opened by its link") : session.login,
                links: links(session), signOut: session.viewing == nil ? "/sign-out" : Viewing.end),
            seats: session.seats > 1 && !session.isHeld ? seats(session) : nil,
            search: session.isHeld || SearchRoutes.sources(visit, session).isEmpty
                ? nil : SearchRoutes.path,
            footer: installation.helpEmail.map { [NamedLink("Help", to: "mailto:" + $0)] } ?? [],
            footerNote: footerNote(ui), flash: visit.takeFlash(),
            viewingAs: ViewingPages.banner(session, at: visit.now, ui))
    }

    /// What is the person's own, and what is the organisation's, as far as it is his to see.
    private func links(_ session: CustomerSession) -> [NamedLink] {
        if session.isVisitor || session.isHeld { return [] }
        var links = session.viewing == nil ? [NamedLink("Your account", to: "/account")] : []
        if session.policy.reach(.readAccessLog, in: identityPortal) != .none {
            links.append(NamedLink("Access log", to: LogRoutes.address))
        }
        if session.policy.reach(.manageColleagues, in: identityPortal) != .none {
            links.append(NamedLink("Colleagues", to: ColleagueRoutes.address))
        }
        return links
    }

    private func seats(_ session: CustomerSession) -> FrameSeats? {
        guard let seats = try? Seat.all(of: session, at: visit.now, visit.connection) else { return nil }
        return FrameSeats(
            current: session.viewer.customerName,
            seats: seats.map {
                FrameSeats.Seat(value: $0.ref.description, name: $0.name, isCurrent: $0.isCurrent)
            })
    }

    private func staff(
        _ session: StaffSession, _ document: HTMLDocument, _ portal: Portal?, _ ui: Interface
    ) -> Frame {
        // Customers first, then what staff work on all day; what administrators set up comes last.
        var tabs: [FrameTab] = []
        var setUp: [FrameTab] = []
        for other in visit.house.portals
        where !session.disabledModules.contains(other.id) && !session.isHeld {
            let prefix = other.isKernel ? [] : ["staff", other.id]
            let current =
                portal?.id == other.id ? self.current(of: other.staffTabs.map { $0.path.below(prefix) }) : nil
            for tab in other.staffTabs where Gate.shows(tab, session) {
                let path = tab.path.below(prefix)
                let one = FrameTab(
                    visit.reader(of: other).say(tab.title), path: path.template, icon: tab.icon ?? other.icon,
                    isCurrent: path == current)
                if other.isKernel && !tabs.isEmpty { setUp.append(one) } else { tabs.append(one) }
            }
        }
        tabs += setUp
        let role: Words = session.staff.isAdministrator ? "Administrator" : "Technician"
        return Frame(
            document: document, brand: brand, home: "/staff", tabs: tabs,
            person: FramePerson(
                name: session.staff.name, initials: session.staff.initials, detail: ui.say(role),
                links: session.mustSetUpApp ? [] : [NamedLink("Your account", to: StaffAccountRoutes.path)],
                signOut: "/staff/sign-out"),
            footerNote: footerNote(ui), flash: visit.takeFlash())
    }

    /// Of a portal's tabs the one that this page is below; the first, where it is below none.
    private func current(of paths: [RoutePath]) -> RoutePath? {
        let here = visit.request.path.segments.map(RoutePath.Segment.word)
        // One's own account is below no tab.
        guard !visit.request.path.segments.starts(with: ["staff", "account"]) else { return nil }
        return paths.filter { here.starts(with: $0.segments) }.max { $0.segments.count < $1.segments.count }
            ?? paths.first
    }

    private func guest(_ document: HTMLDocument, _ ui: Interface) -> SignInFrame {
        SignInFrame(
            document: document, brand: brand, promise: ui.say("Everything between us, in one place."),
            explanation: ui.say(
                "See what is new, find what was agreed, and ask the people who know your account."),
            host: String(installation.host), footerNote: languageName(ui),
            flash: visit.takeFlash())
    }

    private func footerNote(_ ui: Interface) -> String {
        languageName(ui) + " (" + ui.reader.timeZone + ")"
    }

    /// Every language is called by its own name.
    private func languageName(_ ui: Interface) -> String {
        ui.reader.language == "nl" ? "Nederlands" : "English"
    }
}

/// The numbers beside the tabs: one statement for all of them.
enum TabCounts {
    static func read(_ visit: Visit, _ session: CustomerSession) -> [String: Int] {
        var parts: [SQL] = []
        var counts: [(portal: String, sql: SQL)] = []
        for portal in visit.house.portals {
            for (index, tab) in portal.tabs.enumerated() where Gate.shows(tab, of: portal, session.policy) {
                guard let count = tab.count, let sql = try? count(visit.customerContext(session, of: portal))
                else { continue }
                counts.append((portal.id, sql))
                parts.append("SELECT \(portal.id + "#" + String(index)), (\(sql: sql))")
            }
        }
        guard !parts.isEmpty else { return [:] }
        // The portals' fragments are checked like their statements, when this text is first prepared.
        visit.connection.onPrepare = { _ in
            for (portal, sql) in counts {
                try StatementCheck.check(sql, portal: portal, countsOwners: true)
                guard sql.scopes + sql.unscoped > 0 else {
                    throw StatementFault.withoutOwner(portal: portal, sql: sql.text)
                }
            }
        }
        let rows: [(String, Int)]? = try? visit.connection.rows(SQL(joining: parts, by: " UNION ALL ")) {
            row in
            (try row.next(), try row.next())
        }
        return Dictionary(rows ?? []) { first, _ in first }
    }
}

extension Visit {
    func isAt(_ segments: [String]) -> Bool { request.path.segments == segments }

    func customerContext(_ session: CustomerSession, of portal: Portal) -> CustomerContext {
        CustomerContext(
            viewer: session.viewer, now: now, ui: interface(of: portal), store: store(of: portal),
            reaches: session.policy.reaches(in: [portal]), seal: cursorSeal,
            settings: settings.settings(of: portal, in: house))
    }

    func staffContext(_ session: StaffSession, of portal: Portal) -> StaffContext {
        StaffContext(
            staff: session.staff, now: now, ui: interface(of: portal), store: store(of: portal),
            seal: cursorSeal, settings: settings.settings(of: portal, in: house))
    }

    func guestContext(of portal: Portal) -> GuestContext {
        GuestContext(now: now, ui: interface(of: portal), store: store(of: portal))
    }
}
