import Foundation
import Kernel
package import PortalKit

/// A virus scanner of a test's own: clamd with one signature, that of the file with which scanners are tried
/// (<https://www.eicar.org>).
package final class TestClamd {
    package let socket: String
    private let folder: String
    private var process: Process?

    private static let program = "/usr/sbin/clamd"

    /// Whether clamd is on this machine.
    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// What every scanner finds something in.
    package static let eicar = Array(
        (#"X5O!P%@AP[4\PZX54(P^)7CC)7}$"# + #"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"#).utf8)

    /// - Parameter limit: StreamMaxLength, in megabytes.
    package init(limit: Int = 1) throws {
        folder = try TestServer.newFolder()
        socket = folder + "/clamd"
        try FileManager.default.createDirectory(atPath: folder + "/db", withIntermediateDirectories: false)
        try Data("44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test\n".utf8).write(
            to: URL(filePath: folder + "/db/test.hdb"))
        let settings = """
            LocalSocket \(socket)
            DatabaseDirectory \(folder)/db
            Foreground yes
            StreamMaxLength \(limit)M

            """
        try Data(settings.utf8).write(to: URL(filePath: folder + "/clamd.conf"))
    }

    deinit { stop() }

    /// Returns once it answers.
    package func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["-c", folder + "/clamd.conf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        for _ in 0..<1_000 {
            if VirusScan(Clamd(socket: socket), seconds: 1).version() != nil { return }
            usleep(10_000)
        }
        throw TestServer.Failure(description: "clamd does not answer")
    }

    /// It runs, and does nothing any more.
    package func freeze() {
        if let process { kill(process.processIdentifier, SIGSTOP) }
    }

    package func stop() {
        guard let process else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
        try? FileManager.default.removeItem(atPath: socket)
    }
}

extension TestKernel {
    /// An installation whose uploads are scanned.
    package convenience init(portals: [Portal], clamd: (socket: String, seconds: Int)?) throws {
        try self.init(
            portals: portals, scan: clamd.map { VirusScan(Clamd(socket: $0.socket), seconds: $0.seconds) })
    }
}
