import PortalKit
import PortalTesting
import Testing

@Suite("Announcements, as staff write them")
struct WritingTests {
    private static let new = Newsroom.staffList + "/new"

    private let room: Newsroom
    private let staff: Browser

    init() throws {
        room = try Newsroom()
        staff = try room.kernel.signIn(room.author)
    }

    private func count() throws -> Int? {
        try room.kernel.value("SELECT COUNT(*) FROM announcements_announcement")
    }

    @Test("a customer's session opens no page of staff")
    func customers() throws {
        let browser = try room.kernel.signIn(room.maria)
        for path in [Newsroom.staffList, Self.new] {
            #expect(try browser.get(path).location?.hasPrefix("/staff/sign-in") == true)
        }
        #expect(try browser.post(Self.new, ["title": "x", "text": "y"]).status == 303)
        #expect(try count() == 0)
    }

    @Test(
        "G01 below the form stands who sees it: how many of all, and by name of one customer, each with the rule"
    )
    func readers() throws {
        let all = "/staff" + (try room.announce("For all"))
        #expect(try staff.get(all).text.contains("2 people see it once it is shown in the portal."))
        let one = "/staff" + (try room.announce("For Alfreds", to: room.maria.customer))
        let page = try staff.get(one).text
        #expect(
            page.contains("1 person sees it") && page.contains("Maria Anders")
                && !page.contains("Ana Trujillo"))
        try room.kernel.setAccess(room.maria, to: "announcements", isGranted: false)
        #expect(try staff.get(one).text.contains("Has no access to this portal"))
        #expect(try staff.get(all).text.contains("1 person sees it"))
        #expect(try !staff.get(Self.new).text.contains("Who can see this?"))
    }

    @Test("what cannot be taken comes back as typed, with an error at each field")
    func problems() throws {
        let reply = try staff.upload(
            Self.new, ["title": String(repeating: "t", count: 161), "text": " ", "customer": "-3x"], [])
        #expect(reply.status == 422)
        #expect(Set(reply.wrongFields) == ["title", "text", "customer"])
        #expect(reply.form(Self.new)?.fields["customer"] == "-3x")
        let nobody = try staff.upload(Self.new, ["title": "News", "text": "Text", "customer": "99999"], [])
        #expect(nobody.status == 422 && nobody.wrongFields == ["customer"])
        #expect(try count() == 0)
    }

    @Test("a draft is nobody's to read until it is shown, and no longer when it is taken back")
    func publish() throws {
        let number = String(room.maria.customer.number)
        #expect(
            try staff.upload(Self.new, ["title": "For Maria", "text": "Text", "customer": number], []).status
                == 303)
        let ref: Ref<Newsroom> = try #require(
            try room.kernel.value("SELECT ref FROM announcements_announcement"))
        let (path, page) = ("\(Newsroom.list)/\(ref)", "\(Newsroom.staffList)/\(ref)")
        let browser = try room.kernel.signIn(room.maria)
        let other = try room.kernel.signIn(room.ana)
        #expect(try browser.get(path).status == 404)
        try staff.open(page)
        #expect(try staff.submit(page, ["published": "1"]).status == 303)
        #expect(try browser.get(path).status == 200)
        #expect(try other.get(path).status == 404)
        try staff.open(page)
        #expect(try staff.submit(page, ["published": "0"]).status == 303)
        #expect(try browser.get(path).status == 404)
    }

    @Test("who saves what somebody else saved meanwhile overwrites nothing")
    func version() throws {
        try staff.upload(Self.new, ["title": "News", "text": "Text"], [])
        let ref: Ref<Newsroom> = try #require(
            try room.kernel.value("SELECT ref FROM announcements_announcement"))
        let page = "\(Newsroom.staffList)/\(ref)"
        try staff.open(page)
        let other = try room.kernel.signIn(room.kernel.addStaff("Jonas Kettering"))
        try other.open(page)
        #expect(try other.submit(page, ["title": "Faster"]).status == 303)
        #expect(try staff.submit(page, ["title": "Slower"]).status == 409)
        let file = Browser.File("file", name: "a.txt", Array("hello".utf8))
        let late = try staff.upload(page, ["title": "Slower", "text": "Text", "version": "1"], [file])
        #expect(late.status == 409)
        let left = room.kernel.storedFiles + room.kernel.spooledFiles
        #expect(left.isEmpty, "SG06 a file without a row")
        #expect(try room.kernel.value("SELECT COUNT(*) FROM kernel_attachment") == 0)
        #expect(try room.kernel.values("SELECT title FROM announcements_announcement") == ["Faster"])
    }

    @Test(
        "SG01 SG06 a file is kept under a name of ours, with its hash and its size; the sender's name is only shown",
        arguments: [
            ("../../x.txt", "x.txt"), ("C:\\temp\\x.txt", "x.txt"), ("x\u{202E}txt.exe", "xtxt.exe"),
            (String(repeating: "é", count: 300) + ".txt", String(repeating: "é", count: 98) + ".txt"),
            ("...", "file"),
        ])
    func upload(_ sent: String, _ shown: String) throws {
        let file = Browser.File("file", name: sent, Array("hello".utf8), type: "text/html")
        #expect(try staff.upload(Self.new, ["title": "News", "text": "Text"], [file]).status == 303)
        #expect(try room.kernel.values("SELECT name FROM kernel_attachment") == [shown])
        #expect(try room.kernel.value("SELECT size FROM kernel_attachment") == 5)
        #expect(
            try room.kernel.value("SELECT LOWER(HEX(sha256)) FROM kernel_attachment")
                == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        #expect(try room.kernel.value("SELECT type FROM kernel_attachment") != "text/html")
        #expect(room.kernel.storedFiles.count == 1 && room.kernel.spooledFiles.isEmpty)
        #expect(room.kernel.storedFiles.first?.contains("x") != true)
    }

    @Test(
        "SG03 SG04 a file that is not what its ending says, one too many, one too large: nothing stays, no row and no file"
    )
    func refusedFiles() throws {
        let text = Array("hello".utf8)
        let fields = ["title": "News", "text": "Text"]
        let pdf = try staff.upload(Self.new, fields, [.init("file", name: "x.pdf", text)])
        #expect(pdf.status == 422)
        let two = try staff.upload(
            Self.new, fields, [.init("file", name: "a.txt", text), .init("file", name: "b.txt", text)])
        #expect(two.status == 422 && two.text.contains("At most 1 files at once."))
        #expect(two.form(Self.new)?.fields["title"] == "News", "the text is kept")
        let large = try staff.upload(
            Self.new, fields, [.init("file", name: "a.txt", Array(repeating: 0x61, count: 27_000_000))])
        #expect(large.status == 422 && large.form(Self.new)?.fields["title"] == "News")
        #expect(
            try staff.upload(Self.new, ["title": "", "text": ""], [.init("file", name: "a.txt", text)]).status
                == 422)
        #expect(room.kernel.storedFiles.isEmpty && room.kernel.spooledFiles.isEmpty)
        #expect(try room.kernel.value("SELECT COUNT(*) FROM kernel_attachment") == 0)
        #expect(try count() == 0)
    }

    @Test("a technician writes announcements too")
    func technician() throws {
        let technician = try room.kernel.signIn(
            room.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        #expect(try technician.upload(Self.new, ["title": "News", "text": "Text"], []).status == 303)
    }
}
