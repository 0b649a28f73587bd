import Foundation
import Posix
import Testing

@Suite("What nginx tells the application is written down once")
struct ParametersTests {
    private func lines() throws -> [[String]] {
        let text = String(decoding: try Files.read(Site.root + "/nginx/fastcgi.conf"), as: UTF8.self)
        return text.split(separator: "\n").filter { $0.hasPrefix("fastcgi_param") }
            .map { $0.split(whereSeparator: { " ;".contains($0) }).map(String.init) }
    }

    @Test("SJ06 the parameters are these and no others")
    func golden() throws {
        let told = try lines().filter { $0[2] != "\"\"" }.map { $0.dropFirst().joined(separator: " ") }
        #expect(
            told == [
                "REQUEST_METHOD $request_method", "DOCUMENT_URI $document_uri", "REQUEST_URI $request_uri",
                "QUERY_STRING $query_string", "CONTENT_TYPE $content_type", "CONTENT_LENGTH $content_length",
                "HTTPS $https if_not_empty", "SERVER_NAME $server_name", "REMOTE_ADDR $remote_addr",
                "REQUEST_ID $request_id",
            ])
    }

    @Test("SJ04 every dropped header is left out, not sent empty")
    func dropped() throws {
        let dropped = try lines().filter { $0[2] == "\"\"" }
        #expect(dropped.count == 26)
        #expect(dropped.allSatisfy { $0[1].hasPrefix("HTTP_") && $0.last == "if_not_empty" })
        #expect(dropped.contains { $0[1] == "HTTP_PROXY" })
    }

    @Test("SJ06 no parameter stands twice, and no other file has any")
    func once() throws {
        let names = try lines().map { $0[1] }
        #expect(Set(names).count == names.count)
        for name in ["portico", "security", "limits"] {
            let text = String(decoding: try Files.read(Site.root + "/nginx/\(name).conf"), as: UTF8.self)
            #expect(!text.contains("fastcgi_param"))
            if name != "security" { #expect(!text.contains("add_header")) }
        }
    }
}
