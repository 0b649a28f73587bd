import Posix
import Testing

@Suite("Files are wholly there or not at all")
final class FilesTests {
    let directory: String

    init() throws {
        directory = "/tmp/portico-posix-" + Random.bytes(6).map { String($0, radix: 16) }.joined()
        try Files.makeDirectory(directory + "/a/b")
    }

    deinit { Self.removeTree(directory) }

    private static func removeTree(_ path: String) {
        guard (try? Files.status(path).isDirectory) == true else { return _ = try? Files.remove(path) }
        for name in (try? Files.list(path)) ?? [] { removeTree(path + "/" + name) }
        try? Files.removeDirectory(path)
    }

    @Test("directories are made with those above them, 0750")
    func directories() throws {
        #expect(try Files.status(directory + "/a/b").mode == 0o750)
        #expect(try Files.status(directory + "/a").isDirectory)
        try Files.makeDirectory(directory + "/a/b")
    }

    @Test("a file is replaced whole, with its mode, and nothing is left beside it")
    func replaced() throws {
        let path = directory + "/a/file"
        try Files.replace(path, with: [1, 2, 3], mode: 0o600)
        try Files.replace(path, with: [], mode: 0o600)
        try Files.replace(path, with: Array(repeating: 7, count: 300_000), mode: 0o600)
        #expect(try Files.read(path).count == 300_000)
        #expect(try Files.status(path).mode == 0o600)
        #expect(try Files.list(directory + "/a").sorted() == ["b", "file"])
    }

    @Test("a draft that is not finished vanishes")
    func draft() throws {
        do {
            let draft = try Files.Draft(path: directory + "/draft")
            try draft.write([1])
            #expect(Files.exists(directory + "/draft"))
        }
        #expect(!Files.exists(directory + "/draft"))
    }

    @Test("a file above the limit, or missing, is an error that says which")
    func refused() throws {
        try Files.replace(directory + "/large", with: [1, 2, 3])
        #expect(throws: PosixError.self) { try Files.read(directory + "/large", limit: 2) }
        let missing = #expect(throws: PosixError.self) { try Files.read(directory + "/missing") }
        #expect(missing?.isMissing == true)
        #expect(missing?.description.contains("/missing") == true)
    }

    @Test("a symbolic link is seen as itself, not followed")
    func link() throws {
        #expect(try !Files.status("/proc/self/exe").isRegular)
    }

    @Test(
        "directory of a path",
        arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a"), ("", ".")])
    func parent(_ path: String, _ expected: String) {
        #expect(Files.directory(of: path) == expected)
    }

    @Test("a pid file is taken once, says who has it, and can be taken again after")
    func pidFile() throws {
        let path = directory + "/pid"
        let first = try PidFile.take(path)
        let taken = #expect(throws: PidFile.Taken.self) { try PidFile.take(path) }
        #expect(taken?.holder == String(ChildProcess.ownID))
        first.remove()
        #expect(!Files.exists(path))
        try PidFile.take(path).remove()
    }

    @Test("random bytes differ, and come in any number")
    func random() {
        #expect(Random.bytes(0) == [])
        #expect(Random.bytes(100_000).count == 100_000)
        #expect(Random.bytes(32) != Random.bytes(32))
    }
}
