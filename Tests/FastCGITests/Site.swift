import Foundation
import Posix
import Testing

/// A real nginx before the test application.
final class Site {
    let place: Place
    let port: Int

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    init(_ place: Place) throws {
        self.place = place
        var candidate = 20_000 + Int(ChildProcess.ownID) % 20_000
        let start = """
            # A daemon that keeps our descriptors would never seem to end.
            for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -gt 2 ] && eval "exec $fd>&-"; done
            . "\(Self.root)/script/lib/nginx.sh"
            write_nginx_conf "$0" "$1" "$0/run/portico.sock" "$0/files" && \
            nginx -p "$0" -c "$0/nginx.conf" -e "$0/error.log"
            """
        while Shell.run(start, place.directory, String(candidate)).status != 0, candidate < 60_000 {
            candidate += 101
        }
        port = candidate
        let pidFile = place.directory + "/nginx.pid"
        #expect(eventually { Files.exists(pidFile) })
    }

    deinit {
        let stop = "kill $(cat \"$0/nginx.pid\") && while [ -e \"$0/nginx.pid\" ]; do :; done"
        _ = Shell.run(stop, place.directory)
    }

    /// The answer with its headers, as curl shows it.
    func ask(_ path: String, _ arguments: String...) -> String {
        Shell.run(
            "path=$1; shift; curl -s -i --path-as-is --max-time 20 \"$@\" \"http://127.0.0.1:$0$path\"",
            String(port), [path] + arguments
        ).output
    }

    /// Bytes as they are, in one piece: who is refused halfway would write into a closed connection.
    /// Gives the answer up to the end of the connection.
    func raw(_ text: String) -> String {
        Shell.run(
            "exec 3<>/dev/tcp/127.0.0.1/$0; printf \"$1\" > \"$2\"; cat \"$2\" >&3; timeout 20 cat <&3",
            String(port), text, place.directory + "/request"
        ).output
    }
}

enum Shell {
    static func run(_ script: String, _ first: String, _ rest: String...) -> (status: Int32, output: String) {
        run(script, first, rest)
    }

    static func run(_ script: String, _ first: String, _ rest: [String]) -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, first] + rest
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return (-1, "\(error)") }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
