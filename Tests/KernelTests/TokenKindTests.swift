import PortalKit
import PortalTesting
import Testing
import Web

@testable import Kernel

/// A secret that somebody carries: how one comes to be, and what it opens. A further kind is one entry of `all`.
private struct TokenKind: Sendable {
    let name: String
    let make: @Sendable (Scene) throws -> String
    /// Whether a value is taken for one; nil for what opens nothing by itself.
    let opens: (@Sendable (Scene, String) throws -> Bool)?

    /// People with a session each, and the link of each kind that Hanna got.
    struct Scene {
        let link: LinkStage
        let maria: Browser
        let spare: Browser
        let guest: Browser
        var kernel: TestKernel { link.kernel }

        init() throws {
            link = try LinkStage()
            maria = try link.kernel.signIn(link.stage.maria)
            spare = try link.kernel.signIn(link.stage.maria)
            guest = link.kernel.browser()
            try guest.open("/sign-in")
            for number in 0..<30 { _ = try link.kernel.addCustomer("Customer \(number)") }
        }

        func browser(_ cookie: String, _ value: String) -> Browser {
            let browser = kernel.browser()
            browser.cookies[cookie] = value
            return browser
        }
    }

    static let account = ["language": "en", "theme": "dark", "time_zone": ""]

    static let all: [TokenKind] = links + sessions + forms

    /// The token in the address, and the cookie that carries it on.
    static let links = LinkKind.all.flatMap { kind -> [TokenKind] in
        let cookie = "portico-" + kind.link.rawValue
        return [
            TokenKind(name: kind.link.rawValue) {
                String(try kind.send(LinkStage(beside: $0.link)).dropFirst(kind.link.path.utf8.count + 1))
            } opens: {
                try $0.kernel.browser().open(kind.link.path + "/" + Percent.segment($1)).text.contains(
                    kind.shown)
            },
            TokenKind(name: cookie) {
                let other = try LinkStage(beside: $0.link)
                return try other.follow(try kind.send(other)).cookies[cookie] ?? ""
            } opens: {
                try $0.browser(cookie, $1).open(kind.link.path).text.contains(kind.shown)
            },
        ]
    }

    static let sessions = [
        TokenKind(name: "session") {
            $0.maria.cookies["portico"] ?? ""
        } opens: {
            try $0.browser("portico", $1).get("/home").status == 200
        },
        TokenKind(name: "staff session") {
            $0.link.office.cookies["portico-staff"] ?? ""
        } opens: {
            try $0.browser("portico-staff", $1).get("/staff/customers").status == 200
        },
        TokenKind(name: "session's name in addresses") { scene in
            let spare = Token(scene.spare.cookies["portico"] ?? "") ?? Token()
            let ref: [UInt8]? = try scene.kernel.value(
                "SELECT ref FROM kernel_session WHERE token_hash = \(spare.hash)")
            return Crockford.encode(ref ?? [])
        } opens: {
            try $0.maria.post("/account/sessions/\(Percent.segment($1))/end").status == 303
        },
    ]

    static let forms = [
        TokenKind(name: "csrf") {
            try $0.maria.keys(for: "/account")["csrf"] ?? ""
        } opens: {
            try $0.maria.post("/account", account.merging(["csrf": $1]) { $1 }).status == 303
        },
        TokenKind(name: "csrf of a guest") {
            try $0.guest.open("/sign-in").form("/sign-in")?.fields["csrf"] ?? ""
        } opens: {
            try $0.guest.post("/sign-in", ["login": "nobody", "csrf": $1]).status == 422
        },
        TokenKind(name: "once") {
            try $0.maria.keys(for: "/account")["once"] ?? ""
        } opens: {
            try $0.maria.post("/account", account.merging(["once": $1]) { $1 }).status == 303
        },
        TokenKind(name: "cursor") {
            let links = try $0.link.office.open("/staff/customers").links
            let next = links.first { $0.contains("after=") } ?? ""
            return next.split(separator: "after=").last.map { String($0.prefix { $0 != "&" }) } ?? ""
        } opens: {
            try $0.link.office.get("/staff/customers?after=" + Percent.segment($1)).status == 200
        },
        TokenKind(name: "flash") {
            _ = try $0.maria.post("/account", account)
            return $0.maria.cookies["portico-flash"] ?? ""
        } opens: {
            try $0.browser("portico-flash", $1).open("/sign-in").text.contains("Your settings are saved.")
        },
        TokenKind(
            name: "form cookie", make: { $0.guest.cookies["portico-form"] ?? "" }, opens: nil),
    ]
}

@Suite("Every secret that somebody carries")
struct TokenKindTests {
    @Test("SD02 opens its own door and no other: kinds × doors, all refused but the diagonal")
    func diagonal() throws {
        let scene = try TokenKind.Scene()
        let kinds = TokenKind.all
        let values = try kinds.map { try $0.make(scene) }
        #expect(Set(values).count == kinds.count && !values.contains(""), "\(values.map(\.utf8.count))")
        var opened: [String] = []
        for (number, value) in values.enumerated() {
            for (door, kind) in kinds.enumerated() where door != number {
                guard let opens = kind.opens, try opens(scene, value) else { continue }
                opened.append("\(kinds[number].name) at \(kind.name)")
            }
        }
        #expect(opened == [])
        for (value, kind) in zip(values, kinds) {
            guard let opens = kind.opens else { continue }
            #expect(try opens(scene, value), "\(kind.name) at its own door")
            let last = value.last == "A" ? "B" : "A"
            if kind.name != "once" {
                #expect(try !opens(scene, value.dropLast() + last), "\(kind.name), altered")
            }
        }
    }
}
