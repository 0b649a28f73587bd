import PortalKit
import Web

enum LinkPages {
    /// What the link of a customer without portal users leads to; and for somebody who is still in another customer's
    /// portal, also where there are portal users.
    static func door(
        _ door: CustomerDoor, _ way: CustomerDoor.Way, leaving other: String?, _ ui: Interface
    ) -> HTML {
        let words: Words =
            way == .inside
            ? "You need no password. Whoever has this link can open it, so pass it on to nobody else."
            : "It asks for a user name and a password."
        let leaving = other.map { ui.say("You leave the portal of \("customer", $0).") } ?? ""
        return """
            <h1>\(ui.say("The portal of \("customer", door.name)"))</h1>\
            <p class="ink-2">\(ui.say(words)) \(leaving)</p>\
            \(ui.postButton(way == .inside ? "Open the portal of \("customer", door.name)" : "Sign in", to: "/link", .filled))
            """
    }

    static func gone(_ installation: Installation, _ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("This link no longer works"))</h1>\
        <p class="ink-2">\(ui.say("It has ended, was switched off or is mistyped. Ask your contact at \("operator", installation.operatorName) for a new one."))</p>\
        \(installation.helpEmail.map { ui.mailLine($0) } ?? HTML())\(ui.linkButton("Sign in", to: "/sign-in"))
        """
    }

    /// On the customer's page, for administrators.
    static func panel(_ door: CustomerDoor, _ customer: Customer, _ house: House, _ ui: Interface) throws
        -> HTML
    {
        let path = customer.path + "/link"
        let effect: Words =
            door.hasUsers
            ? "This customer has portal users: the link leads to the sign-in page."
            : door.isOff
                ? "Nobody comes in by it."
                : "Whoever has the link is in the customer's portal without a password, with what the group Non-Portal Users may see."
        var rows = [
            ui.settingRow(
                "Link without a password", effect: "\(ui.say(effect))",
                control: ui.switchButton(
                    to: path + "/switch", "Link without a password", state: door.isOff ? "Off" : "On",
                    isOn: !door.isOff))
        ]
        if !door.isOff && !door.hasUsers {
            let address = try door.link.address(house)
            rows.append(
                ui.settingRow(
                    "Address",
                    effect: "<span class=\"secret line\">\(address)</span>",
                    control: ui.postButton("Make a new link", to: path + "/renew", small: true)))
        }
        return ui.panel(title: "Opened by a link", isPadded: false, ui.rows(rows))
    }
}
