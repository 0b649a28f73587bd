import Crypto
import Foundation
import PortalKit
import PortalTesting
import Posix
import Testing

@testable import Kernel

/// What another program finds in an archive.
struct ReadZip: Decodable {
    struct Entry: Decodable {
        let name: String
        let size: Int
        let sha256: String
        let text: String
    }

    let fault: String?
    let entries: [Entry]

    var names: [String] { entries.map(\.name) }
    func text(_ name: String) -> String { entries.first { $0.name == name }?.text ?? "" }

    /// Read by Python, which shares no line with the writer.
    static func read(_ path: String) throws -> ReadZip {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        let python = ProcessInfo.processInfo.environment["PORTICO_TEST_PYTHON"] ?? "/usr/bin/python3"
        process.executableURL = URL(filePath: python)
        process.arguments = [root.appending(path: "Support/read_zip.py").path, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(ReadZip.self, from: data)
    }
}

@Suite("SL07 A ZIP archive")
struct ZipFileTests {
    private let folder: String

    init() throws {
        folder = try TestServer.newFolder()
    }

    @Test("the checksum is that of the standard, in pieces of any size")
    func checksum() {
        var whole = CRC32()
        whole.add(Array("123456789".utf8))
        #expect(whole.value == 0xCBF4_3926)
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var one = CRC32()
        one.add(bytes)
        for size in [1, 3, 7, 8, 9, 64] {
            var pieces = CRC32()
            for start in stride(from: 0, to: bytes.count, by: size) {
                pieces.add(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(pieces.value == one.value, "\(size)")
        }
    }

    @Test(
        "another program reads what was written, with narrow numbers and with wide ones", arguments: [0, 1])
    func readBack(wide: Int) throws {
        let path = "\(folder)/archive-\(wide).zip"
        let zip = try ZipFile(path: path + ".part", widest: wide == 1 ? 1 : 0xFFFF_FFFF)
        try zip.add("empty", [])
        try zip.add("files/0001-é 你好.txt", Array("hello".utf8))
        try zip.finish(as: path)
        let read = try ReadZip.read(path)
        #expect(read.fault == nil && read.names == ["empty", "files/0001-é 你好.txt"])
        #expect(read.text("files/0001-é 你好.txt") == "hello")
    }

    @Test("an archive that is not finished leaves no file, and a file that changed meanwhile makes none")
    func unfinished() throws {
        let path = folder + "/archive.zip"
        let source = folder + "/source"
        try Files.replace(source, with: Array("hello".utf8))
        func write() throws {
            let zip = try ZipFile(path: path + ".part")
            try zip.add("a", file: source, size: 5, checksum: 7)
        }
        #expect(throws: ZipFile.Fault.self) { try write() }
        #expect(!Files.exists(path) && !Files.exists(path + ".part"))
    }

    @Test("a file of 50 MB goes through in pieces: the process does not grow by it")
    func large() throws {
        let source = folder + "/large"
        let piece = [UInt8](repeating: 0x5A, count: 1 << 20)
        let draft = try Files.Draft(path: source + ".part")
        var checksum = CRC32()
        for _ in 0..<50 {
            try draft.write(piece)
            checksum.add(piece)
        }
        try draft.finish(as: source)
        let before = Self.peak()
        let zip = try ZipFile(path: folder + "/large.zip.part")
        try zip.add("files/0001-large", file: source, size: 50 << 20, checksum: checksum.value)
        try zip.finish(as: folder + "/large.zip")
        #expect(Self.peak() - before <= 16 << 10, "KiB")
        let read = try ReadZip.read(folder + "/large.zip")
        #expect(read.fault == nil && read.entries.map(\.size) == [50 << 20])
    }

    /// The most memory that this process ever had, in KiB.
    private static func peak() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

@Suite("The names of files in an archive")
struct ArchiveNameTests {
    @Test("C08 no name is a path or another's, also where large and small letters are the same")
    func names() {
        var names = ArchiveNames(taken: ["list.txt"])
        let given = [
            "a.txt", "A.TXT", "a (2).txt", "a.txt", "../../etc/passwd", "..", "C:\\x\\y.txt", "LIST.txt",
            "con. ",
            "überweisung.pdf", "x<y>|?.txt",
        ]
        #expect(
            given.map { names.next($0) } == [
                "a.txt", "A (2).TXT", "a (2) (2).txt", "a (3).txt", "passwd", "file", "y.txt", "LIST (2).txt",
                "con",
                "überweisung.pdf", "x_y___.txt",
            ])
    }

    @Test("C08 no folder leads out of the archive, and none has the name of a file beside it")
    func folders() {
        let given = [
            ("Plans", "a.txt"), ("plans", "A.txt"), ("", "plans"), ("../..", "b.txt"),
            ("/Plans//Roof/", "c.txt"),
            ("C:\\x", "d.txt"), ("a\u{202E}/..", "e.txt"), (" ", "f.txt"),
        ]
        var names = ArchiveNames(taken: given.flatMap { ArchiveNames.folders($0.0) })
        #expect(
            given.map { names.next($0.1, in: $0.0) } == [
                "Plans/a.txt", "plans/A (2).txt", "plans (2)", "file/file/b.txt", "Plans/Roof/c.txt",
                "x/d.txt",
                "a/file/e.txt", "file/f.txt",
            ])
    }
}
