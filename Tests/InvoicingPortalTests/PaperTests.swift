import Foundation
import PortalKit
import PortalTesting
import Testing

@Suite("An invoice as PDF")
struct PaperTests {
    private let it: Office

    init() throws { it = try Office() }

    private func text(_ reply: Reply) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "invoice-\(UUID().uuidString).pdf")
        try Data(reply.bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", path.path, "-"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }

    @Test("a draft, another customer's, or without the right to save: there is none")
    func refusals() throws {
        let (draft, issued) = (try it.draft(), try it.issued())
        let path = "\(Office.list)/\(issued)/pdf"
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get("\(Office.list)/\(draft)/pdf").status == 404)
        #expect(try maria.get(path).status == 200)
        #expect(try it.kernel.signIn(it.ana).get(path).status == 404)
        #expect(try it.kernel.browser().get(path).status == 303)
        #expect(try maria.get("\(Office.staffList)/\(issued)/pdf").status != 200)
        // Who sees invoices and may not save them is not shown the way either.
        let reads = try it.kernel.addSeat(
            it.kernel.addContact("Rita Lese", at: it.alfreds),
            group: it.kernel.addGroup(["invoicing.invoices.view": .organisation]))
        let rita = try it.kernel.signIn(reads)
        let page = try rita.get("\(Office.list)/\(issued)")
        #expect(page.status == 200 && !page.links.contains(path))
        #expect([403, 404].contains(try rita.get(path).status))
        // Who may save all and sees his own only saves no other's.
        let saves = try it.kernel.addSeat(
            it.kernel.addContact("Sven Save", at: it.alfreds),
            group: it.kernel.addGroup([
                "invoicing.invoices.view": .own, "invoicing.invoices.download": .organisation,
            ]))
        #expect(try it.kernel.signIn(saves).get(path).status == 404)
    }

    @Test(
        "it says what was sent, and is the same for customer and staff, before and after a payment but for the code"
    )
    func content() throws {
        let issued = try it.issued(price: "1250.00")
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get("\(Office.list)/\(issued)")
        #expect(page.links.contains("\(Office.list)/\(issued)/pdf"))
        let reply = try maria.get("\(Office.list)/\(issued)/pdf")
        #expect(reply.status == 200 && reply.header("content-type") == "application/pdf")
        let said = try text(reply)
        for part in [
            "Invoice", "Alfreds Futterkiste", "Words above", "Freight", "1,250.00", "262.50", "1,512.50",
            "21%",
        ] {
            #expect(said.contains(part), "\(part) in \(said)")
        }
        #expect(try it.desk.get("\(Office.staffList)/\(issued)/pdf").bytes == reply.bytes)
        try it.pay(issued, "1512.50")
        #expect(try text(maria.get("\(Office.list)/\(issued)/pdf")).contains("1,512.50"))
    }
}
