import Foundation
import HTTPTypes
import PortalTesting
import Testing

@Suite("A conversation as PDF")
struct TicketPaperTests {
    private let it: Helpdesk
    private let maria: Browser

    init() throws {
        it = try Helpdesk()
        maria = try it.kernel.signIn(it.maria)
    }

    private func text(_ reply: Reply) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "ticket-\(UUID().uuidString).pdf")
        try Data(reply.bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = [path.path, "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    @Test("who may not see the ticket has no PDF of it either")
    func others() throws {
        let ticket = try it.open("Dented", by: it.maria)
        let path = "\(Helpdesk.list)/\(ticket)/pdf"
        #expect(try it.kernel.browser().get(path).status == 303)
        #expect(try maria.get("\(Helpdesk.list)/0000000000000000/pdf").status == 404)
        #expect(try maria.get("\(Helpdesk.staffList)/\(ticket)/pdf").status != 200)
        let stranger = try it.kernel.signIn(it.ana)
        #expect(try stranger.get(path).status == 404)
    }

    @Test("what staff have not shared stands in nobody's, neither its words nor its file")
    func hidden() throws {
        let ticket = try it.open("Dented", by: it.maria)
        try it.write("**Sorry** for that.", to: ticket, isShared: true, files: [Helpdesk.file("form.txt")])
        try it.write(
            "Between ourselves: a difficult one.", to: ticket, isShared: false,
            files: [Helpdesk.file("own.txt")])
        for reply in [
            try maria.get("\(Helpdesk.list)/\(ticket)/pdf"),
            try it.desk.get("\(Helpdesk.staffList)/\(ticket)/pdf"),
        ] {
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == "application/pdf")
            let text = try text(reply)
            #expect(text.contains("Dented") && text.contains("Sorry for that.") && text.contains("form.txt"))
            #expect(!text.contains("ourselves") && !text.contains("own.txt"))
        }
    }

    @Test("whoever is forgotten stands in no PDF that is kept")
    func forgotten() throws {
        let ticket = try it.open("Dented", by: it.maria)
        #expect(try maria.get("\(Helpdesk.list)/\(ticket)/pdf").status == 200)
        #expect(it.kernel.keptPapers.count == 1)
        try it.kernel.erase(#require(it.maria.contact))
        #expect(it.kernel.keptPapers == [])
    }

    @Test(
        "it is saved under the ticket's name, shown where that is asked for, and the same as long as nothing changes"
    )
    func headers() throws {
        let ticket = try it.open("Dented", by: it.maria)
        let path = "\(Helpdesk.list)/\(ticket)/pdf"
        let first = try maria.get(path)
        #expect(first.header("Content-Disposition")?.hasPrefix("attachment; filename=\"") == true)
        #expect(first.header("Content-Disposition")?.contains("Dented.pdf") == true)
        #expect(first.header("Cache-Control") == "private, no-store")
        it.kernel.clock.move(seconds: 60)
        let again = try maria.get(path + "?inline=1")
        #expect(again.header("Content-Disposition")?.hasPrefix("inline; ") == true)
        #expect(again.bytes == first.bytes)
        #expect(again.header("ETag") == first.header("ETag"))
        try it.write("News.", to: ticket, isShared: true)
        #expect(try maria.get(path).header("ETag") != first.header("ETag"))
    }
}
