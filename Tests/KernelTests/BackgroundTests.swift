import MariaDB
import PortalKit
import PortalTesting
import Synchronization
import Testing

@testable import Kernel

/// An installation with the two portals that work in the background.
private struct Floor {
    let factory = Factory()
    let kernel: TestKernel
    let office: Browser

    init() throws {
        kernel = try TestKernel(portals: [factory.works, factory.shop])
        office = try kernel.signIn(kernel.addStaff())
        // The job is due at once; what these tests are about comes after it.
        try kernel.runBackground()
        try kernel.execute("DELETE FROM works_row")
        // The kernel's own jobs rest meanwhile.
        try kernel.execute("UPDATE kernel_job SET due_at = '2100-01-01' WHERE name NOT LIKE 'w%'")
    }

    @discardableResult
    func order(_ thing: String) throws -> Int {
        try office.post("/staff/works/orders", ["thing": thing]).status
    }

    func play(_ step: @escaping @Sendable (String) throws -> Void) {
        factory.script.step.withLock { $0 = step }
    }

    var works: [String] {
        get throws { try kernel.values("SELECT text FROM works_row ORDER BY id") }
    }
    var heard: [String] {
        get throws { try kernel.values("SELECT text FROM shop_row ORDER BY id") }
    }
    func task<T: SQLReadable & Sendable>(_ column: SQL) throws -> T? {
        try kernel.value(
            "SELECT \(sql: column) FROM kernel_task WHERE kind = 'works.make' ORDER BY id LIMIT 1")
    }
}

private struct Jam: Error {}

@Suite("Tasks: work that is done once, later")
struct TaskTests {
    @Test("a task is done once, in one transaction with the mark that it is done, and keeps no payload")
    func once() throws {
        let floor = try Floor()
        #expect(try floor.order("bolt") == 303)
        #expect(try floor.works == ["ordered bolt"])
        #expect(try floor.kernel.runBackground() == 2)
        #expect(try floor.works == ["ordered bolt", "made bolt"])
        #expect(try floor.kernel.runBackground() == 0)
        #expect(try floor.task("done_at IS NOT NULL") == true)
        #expect(try floor.task("payload") == "")
    }

    @Test("what is undone leaves no task and no event")
    func undone() throws {
        let floor = try Floor()
        #expect(try floor.order("nothing") == 409)
        #expect(try floor.kernel.value("SELECT COUNT(*) FROM kernel_task") == 0)
    }

    @Test(
        "what throws leaves nothing of itself, harms no other, and comes again after one, two, four minutes")
    func again() throws {
        let floor = try Floor()
        try floor.order("bolt")
        try floor.order("nut")
        floor.play { if $0 == "bolt written" { throw Jam() } }
        try floor.kernel.runBackground()
        #expect(try floor.works == ["ordered bolt", "ordered nut", "made nut"])
        #expect(try floor.task("last_error") == "Jam()")
        for (wait, attempts) in [(59, 1), (2, 2), (118, 2), (3, 3)] as [(Int64, Int)] {
            floor.kernel.clock.move(seconds: wait)
            try floor.kernel.runBackground()
            #expect(try floor.task("attempts") == attempts)
        }
        floor.play { _ in }
        floor.kernel.clock.move(seconds: 241)
        try floor.kernel.runBackground()
        #expect(try floor.works.filter { $0 == "made bolt" }.count == 1)
        #expect(try floor.task("last_error IS NULL") == true)
    }

