import Posix

/// The small parent that owns the socket and the pid file and keeps one child serving. It has one thread.
package struct Supervisor {
    /// sysexits.h EX_CONFIG: starting again would not help, a person has to change something.
    package static let configurationError: Int32 = 78

    /// How to start a child: its arguments come after the name of the executable.
    struct Command {
        let executable: String
        let arguments: [String]
    }

    static let firstPause: Int64 = 50_000
    static let longestPause: Int64 = 1_000_000
    /// A child that served this long before it died did not die of starting.
    static let settled: Int64 = 10_000_000
    static let readyWithin: Int64 = 30_000_000
    static let stopWithin: Int64 = 60_000_000

    private let command: Command
    private let socket: ListeningSocket
    private let signals: Signals
    private let log: (String) -> Void

    private var serving: SupervisedChild?
    private var coming: SupervisedChild?
    private var leaving: [SupervisedChild] = []
    private var restartAt: Int64?
    private var pause = firstPause
    private var wantsNewChild = false
    private var exitCode: Int32?

    /// Runs until TERM, INT, or a child that exits 78; returns the exit code. HUP rolls to a new child.
    /// Call before any thread starts. `executable` must be a path that leads to the program after an upgrade too.
    /// Throws `PidFile.Taken` when another one runs, `ListeningSocket.Refusal`, or `PosixError`.
    package static func run(
        executable: String, arguments: [String], socket path: String, pidFile: String,
        log: @escaping (String) -> Void = Supervisor.logToStandardError
    ) throws -> Int32 {
        let signals = try Signals.takeOver([.terminate, .interrupt, .hangUp, .childEnded])
        let pid = try PidFile.take(pidFile)
        defer { pid.remove() }
        let inherited = try socketOfServiceManager()
        let socket = try inherited ?? ListeningSocket.make(path: path, replacesLiving: true)
        var supervisor = Supervisor(
            command: Command(executable: executable, arguments: arguments), socket: socket, signals: signals,
            log: log)
        return supervisor.loop { if inherited == nil { try? Files.remove(path) } }
    }

    package static func logToStandardError(_ line: String) {
        try? Descriptors.write("portico: \(line)\n".utf8, to: 2)
    }

    /// sd_listen_fds(3): one socket, number 3, meant for this very process.
    private static func socketOfServiceManager() throws -> ListeningSocket? {
        guard ChildProcess.environment("LISTEN_PID") == String(ChildProcess.ownID),
            ChildProcess.environment("LISTEN_FDS") == "1"
        else { return nil }
        return try ListeningSocket.adopt(fd: Descriptors.moved(3, toAtLeast: 10))
    }

    private init(
        command: Command, socket: ListeningSocket, signals: Signals, log: @escaping (String) -> Void
    ) {
        self.command = command
        self.socket = socket
        self.signals = signals
        self.log = log
    }

    private mutating func loop(_ closeDoor: () -> Void) -> Int32 {
        restartAt = Clocks.monotonic()
        var doorIsOpen = true
        while true {
            while let signal = signals.next() { take(signal) }
            while let (id, ending) = ChildProcess.reap() { ended(id, ending) }
            if let exitCode {
                if doorIsOpen { closeDoor() }
                doorIsOpen = false
                if !isAnyAlive { return exitCode }
            } else {
                startWhatIsDue()
            }
            endWhatIsLate()
            listenToChildren()
        }
    }

    private var isAnyAlive: Bool { serving != nil || coming != nil || !leaving.isEmpty }

    private mutating func take(_ signal: Signals.Signal) {
        switch signal {
        case .terminate, .interrupt: stop(0)
        case .hangUp: wantsNewChild = true
        case .childEnded, .other: break
        }
    }

    private mutating func stop(_ code: Int32) {
        guard exitCode == nil else { return }
        exitCode = code
        for child in [serving, coming].compactMap(\.self) { leave(child) }
        serving = nil
        coming = nil
    }

    private mutating func leave(_ child: SupervisedChild) {
        child.process.send(.terminate)
        leaving.append(child.leaving(at: Clocks.monotonic()))
    }

    private mutating func startWhatIsDue() {
        let now = Clocks.monotonic()
        if serving == nil, let at = restartAt, at <= now {
            restartAt = nil
            wantsNewChild = false
            serving = start()
            if serving == nil { restartLater(now) }
        } else if wantsNewChild, serving?.isReady == true, coming == nil {
            wantsNewChild = false
            coming = start()
        }
    }

    private func start() -> SupervisedChild? {
        do {
            return try SupervisedChild.start(command, socket: socket)
        } catch {
            log("no child could be started: \(error)")
            return nil
        }
    }

    private mutating func restartLater(_ now: Int64) {
        restartAt = now + pause
        pause = min(pause * 2, Self.longestPause)
    }

    private mutating func ended(_ id: Int32, _ ending: ChildProcess.Ending) {
        let now = Clocks.monotonic()
        if let child = serving, child.process.id == id {
            child.forget()
            serving = coming
            coming = nil
            if serving != nil { return log("child \(id) \(ending.inWords), the next one is on its way") }
            if ending == .exited(Self.configurationError) { return stop(Self.configurationError) }
            if now - child.startedAt >= Self.settled { pause = Self.firstPause }
            log("child \(id) \(ending.inWords), another is started in \(pause / 1_000) ms")
            restartLater(now)
        } else if let child = coming, child.process.id == id {
            child.forget()
            coming = nil
            log("new child \(id) \(ending.inWords) before it was ready, the one before goes on serving")
        } else if let index = leaving.firstIndex(where: { $0.process.id == id }) {
            leaving.remove(at: index).forget()
        }
    }

    private mutating func endWhatIsLate() {
        let now = Clocks.monotonic()
        for index in leaving.indices where now - (leaving[index].leavingSince ?? now) > Self.stopWithin {
            log("child \(leaving[index].process.id) did not end in time and is killed")
            leaving[index].process.kill9()
            leaving[index] = leaving[index].leaving(at: now)
        }
        if let child = coming, !child.isReady, now - child.startedAt > Self.readyWithin {
            log("new child \(child.process.id) was not ready in time, the one before goes on serving")
            coming = nil
            leave(child)
        }
    }

    /// Sleeps until something happens, and hears who is ready.
    private mutating func listenToChildren() {
        var lines = [signals.descriptor]
        if let line = serving?.openLine { lines.append(line) }
        if let line = coming?.openLine { lines.append(line) }
        guard let state = try? Descriptors.wait(lines, milliseconds: untilNextTimer()) else { return }
        for (line, state) in zip(lines, state).dropFirst() where state.any {
            if serving?.line == line { serving?.hear() }
            if coming?.line == line { coming?.hear() }
        }
        if let next = coming, next.isReady {
            if let old = serving { leave(old) }
            serving = next
            coming = nil
            log("child \(next.process.id) took over")
        }
    }

    private func untilNextTimer() -> Int32? {
        let now = Clocks.monotonic()
        var due: [Int64] = leaving.compactMap { $0.leavingSince.map { $0 + Self.stopWithin } }
        if let coming { due.append(coming.startedAt + Self.readyWithin) }
        if exitCode == nil, serving == nil, let restartAt { due.append(restartAt) }
        return due.min().map { Int32(clamping: max(1, ($0 - now) / 1_000 + 1)) }
    }
}
