import FoundationEssentials
import Kernel
import MailReading
import Posix
import Web

/// Has messages read by another process, which knows neither the configuration nor the database, can write to no file
/// and is ended where it takes too much (SF06). What it says is believed no more than the message itself.
final class ReaderProcess {
    private let executable: String
    private let spool: Spool
    private let directory: String
    private var child: ReaderChild?

    struct Result {
        /// Nothing where nobody could read it.
        let message: ReceivedMessage?
        let files: [UploadedFile]
    }

    /// The other process ended by itself and without an answer.
    struct Unable: Error {
        let code: Int32
    }

    /// Bytes of all attachments together: decoded they are fewer than the message has.
    private static let most = IncomingFile.most
    /// Milliseconds without a word.
    private static let patience: Int32 = 30_000
    /// Messages of one process: what it is given of memory and time is for all of them.
    private static let mostOfChild = 200

    init(executable: String, spool: Spool, directory: String) {
        self.executable = executable
        self.spool = spool
        self.directory = directory
    }

    deinit { _ = child?.end() }

    /// - Throws: when this machine could not do it now; never for what stands in the message.
    func read(_ path: String) throws -> Result {
        if let child, child.messages >= Self.mostOfChild { stop() }
        let isOld = child != nil
        let result = try attempt(path)
        // What others had used up is not its fault: a new process tries once more.
        return result.message == nil && isOld && child == nil ? try attempt(path) : result
    }

    private func stop() {
        _ = child?.end()
        child = nil
    }

    private func attempt(_ path: String) throws -> Result {
        if child == nil { child = try ReaderChild(executable, spoolDirectory: directory) }
        var inbox = ReaderInbox(spool: spool, most: Self.most)
        do {
            try child?.give(path)
            while !inbox.isDone, try child?.hasWord(within: Self.patience) == true {
                guard let bytes = try child?.words(), !bytes.isEmpty else { break }
                try inbox.take(bytes)
            }
        } catch is FrameStream.Malformed {
            inbox.giveUp()
        } catch {
            child?.kill()
            stop()
            inbox.giveUp()
            throw error
        }
        guard !inbox.isDone || inbox.isMalformed else {
            return Result(message: inbox.message, files: inbox.files)
        }
        inbox.giveUp()
        let ending = child?.kill()
        stop()
        if case .exited(let code)? = ending, code != 0 {
            // It said itself that it could not: this machine's fault, not the message's.
            throw Unable(code: code)
        }
        return Result(message: nil, files: [])
    }
}

/// What has arrived so far of what the other process says.
private struct ReaderInbox {
    let spool: Spool
    let most: Int
    private(set) var message: ReceivedMessage?
    private(set) var files: [UploadedFile] = []
    private(set) var isDone = false
    private(set) var isMalformed = false
    private var stream = FrameStream()
    private var open: SpoolFile?
    private var size = 0

    init(spool: Spool, most: Int) {
        self.spool = spool
        self.most = most
    }

    mutating func take(_ bytes: [UInt8]) throws {
        stream.take(bytes)
        while let frame = try stream.next() { try take(frame) }
    }

    private mutating func take(_ frame: Frame) throws {
        guard !isDone else { throw FrameStream.Malformed() }
        switch frame.kind {
        case .message where message == nil:
            guard let read = try? JSONDecoder().decode(ReceivedMessage.self, from: Data(frame.bytes)) else {
                throw FrameStream.Malformed()
            }
            message = read
        case .data:
            size += frame.bytes.count
            guard size <= most, waits else { throw FrameStream.Malformed() }
            if open == nil { open = try spool.newFile() }
            try open?.write(frame.bytes)
        case .end:
            guard waits, let message else { throw FrameStream.Malformed() }
            let file = try open ?? spool.newFile()
            open = nil
            let known = message.attachments[files.count]
            files.append(
                try file.finish(
                    field: "files", name: String(known.name.unicodeScalars.prefix(400)), type: known.type))
        case .done:
            guard let message, files.count == message.attachments.count else { throw FrameStream.Malformed() }
            isDone = true
        case .unreadable: isDone = true
        case .message: throw FrameStream.Malformed()
        }
    }

    /// Whether a file is still to come.
    private var waits: Bool { files.count < message?.attachments.count ?? 0 }

    mutating func giveUp() {
        open?.remove()
        open = nil
        for file in files { try? Files.remove(file.spoolPath) }
        (message, files, isMalformed) = (nil, [], true)
    }
}
