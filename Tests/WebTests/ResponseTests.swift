import HTTPTypes
import Testing
import Web

@Suite("A response is one response")
struct ResponseTests {
    private func text(_ response: Response) -> String {
        String(decoding: response.serialized(), as: UTF8.self)
    }

    @Test(
        "a value with a line end or NUL makes it a 500 that says nothing",
        arguments: ["/a\r\nSet-Cookie: x=y", "/a\nb", "/a\rb", "/a\0b", "\r\n", "/a\r\n\r\n<script>"])
    func refusesSplitting(_ value: String) {
        var set = Response(.seeOther, body: [0x61])
        set.set(.location, value)
        var added = Response(html: "<p>secret</p>")
        added.add(.setCookie, value)
        let refused = "Status: 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
        #expect(text(set) == refused && text(added) == refused)
    }

    @Test("a field that was put in past the check has no line end either")
    func fieldsHaveNoLineEnd() {
        let response = Response(.ok, fields: [.location: "/a\r\nX: y"])
        #expect(text(response) == "Status: 200 OK\r\nLocation: /a  X: y\r\nContent-Length: 0\r\n\r\n")
    }

    @Test("a page is sent with its type and its true length")
    func sendsPages() {
        var response = Response(html: "<p>é</p>")
        response.add(SetCookie(name: "a", value: "b", secure: true))
        response.add(SetCookie(name: "c", value: "d", secure: true))
        response.fields[.contentLength] = "1"
        #expect(
            text(response) == """
                Status: 200 OK\r
                Content-Type: text/html; charset=utf-8\r
                Set-Cookie: a=b; Path=/; Secure; HttpOnly; SameSite=Lax\r
                Set-Cookie: c=d; Path=/; Secure; HttpOnly; SameSite=Lax\r
                Content-Length: 9\r
                \r
                <p>é</p>
                """)
    }

    @Test("fields that belong to the web server are not passed on")
    func dropsServerFields() throws {
        var response = Response(.ok)
        for name in ["Status", "status", "Connection", "Transfer-Encoding", "Content-Length"] {
            response.set(try #require(HTTPField.Name(name)), "1")
        }
        #expect(text(response) == "Status: 200 OK\r\nContent-Length: 0\r\n\r\n")
    }

    @Test("a HEAD tells the length and sends no body; 204 and 304 have neither")
    func bodiless() {
        let page = Response(html: "abc")
        #expect(page.serialized(forHead: true) == page.head())
        #expect(String(decoding: page.head(), as: UTF8.self).contains("Content-Length: 3\r\n"))
        for status in [HTTPResponse.Status.noContent, .notModified] {
            let response = Response(status, body: [0x61])
            #expect(response.serialized() == response.head())
            #expect(!text(response).contains("Content-Length"))
        }
    }
}
