import PortalKit
import Web

enum SeatEditorPages {
    static func new(
        _ customer: Customer, _ candidates: [SeatCandidate], chosen: String, _ groups: [PermissionGroup],
        _ ui: Interface
    ) -> HTML {
        let steps = [CustomerPages.start, NamedLink(named: customer.fields.name, to: customer.path)]
        let head: HTML = """
            \(ui.breadcrumb(steps, current: ui.say("New portal user")))\
            \(ui.pageHead(title: "New portal user", sub: "Somebody who signs in for \("customer", customer.fields.name)."))
            """
        guard customer.archivedAt == nil else {
            return
                "\(head)\(ui.note(.neutral, lead: "This customer is archived.", "Restore it first: nobody signs in for it now."))"
        }
        guard let first = candidates.first else {
            let way = ui.linkButton("New contact", to: customer.path + "/contacts/new")
            return """
                \(head)\(ui.empty(.nothingYet(.person), title: "Everybody here is a portal user already.", explanation: "Add a contact, and make it a portal user.", ways: [way]))
                """
        }
        let one = candidates.first { $0.value == chosen } ?? first
        let fields: [HTML] = [
            ui.select(
                "contact", "Customer or contact", candidates.map { Choice($0.value, $0.label(ui)) },
                hint: "Who signs in: the customer as a whole, or one person.", value: one.value, width: .long),
            OfferPages.login(
                hint:
                    "Empty is the e-mail address on file of who is chosen. Another name works too; a forgotten password is then not replaced by mail.",
                ui),
            OfferPages.group(
                groups, value: "", hint: "What the person may see and do. You can change it at any time.",
                first: first.defaults(groups), ui), OfferPages.mfa(isOn: false, ui),
            OfferPages.way(hasAddress: one.email != nil, ui),
        ]
        let form = ui.form(
            action: customer.path + "/portal-users/new", submit: "Add portal user",
            cancel: NamedLink("Cancel", to: customer.path), "\(fields)")
        return "\(head)\(ui.panel(form))"
    }

    static func editor(
        _ seat: PortalSeat, _ groups: [PermissionGroup], _ offered: [Portal], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let holder = seat.holder
        let sub: Words =
            holder.contact == nil
            ? "Portal user of the customer itself" : "Portal user at \("customer", holder.customer.name)"
        let head: HTML = """
            \(SeatPages.crumbs(seat, current: ui.say("Portal user"), ui))\
            \(ui.pageHead(named: holder.name, sub: sub, pill: SeatListPages.pill(SeatState(seat, at: ui.reader.now), ui)))
            """
        let away: HTML = "<p>\(ui.destructive("Delete portal user", to: seat.path + "/delete"))</p>"
        if seat.isRemoved {
            return """
                \(head)<div class="stack">\(ui.note(.neutral, lead: "The contact was removed.", "Nobody signs in with it. As long as it is here, the customer's link leads to the sign-in page."))\(away)</div>
                """
        }
        let warning =
            seat.elsewhere.isEmpty
            ? HTML() : ui.note(.waiting, lead: "One login for several customers.", SeatPages.alsoAt(seat))
        let main: HTML = """
            <div class="stack">\(warning)\(ui.panel(title: "Portal user", form(seat, groups, ui)))\
            \(AccessPages.widget(holder, seat, offered, may: true, visit, ui))\(signIn(seat, ui))\(away)</div>
            """
        return "\(head)\(main)"
    }

    private static func form(_ seat: PortalSeat, _ groups: [PermissionGroup], _ ui: Interface) -> HTML {
        let fields: [HTML] = [
            OfferPages.login(
                hint: seat.isLoginOwnAddress
                    ? "The e-mail address on file: a forgotten password is replaced by mail."
                    : SeatPages.noReset, value: seat.login, isOptional: false, ui),
            OfferPages.group(
                groups, value: seat.groupRef.description,
                hint: "What the person may see and do. You can change it at any time.", ui),
            ui.radios(
                "portals", "Portals",
                [
                    Choice("group", "Those that the group permits, now and later"),
                    Choice("listed", "Only those that were given one by one"),
                ], value: seat.policy.followsGroup ? "group" : "listed"),
            OfferPages.mfa(isOn: seat.requiresMfa, ui),
        ]
        return ui.form(
            action: seat.path, submit: "Update portal user",
            cancel: NamedLink("Cancel", to: seat.holder.path), "\(fields)")
    }

    private static func signIn(_ seat: PortalSeat, _ ui: Interface) -> HTML {
        var rows = [
            SeatPages.power(seat, seat.path, may: true, ui), SeatMfaRow.html(seat, seat.path, may: true, ui),
        ]
        if seat.isAccepted {
            rows += [SeatPages.password(seat, seat.path, may: true, ui), SeatPages.sessions(seat, ui)]
        } else {
            rows.append(SeatPages.invitation(seat, seat.path, mayWithdraw: false, may: true, ui))
        }
        return ui.panel(title: "Sign-in", isPadded: false, ui.rows(rows))
    }

    static func delete(_ seat: PortalSeat, isLast: Bool, _ ui: Interface) -> HTML {
        let name = seat.holder.name
        var consequences: [Words] = [
            "\("name", name) is signed out and can no longer sign in for \("customer", seat.holder.customer.name). Links and invitations end.",
            "Everything that was written stays.",
        ]
        if isLast {
            consequences.append(
                "It is the last portal user: a new link without a password opens the portal of \("customer", seat.holder.customer.name), unless the link is off."
            )
        }
        if !seat.elsewhere.isEmpty {
            consequences.append(
                "The same person keeps signing in at \("customers", seat.elsewhere.joined(separator: ", "))."
            )
        }
        return ui.confirmPage(
            title: "Delete the portal user \("name", name)?", consequences: consequences,
            action: seat.path + "/delete", submit: "Delete portal user",
            under: SeatPages.steps(below: seat))
    }
}
