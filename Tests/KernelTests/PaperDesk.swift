import Foundation
import PortalKit
import PortalTesting
import Testing
import Web

@testable import Kernel

/// An installation with papers, two customers and somebody of each.
struct PaperDesk {
    static let new = "/papers/papers/new"

    let kernel: TestKernel
    let maria: TestSeat
    let ana: TestSeat

    init(quota: FileQuota = FileQuota()) throws {
        kernel = try TestKernel(portals: [papersPortal], quota: quota)
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds")))
        ana = try kernel.addSeat(kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")))
    }

    static func file(_ name: String, _ bytes: [UInt8] = Array("hello".utf8)) -> Browser.File {
        Browser.File("files", name: name, bytes)
    }

    /// Sends a paper and gives its address.
    func send(_ title: String, _ files: [Browser.File], by browser: Browser) throws -> String {
        try #require(try browser.upload(Self.new, ["title": title], files).location)
    }

    var rows: Int { get throws { try kernel.value("SELECT COUNT(*) FROM kernel_attachment") ?? -1 } }

    /// No row, no file, nothing on its way, no paper.
    var isEmpty: Bool {
        get throws {
            try rows == 0 && kernel.storedFiles.isEmpty && kernel.spooledFiles.isEmpty
                && kernel.value("SELECT COUNT(*) FROM papers_paper") == 0
        }
    }

    /// Sends a body that is made while it is read, as nginx hands it over.
    func post(_ path: String, _ browser: Browser, _ body: MadeBody, length: Int? = nil) throws -> [UInt8] {
        let cookies = browser.cookies.map { $0.key + "=" + $0.value }.joined(separator: "; ")
        let parameters: [(name: String, value: String)] = [
            ("REQUEST_METHOD", "POST"), ("DOCUMENT_URI", path), ("QUERY_STRING", ""),
            ("CONTENT_TYPE", "multipart/form-data; boundary=" + MadeBody.boundary),
            ("CONTENT_LENGTH", String(length ?? body.count)), ("REMOTE_ADDR", "192.0.2.10"),
            ("REQUEST_ID", String(repeating: "7", count: 32)), ("HTTP_HOST", "127.0.0.1:8080"),
            ("HTTP_ORIGIN", kernel.publicURL), ("HTTP_COOKIE", cookies),
        ]
        return browser.desk.answer(parameters.map { ($0.name, Array($0.value.utf8)) }, body)
    }

    func sweep() -> StoreSweepReader { StoreSweepReader(kernel: kernel) }
}

/// Rows against files, as `portico files verify` looks at them.
struct StoreSweepReader {
    let kernel: TestKernel

    func faults() throws -> [StoreSweep.Fault] {
        try kernel.withConnection {
            try StoreSweep(directory: kernel.filesDirectory, $0, at: kernel.clock.now).faults()
        }
    }
}

/// A form with one file of any size that never is in memory, which may break off.
final class MadeBody: BodySource {
    static let boundary = "made-3f8a"
    struct BrokenOff: Error {}

    private let head: [UInt8]
    private let fill: Int
    private let tail: [UInt8]
    private let end: Int
    private(set) var sent = 0

    /// - Parameter breaksAt: after so many bytes the connection is gone.
    init(_ fields: [String: String], file: Int, breaksAt: Int? = nil) {
        let start = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\""
        let texts = fields.sorted { $0.key < $1.key }.map { "\(start)\($0.key)\"\r\n\r\n\($0.value)\r\n" }
        head = Array((texts.joined() + start + "files\"; filename=\"large.bin\"\r\n\r\n").utf8)
        tail = Array("\r\n--\(Self.boundary)--\r\n".utf8)
        fill = file
        end = breaksAt ?? Int.max
    }

    var count: Int { head.count + fill + tail.count }

    func read(upTo limit: Int) throws -> [UInt8] {
        if sent >= end { throw BadRequest.malformed("the body ended early") }
        let part: [UInt8]
        if sent < head.count {
            part = Array(head[sent...].prefix(min(limit, end - sent)))
        } else if sent < head.count + fill {
            part = Array(repeating: 0x2E, count: min(limit, head.count + fill - sent, end - sent))
        } else {
            part = Array(tail[(sent - head.count - fill)...].prefix(min(limit, end - sent)))
        }
        sent += part.count
        return part
    }
}
