import FastCGI
import Posix
import Synchronization
import Testing

@Suite("The parent keeps one child serving", .serialized)
struct SupervisorTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("TERM ends child and parent with 0 and leaves neither socket nor pid file")
    func terminate() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        let child = parent.servingChild()
        parent.send(.terminate)
        #expect(parent.wait() == .exited(0))
        #expect(!Files.exists(place.socket) && !Files.exists(place.pidFile))
        #expect(!isAlive(child))
    }

    @Test("a child that is killed is replaced, again and again")
    func killed() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        for _ in 1...3 {
            let child = try #require(parent.servingChild())
            ChildProcess(id: child).kill9()
            #expect(eventually { parent.servingChild().map { $0 != child } ?? false })
        }
    }

    @Test("SF07 a request that brings the child down costs its own answer only: the next one is given")
    func crash() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        #expect(try Client.ask(place.socket, Client.get("/crash")).output == "")
        #expect(parent.comesUp())
    }

    @Test("three rolling restarts under load lose no request")
    func rolling() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        let load = Load(socket: place.socket)
        let threads = try (1...4).map { number in
            try PosixThread.start(name: "load \(number)") { load.run() }
        }
        for _ in 1...3 {
            let before = parent.servingChild()
            let asked = load.answered
            parent.send(.hangUp)
            #expect(eventually { !isAlive(before) && load.answered > asked + 100 })
        }
        load.stop()
        for thread in threads { thread.join() }
        #expect(load.failures == [])
        #expect(load.children >= 4)
    }

    @Test("a second parent is refused while the first one runs, and the first goes on")
    func second() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        let second = try Parent(place)
        #expect(second.wait() == .exited(1))
        #expect(parent.servingChild() != nil)
    }

    @Test("a child that says its configuration is wrong ends the parent with 78")
    func configuration() throws {
        let parent = try Parent(place, mode: "config")
        #expect(parent.wait() == .exited(78))
        #expect(!Files.exists(place.socket) && !Files.exists(place.pidFile))
    }

    @Test("a new child that is not able to serve leaves the one before in its place")
    func badRoll() throws {
        let parent = try Parent(place, mode: "once:" + place.directory + "/started")
        #expect(parent.comesUp())
        let child = parent.servingChild()
        parent.send(.hangUp)
        #expect(eventually { Files.exists(place.directory + "/started.again") })
        #expect(parent.servingChild() == child)
    }

    @Test("children of a parent that was killed end, and a new parent takes the place over")
    func orphan() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        let child = parent.servingChild()
        parent.kill9()
        #expect(parent.wait() == .killed(signal: 9))
        #expect(eventually { !isAlive(child) })
        let next = try Parent(place)
        #expect(next.comesUp())
    }

    @Test("a socket from the service manager is served and not removed")
    func inherited() throws {
        let socket = try ListeningSocket.make(path: place.socket)
        let shared = try Descriptors.copied(socket.fd, toAtLeast: 10)
        defer {
            Descriptors.close(shared)
            Descriptors.close(socket.fd)
        }
        // The service manager names the process it is about to become; a shell can do that too.
        let command = "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve \"$1\" \"$2\""
        let process = try ChildProcess.start(
            "/bin/sh", ["-c", command, Parent.executable(), "/nowhere/socket", place.pidFile],
            environment: ChildProcess.environment(), descriptors: [(3, shared)])
        #expect(eventually { Parent.servingChild(place.socket) != nil })
        process.send(.terminate)
        #expect(process.wait() == .exited(0))
        #expect(Files.exists(place.socket))
    }

    private func isAlive(_ id: Int32?) -> Bool { id.map { Files.exists("/proc/\($0)/exe") } ?? false }
}

/// Asks without pause and remembers every question that was not answered.
final class Load: Sendable {
    private let socket: String
    private let stopped = Atomic<Bool>(false)
    private let state = Mutex<(answered: Int, failures: [String], children: Set<String>)>((0, [], []))

    init(socket: String) { self.socket = socket }

    var answered: Int { state.withLock { $0.answered } }
    var failures: [String] { state.withLock { $0.failures } }
    var children: Int { state.withLock { $0.children.count } }

    func stop() { stopped.store(true, ordering: .releasing) }

    func run() {
        while !stopped.load(ordering: .acquiring) {
            let outcome = Result { try Client.ask(socket, Client.post("/", length: 3), body: [1, 2, 3]) }
            state.withLock { state in
                if case .success(let reply) = outcome, reply.sawEnd, reply.output.hasSuffix("received 3") {
                    state.answered += 1
                    state.children.insert(reply.output)
                } else {
                    state.failures.append("\(outcome)")
                }
            }
        }
    }
}
