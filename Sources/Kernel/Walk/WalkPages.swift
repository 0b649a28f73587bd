import HTTPTypes
import MariaDB
import PortalKit

/// Whether what is hidden from somebody changes anything that he is shown: each page of his is taken before and
/// after such records come to be. So no list, count, card, tab or search can tell of them, however it is drawn.
extension Walk {
    private struct Place: Hashable {
        let route: Int
        let address: String
        let isSearch: Bool
    }

    private typealias Shown = [WalkViewer: [Place: WalkReply]]

    func comparePages() throws {
        // The kernel's own records are of no customer's concern; they are there before anybody looks.
        for portal in house.portals where portal.isKernel {
            for object in WalkObject.made { make(object, of: portal) }
        }
        let portals = house.portals.filter { !$0.isKernel }
        var links: [String: Set<String>] = [:]
        var shown: Shown = [:]
        func note(_ pages: Shown) { shown.merge(pages) { $0.merging($1) { _, new in new } } }
        for portal in portals { note(try pages(of: portal, &links)) }
        for object in WalkObject.made {
            for portal in portals
            where portal.examples.records.contains(where: { records.has(portal, $0.kind, object) }) {
                make(object, of: portal)
                let after = try pages(of: portal, &links)
                compare(shown, after, object, portal)
                note(after)
            }
        }
    }

    private func make(_ object: WalkObject, of portal: Portal) {
        for (kind, error) in records.make(object, of: portal, people, at: Self.now, connection) {
            report.add(
                WalkFinding(
                    portal: portal.id, route: "-", viewer: "-", object: object.rawValue, what: .exampleFailed,
                    detail: "\(kind): \(error)"))
        }
    }

    /// The kernel's pages that tell of portals' records. A record that showed on another of them would be found by its
    /// mark, when everybody asks for every page; what beside a tab is counted stands on these too.
    private static let tellingPages = ["/home", SearchRoutes.path, LogRoutes.address]

    /// Every page of customers that a portal's records could show on.
    private func pages(of portal: Portal, _ links: inout [String: Set<String>]) throws -> Shown {
        var shown: Shown = [:]
        for viewer in WalkViewer.readers where viewers.contains(viewer) {
            for (number, target) in house.router.targets.enumerated() {
                guard case .customer = target, target.method == .get,
                    target.portal.id == portal.id || Self.tellingPages.contains(target.template)
                        || canSuggest(portal, on: target)
                else { continue }
                for object in objects(of: target) where outcome(viewer, target, object) == .answered {
                    let address = address(target, object)
                    for place in try places(number, address, target, viewer, &links) {
                        shown[viewer, default: [:]][place] = try page(target, viewer, object, place.address)
                    }
                }
            }
        }
        return shown
    }

    /// Pages of other portals show what one suggests, where they are not about a record themselves.
    private func canSuggest(_ portal: Portal, on target: Router.Target) -> Bool {
        !portal.suggestions.isEmpty && !target.portal.isKernel && target.kinds.isEmpty
    }

    /// The page itself, its search, and what it links to under its own path: presets, orders, further pages.
    private func places(
        _ number: Int, _ address: String, _ target: Router.Target, _ viewer: WalkViewer,
        _ links: inout [String: Set<String>]
    ) throws -> [Place] {
        let page = Place(route: number, address: address, isSearch: false)
        let search = Place(route: number, address: address + "?q=" + WalkRecords.word, isSearch: true)
        if address == SearchRoutes.path { return [page, search] }
        guard target.kinds.isEmpty, !target.portal.isKernel else { return [page] }
        let key = viewer.rawValue + address
        if links[key] == nil {
            let found = WalkMarkup(try ask(viewer, address).body).links.filter { $0.hasPrefix(address + "?") }
            links[key] = Set(found.prefix(20).map { $0.replacing("&amp;", with: "&") })
        }
        return [page, search]
            + (links[key] ?? []).sorted().map { Place(route: number, address: $0, isSearch: false) }
    }

    private func compare(_ before: Shown, _ after: Shown, _ object: WalkObject, _ portal: Portal) {
        for (viewer, pages) in after {
            let isHidden = portal.examples.records.allSatisfy { example in
                !records.has(portal, example.kind, object)
                    || !WalkLaw.sees(viewer, object, example.owner, reach(viewer, portal, example.kind))
            }
            for (place, page) in pages {
                let target = house.router.targets[place.route]
                let strangers = strangers(in: page, for: viewer)
                report.check(strangers.isEmpty) {
                    finding(target, viewer, strangers[0].object, self.what(place, target))
                }
                guard isHidden, strangers.isEmpty, let old = before[viewer]?[place] else { continue }
                report.check(old.comparable == page.comparable) {
                    finding(target, viewer, object, .counted)
                }
            }
        }
    }

