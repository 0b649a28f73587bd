import FastCGI
import Posix

// A tiny application for the tests. `serve SOCKET PIDFILE [MODE]` is the parent, `--child [MODE]` the child.
// Modes: hello | bench (as little as can be) | config (exits 78) | once:FILE (only the first child serves).

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "serve" where arguments.count >= 4: exitWith(try serve())
case "--child": exitWith(try TestChild.run(mode: arguments.count > 2 ? arguments[2] : "hello"))
default: exitWith(64)
}

func serve() throws -> Int32 {
    do {
        return try Supervisor.run(
            executable: ChildProcess.ownExecutable(), arguments: ["--child"] + arguments.dropFirst(4),
            socket: arguments[2], pidFile: arguments[3])
    } catch {
        Supervisor.logToStandardError("\(error)")
        return 1
    }
}
