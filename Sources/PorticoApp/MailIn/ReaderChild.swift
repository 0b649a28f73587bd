import Posix

/// A process that reads one message after the other from a file without a name, which it can only read.
final class ReaderChild {
    private let process: ChildProcess
    private let file: Int32
    /// A byte in it says that the next message is in the file. Both ends stay open here, so that writing never fails.
    private let bell: (read: Int32, write: Int32)
    private let output: Int32
    private(set) var messages = 0
    private var ending: ChildProcess.Ending?
    private var isOver = false

    init(_ executable: String, spoolDirectory: String) throws {
        let name = Random.bytes(8).map { String($0, radix: 16) }.joined()
        let shared = try Descriptors.shared("\(spoolDirectory)/\(ChildProcess.ownID)-\(name).mail")
        defer { Descriptors.close(shared.reading) }
        file = shared.writing
        bell = try Descriptors.pipe()
        let answers = try Descriptors.pipe()
        output = answers.read
        let (bellEnd, answersEnd) = (
            try Descriptors.copied(bell.read, toAtLeast: 10),
            try Descriptors.moved(answers.write, toAtLeast: 10)
        )
        let nowhere = try Descriptors.moved(Descriptors.nowhere(), toAtLeast: 10)
        defer { [bellEnd, answersEnd, nowhere].forEach(Descriptors.close) }
        process = try ChildProcess.start(
            executable, ["read-mail"], environment: [],
            descriptors: [(0, shared.reading), (1, answersEnd), (2, nowhere), (3, bellEnd)])
    }

    /// Lets it read the file.
    func give(_ path: String) throws {
        messages += 1
        try Descriptors.empty(file)
        let message = try Descriptors.open(path)
        defer { Descriptors.close(message) }
        while true {
            let bytes = try Descriptors.read(message, upTo: 1 << 16)
            if bytes.isEmpty { break }
            try Descriptors.write(bytes, to: file)
        }
        try Descriptors.write([1], to: bell.write)
    }

    func hasWord(within milliseconds: Int32) throws -> Bool {
        try Descriptors.wait([output], milliseconds: milliseconds).contains(where: \.any)
    }

    func words() throws -> [UInt8] { try Descriptors.read(output, upTo: 1 << 16) }

    /// Ends it where it stands, if it has not ended already.
    @discardableResult
    func kill() -> ChildProcess.Ending? {
        guard !isOver else { return ending }
        // One that has ended says nothing more, and says how it ended.
        let isGone = (try? hasWord(within: 200)) == true && (try? words())?.isEmpty == true
        if !isGone { process.kill9() }
        return end()
    }

    /// Lets it end, because there are no more messages.
    func end() -> ChildProcess.Ending? {
        guard !isOver else { return ending }
        isOver = true
        Descriptors.close(bell.write)
        Descriptors.close(bell.read)
        Descriptors.close(output)
        Descriptors.close(file)
        ending = process.wait()
        return ending
    }
}