    private func what(_ place: Place, _ target: Router.Target) -> WalkFinding.What {
        if !target.kinds.isEmpty { return .shown }
        guard place.isSearch else { return .listed }
        return .searched
    }
}

// MARK: - Everything asked for by everybody

extension Walk {
    /// Every page of every portal × every viewer × every record.
    func askForPages() throws {
        for target in targets where target.method == .get {
            for viewer in viewers {
                if case .guest = target, viewer != .guest { continue }
                try askForPage(target, viewer)
            }
        }
    }

    private func askForPage(_ target: Router.Target, _ viewer: WalkViewer) throws {
        let objects = objects(of: target)
        let missing = objects.contains(.missing) ? try ask(viewer, address(target, .missing)) : nil
        for object in objects {
            // A seat that stands for another viewer now was changed by the walk, not by the page.
            try become(viewer)
            let before = try present()
            hasWritten = false
            let reply = try page(target, viewer, object, address(target, object))
            let after = try present(after: before)
            report.check(before == after) {
                finding(target, viewer, object, .wrote, tables.changed(before, after).joined(separator: ", "))
            }
            report.tried(
                WalkTrial(
                    portal: target.portal.id, route: target.name, viewer: viewer, object: object,
                    answer: reply.isSignIn ? 0 : reply.status, expected: outcome(viewer, target, object),
                    holds: wrong(reply, outcome(viewer, target, object), object, missing) == nil))
            check(reply, target, viewer, object, missing: missing)
        }
    }

    private func check(
        _ reply: WalkReply, _ target: Router.Target, _ viewer: WalkViewer, _ object: WalkObject,
        missing: WalkReply?
    ) {
        let outcome = outcome(viewer, target, object)
        if let what = wrong(reply, outcome, object, missing) {
            report.check(false) {
                finding(target, viewer, object, what, what == .broken ? lastError : "status \(reply.status)")
            }
            return
        }
        report.check(true) { finding(target, viewer, object, .broken) }
        let strangers = strangers(in: reply, for: viewer)
        report.check(strangers.isEmpty) {
            finding(target, viewer, strangers[0].object, target.kinds.isEmpty ? .listed : .shown)
        }
        guard reply.status == 200, reply.isPage, [.organisation, .administrator, .guest].contains(viewer)
        else {
            return
        }
        let markup = WalkMarkup(reply.body)
        report.check(markup.headings == 1) {
            finding(target, viewer, object, .heading, "\(markup.headings)")
        }
        report.check(markup.unlabelled.isEmpty) {
            finding(target, viewer, object, .unlabelled, markup.unlabelled.joined(separator: ", "))
        }
    }

    /// Asks for a page, which must write nothing.
    private func page(
        _ target: Router.Target, _ viewer: WalkViewer, _ object: WalkObject, _ address: String
    ) throws -> WalkReply {
        written = ""
        let reply = try ask(viewer, address)
        report.check(written.isEmpty) { finding(target, viewer, object, .wrote, written) }
        return reply
    }

    /// How an answer breaks the law, if it does.
    func wrong(
        _ reply: WalkReply, _ outcome: WalkLaw.Outcome, _ object: WalkObject, _ missing: WalkReply?
    ) -> WalkFinding.What? {
        if reply.status >= 500 { return lastError.contains("where it may only read") ? .wrote : .broken }
        switch outcome {
        case .signIn: return reply.isSignIn ? nil : .guestAdmitted
        case .held:
            let isSent = reply.status == 303 && reply.location == MfaRoutes.appPath(isStaff: false)
            return isSent ? nil : .guestAdmitted
        case .forbidden: return reply.status == 403 ? nil : .rightless
        case .answered: return (200..<400).contains(reply.status) ? nil : .ownRefused
        case .either: return nil
        case .notFound:
            if reply.isAnswered { return WalkLaw.found(object, isFile: reply.isFile) }
            let isSame = missing.map { $0.comparable == reply.comparable } ?? true
            return reply.status == 404 && isSame ? nil : .toldApart
        }
    }
}
