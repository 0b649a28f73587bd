import Foundation
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Guessing at a door")
struct ThrottleTests {
    private let stage: Stage

    init() throws { stage = try Stage() }

    private var kernel: TestKernel { stage.kernel }

    private func tried() throws -> Int {
        try kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action LIKE '%sign-in.refused'") ?? -1
    }

    private func guess(_ login: String, in browser: Browser, at door: String = "/sign-in") throws -> Reply {
        try browser.post(door, ["login": login, "password": "not this one"])
    }

    @Test(
        "SA07 of a thousand guesses at one login at most a hundred are compared, at both doors",
        arguments: ["/sign-in", "/staff/sign-in"])
    func thousand(_ door: String) throws {
        let login = door == "/sign-in" ? stage.maria.login : stage.staff.login
        let browser = kernel.browser()
        let form = try browser.keys(for: door)
        for number in 0..<1_000 {
            browser.remoteAddress = "198.51.\(number / 250).\(number % 250)"
            let typed = ["login": login, "password": "guess \(number)"]
            let reply = try browser.post(door, typed.merging(form) { $1 }, hasKeys: false)
            #expect([422, 429].contains(reply.status))
            if number.isMultiple(of: 100) { kernel.clock.move(seconds: 1) }
        }
        #expect(try tried() <= 100)
        #expect(try tried() >= 5)
    }

    @Test("SA01 SA07 who has to wait is answered byte for byte alike, whether there is such a login or not")
    func sameAnswer() throws {
        var answers: Set<String> = []
        for login in [stage.maria.login, "nobody@example.org", "no such\u{200D}login"] {
            let browser = kernel.browser()
            for _ in 0..<5 { #expect(try guess(login, in: browser).status == 422) }
            let reply = try guess(login, in: browser)
            #expect(reply.status == 429 && reply.header("Retry-After") == "2")
            #expect(reply.text.contains("Wait 2 seconds and try again."))
            let headers = reply.headers.map { $0.name + ": " + $0.value }.sorted().joined(separator: "\n")
            answers.insert(
                headers + "\n" + reply.comparable + "\n\(kernel.log.last?.statements ?? 0)")
        }
        #expect(answers.count == 1)
    }

    @Test("SA07 the delay doubles up to a quarter of an hour, and nobody is locked out for good")
    func grows() throws {
        let browser = kernel.browser()
        for _ in 0..<5 { _ = try guess(stage.maria.login, in: browser) }
        var waits: [Int] = []
        for _ in 0..<14 {
            let wait = try #require(Int(guess(stage.maria.login, in: browser).header("Retry-After") ?? ""))
            waits.append(wait)
            kernel.clock.move(seconds: Int64(wait))
            #expect(try guess(stage.maria.login, in: browser).status == 422)
        }
        #expect(waits.prefix(4) == [2, 3, 5, 9] && waits.allSatisfy { $0 <= 901 } && waits.last == 901)
        kernel.clock.move(seconds: 901)
        #expect(try stage.signIn(stage.maria.login).1.status == 303)
    }

    @Test("SA07 while strangers guess, the person gets in from a browser used before, and no other does")
    func knownDevice() throws {
        let (own, _) = try stage.signIn(stage.maria.login)
        try own.open("/home")
        try own.submit("/sign-out")
        let anas = try stage.signIn(stage.ana.login).0
        let attacker = kernel.browser()
        attacker.remoteAddress = "198.51.100.7"
        for _ in 0..<60 { _ = try guess(stage.maria.login, in: attacker) }
        #expect(try stage.signIn(stage.maria.login).1.status == 429)
        // A device of somebody else, a changed one, and one of another browser are none of hers.
        let device = try #require(own.cookies["portico-device"])
        for cookie in [
            anas.cookies["portico-device"] ?? "", device.dropLast() + "A", "x.y", device + ".AAAA",
        ] {
            let browser = kernel.browser()
            browser.cookies["portico-device"] = String(cookie)
            let isHers = cookie.hasPrefix(device)
            #expect(try stage.signIn(stage.maria.login, in: browser).1.status == (isHers ? 303 : 429))
        }
        #expect(try stage.signIn(stage.maria.login, in: own).1.status == 303)
    }

    @Test("SA07 a stolen device cookie gives no more guesses than a login has")
    func stolenDevice() throws {
        let (own, _) = try stage.signIn(stage.maria.login)
        let thief = kernel.browser()
        thief.cookies["portico-device"] = own.cookies["portico-device"]
        for _ in 0..<40 { _ = try guess(stage.maria.login, in: thief) }
        #expect(try tried() <= 10)
    }

    @Test("SA07 one place that tries many logins waits as well, and a /64 is one place")
    func onePlace() throws {
        let browser = kernel.browser()
        var refused = 0
        for number in 0..<60 {
            browser.remoteAddress = "2001:db8:1:2:\(number)::1"
            if try guess("person\(number)@example.net", in: browser).status == 429 { refused += 1 }
        }
        #expect(refused == 20)
        #expect(try stage.signIn(stage.maria.login, in: browser).1.status == 429)
        browser.remoteAddress = "2001:db8:1:3::1"
        #expect(try guess("another@example.net", in: browser).status == 422)
    }

    @Test("SA07 what is right does not count for the place, however many sign in there")
    func office() throws {
        for _ in 0..<3 {
            for person in [stage.maria.login, stage.ana.login] {
                for _ in 0..<10 { #expect(try stage.signIn(person).1.status == 303) }
            }
        }
        let places: SQL =
            "SELECT CAST(COALESCE(SUM(tries), 0) AS SIGNED) FROM kernel_throttle WHERE purpose <> 'sign-in'"
        #expect(try kernel.value(places) == 0)
        #expect(try guess(stage.maria.login, in: kernel.browser()).status == 422)
        #expect(try kernel.value(places) == 2)
    }

    @Test("SA06 SA07 a try that nobody has time for is not counted; when there is time, one is let in")
    func busy() throws {
        let kernel = try TestKernel(portals: [], cores: 2)
        let seat = try kernel.addSeat(kernel.addContact("Maria", at: kernel.addCustomer("Alfreds")))
        let hold = DispatchSemaphore(value: 0)
        let crowd = DispatchGroup()
        func enter(_ source: String, _ work: @escaping @Sendable () -> Void) {
            crowd.enter()
            Thread {
                try? kernel.house.gate.run(source: source, work)
                crowd.leave()
            }.start()
        }
        // One hashes, and all who may wait do.
        enter("first") { hold.wait() }
        while kernel.house.gate.load.running == 0 { Thread.sleep(forTimeInterval: 0.001) }
        for number in 0..<200 { enter("\(number)") {} }
        for _ in 0..<10 {
            let reply = try kernel.browser().post(
                "/sign-in", ["login": seat.login, "password": TestKernel.password])
            #expect(reply.status == 503 && reply.header("Retry-After") == "3")
        }
        let counted: SQL = "SELECT CAST(COALESCE(SUM(tries), 0) AS SIGNED) FROM kernel_throttle"
        #expect(try kernel.value(counted) == 0)
        hold.signal()
        crowd.wait()
        #expect(kernel.house.gate.load == (0, 0))
        _ = try kernel.signIn(seat)
    }

    @Test(
        "a place is an IPv4 address or a /64",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:DB8:0001:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8::1", "2001:db8:0:0::/64"),
            ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("", ""), ("::", "0:0:0:0::/64"),
        ])
    func places(_ address: String, network: String) {
        #expect(SourceAddress.network(of: address) == network)
    }
}
