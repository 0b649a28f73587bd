import Foundation
import Kernel
import MailReading
import Testing

@testable import PorticoApp

@Suite("The process that reads mail, when it goes wrong")
struct ReaderProcessTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("portico-reader-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("spool"), withIntermediateDirectories: true)
        try Data("Subject: x\r\n\r\ny\r\n".utf8).write(to: folder.appendingPathComponent("mail"))
    }

    /// What is read of a message by a program that behaves like this.
    private func read(_ script: String) throws -> ReaderProcess.Result {
        let program = folder.appendingPathComponent(UUID().uuidString).path
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let reader = ReaderProcess(
            executable: program, spool: Spool(directory: folder.path), directory: folder.path + "/spool")
        return try reader.read(folder.appendingPathComponent("mail").path)
    }

    @Test(
        "SF06 a message that ends it is unreadable, and kept; a machine that cannot read is asked again later"
    )
    func endings() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for death in ["kill -9 $$", "kill -TRAP $$", "printf 'garbage'; exec cat <&3", "exit 0"] {
            let result = try read(death)
            #expect(result.message == nil && result.files.isEmpty)
        }
        #expect(throws: ReaderProcess.Unable.self) { try read("exit 127") }
        #expect(try read("printf 'U\\0\\0\\0\\0'; cat <&3 >/dev/null").message == nil)
        // Half of an answer is none, and leaves nothing in the spool.
        let message = String(decoding: try JSONEncoder().encode(ReceivedMessage()), as: UTF8.self)
        let length = String(message.utf8.count, radix: 8)
        let high = length.count > 3 ? "1" : "0"
        let half = "printf 'M\\0\\0\\\(high)\\\(length.suffix(3))'; printf '%s' '\(message)'"
        #expect(try read(half + "; kill -9 $$").message == nil)
        let spool = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool")
        #expect(spool == [])
    }
}
