import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A list of contacts that is uploaded")
struct BatchListTests {
    private let it: BatchStage
    private let alfreds: TestCustomer

    init() throws {
        it = try BatchStage()
        alfreds = try it.kernel.addCustomer()
    }

    private func upload(_ bytes: [UInt8]) throws -> Reply {
        try it.office.upload(
            "/staff/bulk/upload", [:], [.init("list", name: "list.csv", bytes, type: "text/csv")])
    }

    private func upload(_ text: String) throws -> Reply { try upload(Array(text.utf8)) }

    private static func utf16(_ text: String, mark: [UInt8], isBig: Bool) -> [UInt8] {
        mark
            + text.utf16.flatMap {
                isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
            }
    }

    static let bad: [(name: String, bytes: [UInt8], words: String)] = [
        ("empty", [], "The list is empty."),
        ("no header", Array("hanna@example.org\npeter@example.org\n".utf8), "The list has no header"),
        (
            "another header", Array("name,town\nHanna,Bern\n".utf8),
            "The header names neither email nor contact"
        ),
        ("header alone", Array("email\n".utf8), "no line below it"),
        ("UTF-16 with a mark", utf16("email\nx@example.org", mark: [0xFF, 0xFE], isBig: false), "UTF-16"),
        ("UTF-16, big end first", utf16("email\nx@example.org", mark: [0xFE, 0xFF], isBig: true), "UTF-16"),
        ("UTF-16 without a mark", utf16("email\nx@example.org", mark: [], isBig: false), "UTF-16"),
        ("Latin-1", Array("email\n".utf8) + [0xE9, 0x40, 0x78, 0x2E, 0x64, 0x65], "Line 2: it is not UTF-8"),
        ("an open quote", Array("email\n\"hanna@example.org\n".utf8), "a quotation mark is opened"),
        ("a field too many", Array("email\nhanna@example.org,x\n".utf8), "Line 2: it has 2 fields"),
        (
            "no address", Array("email\nhanna@example.org\nhanna at home\n".utf8),
            "Line 3: “hanna at home” is no e-mail"
        ),
        ("twice", Array("email\nhanna@example.org\nHANNA@example.org\n".utf8), "Line 3: the same as line 2."),
        (
            "nobody", Array("email\nhanna@example.org\nnobody@example.org\n".utf8),
            "Line 3: no contact is known by that."
        ),
        ("no contact", Array("contact\nnonsense\n".utf8), "Line 2: “nonsense” names no contact."),
        (
            "an unknown contact", Array("contact\n0000000000000000\n".utf8),
            "Line 2: no contact is known by that."
        ),
        (
            "an ambiguous one", Array("email\noffice@example.org\n".utf8),
            "Line 2: 2 contacts have this address."
        ),
        ("no number", Array("email,customer\noffice@example.org,Alfreds\n".utf8), "“Alfreds” is no number"),
        (
            "another customer's", Array("email,customer\nhanna@example.org,1\n".utf8),
            "no contact is known by that"
        ),
        ("nothing in a line", Array("email,customer\n,10001\n".utf8), "neither an address nor a contact"),
    ]

    @Test("G10 a list that cannot be taken is refused with the line and the reason, and nothing is half-done")
    func refused() throws {
        _ = try it.contact("Hanna", at: alfreds, email: "hanna@example.org")
        _ = try it.contact("Lena", at: alfreds, email: "office@example.org")
        _ = try it.contact("Peter", at: it.kernel.addCustomer("Other"), email: "office@example.org")
        for (name, bytes, words) in Self.bad {
            let reply = try upload(bytes)
            #expect(reply.status == 422 && reply.text.contains(words), "\(name): \(reply.status)")
        }
        #expect(try it.count("kernel_batch") == 0)
        #expect(it.kernel.spooledFiles.isEmpty)
    }

    @Test("G10 a list of more than 5 MB is refused clearly, and one of 50 MB before it is read")
    func tooLarge() throws {
        let six = try upload("email\n" + String(repeating: "nobody@example.org\n", count: 330_000))
        #expect(six.status == 422 && six.text.contains("Files can have up to 5 MB together."))
        let keys = try it.office.keys(for: "/staff/bulk/upload")
        _ = keys
        let fifty = try it.office.send(
            "POST", "/staff/bulk/upload", body: [], type: "multipart/form-data; boundary=x",
            length: 50_000_000)
        #expect(fifty.status == 413 && fifty.text.contains("5 MB"))
        #expect(try it.count("kernel_batch") == 0)
        #expect(it.kernel.spooledFiles.isEmpty)
    }

    @Test("G10 a list of addresses and names leads to the rehearsal of exactly these, whatever the case")
    func taken() throws {
        let hanna = try it.contact("Hanna", at: alfreds, email: "Hanna@Example.org")
        let yang = try it.contact("Yang Wang", at: alfreds)
        _ = try it.contact("Lena", at: alfreds, email: "office@example.org")
        let other = try it.kernel.addCustomer("Other")
        _ = try it.contact("Peter", at: other, email: "office@example.org")
        let text =
            "\u{FEFF}E-Mail;Contact;Customer\r\nhanna@example.ORG;;\r\n;\(yang.ref);\r\n\r\noffice@example.org;;\(other.number)\r\n"
        let path = try #require(try upload(text).location)
        #expect(try it.rows(path).map(\.name).sorted() == ["Hanna", "Peter", "Yang Wang"])
        let same = try upload("email,contact\nhanna@example.org,\n,\(hanna.ref)\n")
        #expect(same.text.contains("Line 3: the same contact as line 2."))
    }
}