    @Test("what fails for a day is given up and stays visible")
    func givenUp() throws {
        let floor = try Floor()
        try floor.order("bolt")
        floor.play { if $0 == "bolt written" { throw Jam() } }
        for _ in 0..<30 {
            try floor.kernel.runBackground()
            floor.kernel.clock.move(seconds: 21_601)
        }
        #expect(try floor.task("failed_at IS NOT NULL") == true)
        let attempts: Int = try #require(try floor.task("attempts"))
        #expect(attempts < 20)
        #expect(floor.kernel.log.contains { $0.message.contains("task works.make: Jam()") })
        let office = try floor.kernel.signIn(floor.kernel.addStaff())
        let page = try office.open("/staff/settings/background")
        #expect(
            page.text.contains("works.make") && page.text.contains("Jam()")
                && page.text.contains("works.sweep"))
        floor.play { _ in }
        #expect(try office.submit("/staff/settings/background").status == 303)
        try floor.kernel.runBackground()
        #expect(try floor.works.contains("made bolt"))
        #expect(try office.post("/staff/settings/background", [:]).status == 303)
    }

    @Test("a program that ends meanwhile leaves a lease: the task runs again later, and not for ever")
    func died() throws {
        let floor = try Floor()
        try floor.order("bolt")
        let kernel = floor.kernel
        func die() throws -> Bool {
            try kernel.withConnection { connection in
                guard
                    let lease = try Queue.tasks.take(
                        1, among: ["works.make"], at: kernel.clock.now, connection)
                else { return false }
                let id: UInt64? = try connection.first(
                    "SELECT id FROM kernel_task WHERE lease_by = \(lease.mark)"
                ) {
                    try $0.next()
                }
                return try Queue.tasks.begin(id ?? 0, lease, at: kernel.clock.now, connection)
            }
        }
        #expect(try die())
        #expect(try kernel.runBackground() == 1)
        #expect(try floor.heard == ["heard bolt"])
        #expect(try floor.works == ["ordered bolt"])
        for _ in 0..<40 {
            kernel.clock.move(seconds: 21_601)
            if try !die() { break }
        }
        #expect(try floor.task("failed_at IS NOT NULL") == true)
        #expect(try floor.task("last_error") == "The program ended while it ran.")
    }

    @Test("of many processes one does a task")
    func race() throws {
        let floor = try Floor()
        for number in 0..<20 { try floor.order("bolt \(number)") }
        let kernel = floor.kernel
        let runs = try atOnce(4) { _ in try kernel.runBackground() }.map { try $0.get() }
        #expect(runs.reduce(0, +) == 40)
        let works = try floor.works
        #expect(works.count == 40 && Set(works).count == 40)
    }

    @Test(
        "a run that outlives its lease is undone when another has the task by now",
        arguments: ["bolt", "bolt written"])
    func lost(moment: String) throws {
        let floor = try Floor()
        try floor.order("bolt")
        let kernel = floor.kernel
        let isFirst = Atomic(true)
        floor.play { thing in
            guard thing == moment, isFirst.exchange(false, ordering: .relaxed) else { return }
            kernel.clock.move(seconds: 61)
            _ = try kernel.runBackground()
        }
        try kernel.runBackground()
        #expect(try floor.works.filter { $0 == "made bolt" }.count == 1)
        #expect(try floor.task("attempts") == 2)
    }

    @Test("a task that goes on renews its lease, and nobody takes it meanwhile")
    func renewed() throws {
        let floor = try Floor()
        try floor.order("bolt")
        let kernel = floor.kernel
        floor.play { thing in
            if thing.hasPrefix("bolt") { kernel.clock.move(seconds: 45) }
            if thing == "bolt written" {
                let others = try kernel.runBackground()
                #expect(others == 1)
            }
        }
        try kernel.runBackground()
        #expect(try floor.task("done_at IS NOT NULL") == true)
        #expect(try floor.task("attempts") == 1)
    }

    @Test("a payload of another type, and an event nobody declared, are faults that undo everything")
    func undeclared() throws {
        let floor = try Floor()
        for thing in ["number", "secret"] {
            #expect(try floor.order(thing) == 500)
        }
        #expect(try floor.works.isEmpty)
        #expect(
            floor.kernel.log.contains {
                $0.message.contains("works.order.hidden, which is not in its publishes")
            })
    }
}

