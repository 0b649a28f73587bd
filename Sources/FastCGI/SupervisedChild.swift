import Posix

/// A child as its parent sees it.
struct SupervisedChild {
    let process: ChildProcess
    let startedAt: Int64
    /// Open as long as the child lives: that it closes tells the child that the parent is gone.
    let line: Int32
    private(set) var isReady = false
    private(set) var leavingSince: Int64?
    private var isSilent = false

    /// The line, while there is something to hear from it.
    var openLine: Int32? { isReady || isSilent ? nil : line }

    /// The child finds the socket as descriptor 3 and the line as 4, and their numbers in its environment.
    static func start(
        _ command: Supervisor.Command, socket: ListeningSocket
    ) throws(PosixError) -> SupervisedChild {
        let pipe = try Descriptors.pipe()
        var ours: [Int32] = [pipe.read, pipe.write]
        do throws(PosixError) {
            // Low numbers could be 3 or 4 themselves and be overwritten on the way.
            for index in ours.indices { ours[index] = try Descriptors.moved(ours[index], toAtLeast: 10) }
            let shared = try Descriptors.copied(socket.fd, toAtLeast: 10)
            defer { Descriptors.close(shared) }
            let process = try ChildProcess.start(
                command.executable, command.arguments, environment: environment(),
                descriptors: [(3, shared), (4, ours[1])])
            Descriptors.close(ours[1])
            return SupervisedChild(process: process, startedAt: Clocks.monotonic(), line: ours[0])
        } catch {
            for descriptor in ours { Descriptors.close(descriptor) }
            throw error
        }
    }

    private init(process: ChildProcess, startedAt: Int64, line: Int32) {
        self.process = process
        self.startedAt = startedAt
        self.line = line
    }

    private static func environment() -> [String] {
        let own = ["LISTEN_", "\(ParentLink.socketVariable)=", "\(ParentLink.readyVariable)="]
        let kept = ChildProcess.environment().filter { entry in !own.contains { entry.hasPrefix($0) } }
        return kept + ["\(ParentLink.socketVariable)=3", "\(ParentLink.readyVariable)=4"]
    }

    mutating func hear() {
        let bytes = (try? Descriptors.read(line, upTo: 16)) ?? []
        if bytes.isEmpty { isSilent = true } else { isReady = true }
    }

    func leaving(at moment: Int64) -> SupervisedChild {
        var copy = self
        copy.leavingSince = moment
        return copy
    }

    /// After its end.
    func forget() { Descriptors.close(line) }
}

extension ChildProcess.Ending {
    var inWords: String {
        switch self {
        case .exited(let code): "exited with \(code)"
        case .killed(let signal): "was killed by signal \(signal)"
        }
    }
}
