import Foundation
import Kernel
import Synchronization
import Testing

@Suite("The gate before the hashes")
struct HashGateTests {
    @Test(
        "SA06 two hundred sign-ins at once never hash more at once than there are slots",
        arguments: [1, 2, 4, 8])
    func bounded(cores: Int) {
        let gate = HashGate(workers: 400, cores: cores, patience: .seconds(60))
        let counts = Mutex((running: 0, most: 0, done: 0))
        let crowd = Crowd()
        for number in 0..<200 {
            crowd.enter {
                try? gate.run(source: "source \(number % 7)") {
                    counts.withLock {
                        $0.running += 1
                        $0.most = max($0.most, $0.running)
                    }
                    counts.withLock {
                        $0.running -= 1
                        $0.done += 1
                    }
                }
            }
        }
        crowd.leave()
        #expect(counts.withLock { $0.most } <= max(1, cores - 1))
        #expect(counts.withLock { $0.done } == 200)
        #expect(gate.load == (0, 0))
    }

    @Test("SA06 a flood from one source is turned away and does not stop another source")
    func flood() throws {
        let scene = Scene(workers: 8)
        for number in 0..<4 { scene.arrive("flood", "flood \(number)") }
        #expect(throws: HashGate.Busy()) { try scene.gate.run(source: "flood") {} }
        scene.arrive("customer", "customer", waitingAfterwards: 4)
        #expect(throws: HashGate.Busy()) { try scene.gate.run(source: "flood") {} }
        #expect(scene.end() == ["first", "flood 0", "customer", "flood 1", "flood 2"])
        #expect(scene.turnedAway == ["flood 3"])
    }

    @Test("SA06 a room full of different sources turns the newcomer away")
    func full() throws {
        let scene = Scene(workers: 8)
        for name in ["a", "b", "c", "d"] { scene.arrive(name, name) }
        #expect(throws: HashGate.Busy()) { try scene.gate.run(source: "e") {} }
        #expect(scene.end() == ["first", "a", "b", "c", "d"])
    }

    @Test("SA06 turns go round the sources, and within a source the first comes first")
    func fair() {
        let scene = Scene(workers: 16)
        for name in ["a1", "a2", "a3", "b1", "b2", "c1"] { scene.arrive(String(name.prefix(1)), name) }
        #expect(scene.end() == ["first", "a1", "b1", "c1", "a2", "b2", "a3"])
    }

    @Test("SA06 four people who sign in at the same moment all get in", arguments: [1, 2, 4])
    func four(cores: Int) {
        let gate = HashGate(workers: 8, cores: cores, patience: .seconds(60))
        let hold = DispatchSemaphore(value: 0)
        let signedIn = Mutex(0)
        let crowd = Crowd()
        for _ in 0..<4 {
            crowd.enter {
                try? gate.run(source: "one office") {
                    hold.wait()
                    signedIn.withLock { $0 += 1 }
                }
            }
        }
        #expect(becomes { gate.load.running + gate.load.waiting == 4 })
        for _ in 0..<4 { hold.signal() }
        crowd.leave()
        #expect(signedIn.withLock { $0 } == 4)
    }

    @Test("SA06 who waits too long is sent away, and the room is free again")
    func patience() throws {
        let scene = Scene(workers: 8, patience: .zero)
        for _ in 0..<20 {
            #expect(throws: HashGate.Busy()) { try scene.gate.run(source: "a") {} }
        }
        #expect(scene.gate.load == (1, 0))
        #expect(scene.end() == ["first"])
        #expect(try scene.gate.run(source: "a") { 7 } == 7)
    }

    @Test("SA06 with no room to wait, one at a time still gets through")
    func noRoom() throws {
        let gate = HashGate(workers: 1, cores: 1)
        #expect(try gate.run(source: "a") { 1 } == 1)
        #expect(throws: HashGate.Busy()) { try gate.run(source: "a") { try gate.run(source: "a") {} } }
    }

    @Test("a hash that fails frees its slot")
    func failure() throws {
        struct Broken: Error {}
        let gate = HashGate(workers: 8, cores: 2)
        for _ in 0..<10 { #expect(throws: Broken.self) { try gate.run(source: "a") { throw Broken() } } }
        #expect(gate.load == (0, 0))
        #expect(try gate.run(source: "a") { true })
    }
}

/// One slot, held by "first" until the scene ends; everybody who arrives waits, and the order of turns is
/// kept.
private final class Scene: Sendable {
    let gate: HashGate
    private let hold = DispatchSemaphore(value: 0)
    private let turns = Mutex<[String]>([])
    private let refused = Mutex<[String]>([])
    private let crowd = Crowd()

    init(workers: Int, patience: Duration = .seconds(60)) {
        gate = HashGate(workers: workers, cores: 2, patience: patience)
        enter("first", "first") { self.hold.wait() }
        _ = becomes { self.gate.load.running == 1 }
    }

    /// Comes in and waits; returns when the room holds one more, or as many as said.
    func arrive(_ source: String, _ name: String, waitingAfterwards: Int? = nil) {
        let waiting = waitingAfterwards ?? gate.load.waiting + 1
        let displaced =
            waitingAfterwards == nil ? refused.withLock { $0.count } : refused.withLock { $0.count } + 1
        enter(source, name) {}
        #expect(
            becomes { self.gate.load.waiting == waiting && self.refused.withLock { $0.count } == displaced })
    }

    /// Lets "first" go on; the turns in their order.
    func end() -> [String] {
        hold.signal()
        crowd.leave()
        return turns.withLock { $0 }
    }

    var turnedAway: [String] { refused.withLock { $0 } }

    private func enter(_ source: String, _ name: String, _ work: @escaping @Sendable () -> Void) {
        crowd.enter {
            do {
                try self.gate.run(source: source) {
                    self.turns.withLock { $0.append(name) }
                    work()
                }
            } catch {
                self.refused.withLock { $0.append(name) }
            }
        }
    }
}

/// People on threads of their own.
private final class Crowd: Sendable {
    private let group = DispatchGroup()

    func enter(_ body: @escaping @Sendable () -> Void) {
        group.enter()
        Thread {
            body()
            self.group.leave()
        }.start()
    }

    func leave() { group.wait() }
}

/// Whether the condition holds before long; asks again and again and gives the others the core in between.
private func becomes(_ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
        if condition() { return true }
        Thread.sleep(forTimeInterval: 0)
    }
    return condition()
}