@Suite("Events and reactions: portals share a name and JSON")
struct ReactionTests {
    @Test("another portal reacts later, in a transaction of its own")
    func reacts() throws {
        let floor = try Floor()
        try floor.order("bolt")
        #expect(try floor.heard.isEmpty)
        try floor.kernel.runBackground()
        #expect(try floor.heard == ["heard bolt"])
    }

    @Test("A01 the reactions and jobs of a portal that is switched off wait until it is on again")
    func switchedOff() throws {
        let floor = try Floor()
        try floor.kernel.setModule("shop", isOn: false)
        try floor.order("bolt")
        try floor.kernel.runBackground()
        #expect(try floor.heard.isEmpty)
        try floor.kernel.setModule("shop", isOn: true)
        try floor.kernel.setModule("works", isOn: false)
        floor.kernel.clock.move(seconds: 7_200)
        try floor.kernel.runBackground()
        #expect(try floor.heard == ["heard bolt"])
        #expect(try !floor.works.contains("swept"))
        try floor.kernel.setModule("works", isOn: true)
        try floor.kernel.runBackground()
        #expect(try floor.works.contains("swept"))
    }

    @Test("a task of a kind that this program does not know waits for one that does")
    func unknown() throws {
        let floor = try Floor()
        try floor.kernel.execute(
            """
            INSERT INTO kernel_task (kind, payload, created_at, queued_at, due_at)
            VALUES ('later.thing', '{}', \(floor.kernel.clock.now), \(floor.kernel.clock.now), \(floor.kernel.clock.now))
            """)
        #expect(try floor.kernel.runBackground() == 0)
        #expect(try floor.kernel.value("SELECT attempts FROM kernel_task") == 0)
    }
}

@Suite("Jobs: work that comes back")
struct JobTests {
    @Test("a job runs when it is due, and again so long after its start")
    func comesBack() throws {
        let floor = try Floor()
        floor.kernel.clock.move(seconds: 3_599)
        #expect(try floor.kernel.runBackground() == 0)
        floor.kernel.clock.move(seconds: 1)
        #expect(try floor.kernel.runBackground() == 1)
        #expect(try floor.works == ["swept"])
        #expect(try floor.kernel.runBackground() == 0)
    }

    @Test("one of many processes runs it")
    func race() throws {
        let floor = try Floor()
        floor.kernel.clock.move(seconds: 3_600)
        let kernel = floor.kernel
        let runs = try atOnce(8) { _ in try kernel.runBackground() }.map { try $0.get() }
        #expect(runs.reduce(0, +) == 1)
        #expect(try floor.works == ["swept"])
    }

    @Test("a run that fails leaves nothing but its error, and is tried again within five minutes")
    func fails() throws {
        let floor = try Floor()
        floor.play { _ in throw Jam() }
        floor.kernel.clock.move(seconds: 3_600)
        try floor.kernel.runBackground()
        #expect(try floor.works.isEmpty)
        #expect(try floor.kernel.value("SELECT MAX(last_error) FROM kernel_job") == "Jam()")
        floor.play { _ in }
        floor.kernel.clock.move(seconds: 301)
        try floor.kernel.runBackground()
        #expect(try floor.works == ["swept"])
        #expect(try floor.kernel.value("SELECT MAX(last_error) IS NULL FROM kernel_job") == true)
    }

    @Test("a run that lasts longer than the rest is not begun a second time beside itself")
    func alone() throws {
        let floor = try Floor()
        let kernel = floor.kernel
        floor.kernel.clock.move(seconds: 3_600)
        floor.play { _ in
            try kernel.execute("UPDATE kernel_job SET due_at = \(kernel.clock.now) WHERE name LIKE 'w%'")
            #expect(try kernel.runBackground() == 0)
            try kernel.execute("UPDATE kernel_job SET due_at = \(kernel.clock.now.adding(seconds: 60))")
        }
        try kernel.runBackground()
        #expect(try floor.works == ["swept"])
    }
}
