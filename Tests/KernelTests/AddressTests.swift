import PortalTesting
import Testing

@testable import Kernel

@Suite("Addresses as people and browsers ask for them")
struct AddressTests {
    @Test(
        "a last slash too many leads to the page without it, question and all",
        arguments: [
            ("/home/", "/home"), ("/sign-in/?next=%2Fhome&a=b+c", "/sign-in?next=%2Fhome&a=b%20c"),
            ("/notes/notes/", "/notes/notes"), ("/nothing%20here/", "/nothing%20here"),
            ("/evil.test/", "/evil.test"),
        ])
    func lastSlash(_ address: String, _ straight: String) throws {
        let browser = try TestKernel().browser()
        for method in ["GET", "HEAD"] {
            let reply = try browser.send(method, address)
            #expect(reply.status == 308 && reply.location == straight, "\(method)")
        }
        #expect(try browser.send("POST", address).status == 400)
    }

    @Test(
        "a slash that is not all that is wrong stays refused, and leads nowhere else",
        arguments: [
            "//", "///", "/home//", "//evil.test/", "/home//x/", "/a/../", "/%2e%2e/", "/a%5C/", "/%2541/",
        ])
    func otherSlashes(_ address: String) throws {
        let reply = try TestKernel().browser().get(address)
        #expect(reply.status == 400 && reply.location == nil)
    }

    @Test("SI03 the icon is one of the portal's own files, for pages and for who asks for it by its old name")
    func icon() throws {
        let browser = try TestKernel().browser()
        let page = try browser.get("/sign-in")
        let old = try browser.get("/favicon.ico")
        let path = try #require(old.location)
        #expect(old.status == 307)
        #expect(page.body.contains("<link rel=\"icon\" href=\"\(path)\">"))
        let icon = try browser.get(path)
        #expect(icon.status == 200 && icon.header("Content-Type")?.hasPrefix("image/svg+xml") == true)
        #expect(icon.body.hasPrefix("<svg "))
    }
}
