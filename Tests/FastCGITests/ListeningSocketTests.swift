import FastCGI
import Posix
import Testing

@Suite("The listening socket is open to owner and group only")
struct ListeningSocketTests {
    let place: Place

    init() throws { place = try Place() }

    @Test("SJ01 the socket has mode 0660")
    func mode() throws {
        let socket = try ListeningSocket.make(path: place.socket)
        defer { Descriptors.close(socket.fd) }
        #expect(try Files.status(place.socket).mode == 0o660)
    }

    @Test("SJ01 a wider directory is refused", arguments: [0o755, 0o770, 0o751, 0o777, 0o1750] as [UInt32])
    func wideDirectory(_ mode: UInt32) throws {
        try Files.setMode(place.directory + "/run", mode)
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.make(path: place.socket) }
        #expect(!Files.exists(place.socket))
    }

    @Test("SJ01 a wider socket is refused", arguments: [0o666, 0o777, 0o661, 0o664] as [UInt32])
    func wideSocket(_ mode: UInt32) throws {
        #expect(throws: ListeningSocket.Refusal.self) {
            try ListeningSocket.make(path: place.socket, mode: mode)
        }
    }

    @Test("SJ01 an inherited socket is refused when it is wider, or no listening Unix socket")
    func adopted() throws {
        let socket = try ListeningSocket.make(path: place.socket)
        defer { Descriptors.close(socket.fd) }
        #expect(try ListeningSocket.adopt(fd: socket.fd).path == place.socket)
        try Files.setMode(place.socket, 0o666)
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.adopt(fd: socket.fd) }
        let pipe = try Descriptors.pipe()
        defer {
            Descriptors.close(pipe.read)
            Descriptors.close(pipe.write)
        }
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.adopt(fd: pipe.read) }
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.adopt(fd: -1) }
    }

    @Test("a dead socket is replaced; a served one and any other file are left alone")
    func replaces() throws {
        let first = try ListeningSocket.make(path: place.socket)
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.make(path: place.socket) }
        Descriptors.close(first.fd)
        let second = try ListeningSocket.make(path: place.socket)
        Descriptors.close(second.fd)
        try Files.remove(place.socket)
        try Files.replace(place.socket, with: [1])
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.make(path: place.socket) }
        #expect(try Files.read(place.socket) == [1])
    }

    @Test("a path that a socket cannot have is refused", arguments: [108, 500])
    func longPath(_ length: Int) {
        let path = place.directory + "/run/" + String(repeating: "x", count: length)
        #expect(throws: ListeningSocket.Refusal.self) { try ListeningSocket.make(path: path) }
    }
}
