import FastCGI
import Foundation
import Posix
import Testing

@Suite("What nginx lets in and sends out", .serialized)
struct NginxTests {
    let place: Place
    let site: Site
    static let defaultPolicy = "Content-Security-Policy: default-src 'none'; script-src 'self'; "

    init() throws {
        place = try Place()
        site = try Site(place)
    }

    private func withApplication(_ body: () throws -> Void) throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        try withExtendedLifetime(parent) { try body() }
    }

    private func hasSecurityHeaders(_ answer: String) -> Bool {
        let once = [
            "Content-Security-Policy: ", "X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n",
            "Referrer-Policy: same-origin\r\n", "Cross-Origin-Opener-Policy: same-origin\r\n",
            "Cross-Origin-Resource-Policy: same-origin\r\n", "Permissions-Policy: ", "Cache-Control: ",
        ]
        return once.allSatisfy { answer.components(separatedBy: "\r\n" + $0).count == 2 }
            && answer.contains("\r\nServer: nginx\r\n") && !answer.contains("Strict-Transport-Security")
    }

    @Test(
        "SI01 SI02 SI03 every answer of the application has the security headers once and no-store",
        arguments: [("/", "200"), ("/status/404", "404"), ("/status/500", "500"), ("/refuse-unread", "413")])
    func headers(_ path: String, _ status: String) throws {
        try withApplication {
            let answer = site.ask(path)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            #expect(hasSecurityHeaders(answer))
            #expect(answer.contains("\r\n" + Self.defaultPolicy))
            #expect(answer.contains("\r\nCache-Control: no-store\r\n"))
        }
    }

    @Test("the application's own policy and Cache-Control replace those of nginx")
    func ownPolicy() throws {
        try withApplication {
            let answer = site.ask("/own-policy")
            #expect(hasSecurityHeaders(answer))
            #expect(answer.contains("\r\nContent-Security-Policy: sandbox\r\n"))
            #expect(answer.contains("\r\nCache-Control: private, max-age=60\r\n"))
        }
    }

    @Test("SI01 the application away: 503 of nginx's own, with Retry-After and a page under the same policy")
    func away() {
        let answer = site.ask("/home")
        #expect(answer.hasPrefix("HTTP/1.1 503 "))
        #expect(answer.contains("\r\nRetry-After: 5\r\n") && hasSecurityHeaders(answer))
        #expect(answer.contains("<h1>The portal is not answering just now</h1>"))
        #expect(site.ask("/_errors/error.css").contains("Content-Type: text/css"))
        #expect(site.ask("/_errors/503.html").hasPrefix("HTTP/1.1 404 "))
    }

    @Test("an application that dies over a request gives 503, not a bare 502")
    func crash() throws {
        try withApplication {
            let answer = site.ask("/crash")
            #expect(answer.hasPrefix("HTTP/1.1 503 ") && hasSecurityHeaders(answer))
            #expect(eventually { site.ask("/").hasPrefix("HTTP/1.1 200 ") })
        }
    }

    @Test(
        "SJ08 a body above the limit of its address is refused by nginx, with the headers",
        arguments: [
            ("/sign-in", 16_385), ("/staff/sign-in", 16_385), ("/support/tickets", 109_051_905),
        ])
    func tooLarge(_ path: String, _ size: Int) throws {
        try Files.replace(place.directory + "/body", with: [UInt8](repeating: 65, count: size))
        try withApplication {
            let answer = site.ask(path, "-H", "Expect:", "--data-binary", "@" + place.directory + "/body")
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && hasSecurityHeaders(answer))
            try Files.replace(place.directory + "/body", with: [UInt8](repeating: 65, count: size - 1))
            let fits = site.ask(path, "-H", "Expect:", "--data-binary", "@" + place.directory + "/body")
            #expect(fits.hasSuffix("received \(size - 1)"))
        }
    }

    @Test("an upload that the application does not read gets its answer, and nobody waits for a time-out")
    func unread() throws {
        try Files.replace(place.directory + "/body", with: [UInt8](repeating: 65, count: 1_000_000))
        try withApplication {
            // Well below the fifteen seconds after which either side gives up.
            let answer = site.ask(
                "/refuse-unread", "--data-binary", "@" + place.directory + "/body", "--max-time", "10")
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.hasSuffix("unread"))
        }
    }

    @Test("SJ04 SD06 headers only a proxy may send never reach the application")
    func dropped() throws {
        let lies = [
            "Proxy", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP",
            "X-Remote-User", "Remote-User", "X-Accel-Redirect", "X-Original-URL", "X-HTTP-Method-Override",
            "X_Forwarded_For",
        ]
        try withApplication {
            let told = Shell.run(
                "port=$0; for h in \"$@\"; do a+=(-H \"$h: lie\"); done; "
                    + "curl -s \"${a[@]}\" -H 'X-Kept: truth' http://127.0.0.1:$port/parameters",
                String(site.port), lies
            ).output
            #expect(!told.contains("lie"))
            #expect(told.contains("HTTP_X_KEPT=truth"))
            #expect(told.contains("REMOTE_ADDR=127.0.0.1") && !told.contains("HTTPS="))
        }
    }

    @Test("SJ05 the path is decoded once and normalised")
    func path() throws {
        try withApplication {
            let told = site.ask("/admin%2f..%2fparameters")
            #expect(
                told.contains("DOCUMENT_URI=/parameters") && told.contains("REQUEST_URI=/admin%2f..%2fpara"))
        }
    }

    @Test(
        "SJ12 methods that no page uses are refused",
        arguments: ["TRACE", "PUT", "DELETE", "OPTIONS", "PATCH"])
    func methods(_ method: String) throws {
        try withApplication {
            let answer = site.ask("/", "-X", method)
            #expect(answer.hasPrefix("HTTP/1.1 405 ") && hasSecurityHeaders(answer))
            #expect(answer.contains("\r\nAllow: GET, HEAD, POST\r\n"))
        }
    }

    @Test("SJ03 an unknown host is refused, both of ours are served")
    func hosts() throws {
        try withApplication {
            for host in [
                "evil.test", "portal.test@evil.test", "", "localhost.evil.test", "localhost:P@evil.test",
                "127.0.0.1:80@evil.test", "localhost:80/@evil.test", "localhost:80,evil.test",
            ] {
                let answer = site.ask("/", "-H", host.isEmpty ? "Host;" : "Host: \(host)")
                #expect(answer.hasPrefix("HTTP/1.1 421 ") || answer.hasPrefix("HTTP/1.1 400 "))
            }
            #expect(site.raw("GET / HTTP/1.0\\r\\n\\r\\n").hasPrefix("HTTP/1.1 421 "))
            #expect(site.ask("/", "-H", "Host: localhost:\(site.port)").hasPrefix("HTTP/1.1 200 "))
            #expect(site.ask("/", "-H", "Host: 127.0.0.1:\(site.port)").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test(
        "SJ09 a request that two readers could frame differently is refused",
        arguments: [
            "POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\n"
                + "Transfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
            "POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\n"
                + "Content-Length: 6\\r\\n\\r\\nhello",
            "GET /a b HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n",
            "GET /a%%00b HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n",
            "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n",
            "GET / HTTP/1.1\\r\\n\\r\\n",
        ])
    func framing(_ request: String) throws {
        try withApplication {
            let answer = site.raw(request)
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("\r\nContent-Security-Policy: "))
        }
    }

    @Test("SJ07 SG02 a file comes only by the application's word, in a sandbox, with its headers once")
    func files() throws {
        try Files.replace(place.directory + "/files/abc", with: Array("<script>".utf8), mode: 0o640)
        try withApplication {
            let direct = site.ask("/_files/abc")
            #expect(direct.hasPrefix("HTTP/1.1 404 ") && !direct.contains("<script>"))
            for path in ["//_files/abc", "/%5ffiles/abc", "/x/../_files/abc", "/_files/../files/abc"] {
                #expect(!site.ask(path).contains("<script>"))
            }
            let sent = site.ask("/file/abc")
            #expect(sent.hasPrefix("HTTP/1.1 200 ") && sent.hasSuffix("<script>"))
            #expect(sent.contains("\r\nContent-Security-Policy: sandbox; default-src 'none'"))
            #expect(hasSecurityHeaders(sent) && !sent.contains("X-Accel"))
            let cached = site.ask("/own-file/abc")
            #expect(cached.contains("\r\nCache-Control: private, max-age=60\r\n"))
            #expect(hasSecurityHeaders(cached))
            for path in ["../nginx.conf", "..%2fnginx.conf", "%2e%2e/nginx.conf"] {
                #expect(!site.ask("/accel?" + path).contains("worker_processes"))
            }
            #expect(site.ask("/file/missing").hasPrefix("HTTP/1.1 404 "))
        }
    }

    @Test(
        "SJ12 dot files are nowhere",
        arguments: ["/.git/config", "/.env", "/a/.git/HEAD", "/%2egit/config", "/.htpasswd"])
    func dotFiles(_ path: String) throws {
        try withApplication {
            let answer = site.ask(path)
            #expect(answer.hasPrefix("HTTP/1.1 404 ") && answer.contains("<h1>This is not here"))
        }
    }

    @Test("SD07 secrets in addresses do not stand in the access log")
    func log() throws {
        try withApplication {
            for path in ["/reset/s3cret", "/invitation/s3cret", "/link/s3cret", "/?token=s3cret"] {
                _ = site.ask(path)
            }
            let log = String(decoding: try Files.read(place.directory + "/access.log"), as: UTF8.self)
            #expect(log.contains("\"path\":\"/reset/...\"") && !log.contains("s3cret"))
        }
    }

    @Test("three rolling restarts behind nginx lose no request, and one kill -9 heals itself")
    func rolling() throws {
        let parent = try Parent(place)
        #expect(parent.comesUp())
        let load = Task.detached { [port = site.port] in
            let ask = "curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:$0/"
            return Shell.run("for i in $(seq 300); do \(ask); done | sort | uniq -c", String(port)).output
        }
        for _ in 1...3 {
            let before = parent.servingChild()
            parent.send(.hangUp)
            #expect(eventually { parent.servingChild().map { $0 != before } ?? false })
        }
        #expect(wait(load).trimmingCharacters(in: .whitespacesAndNewlines) == "300 200")
        ChildProcess(id: try #require(parent.servingChild())).kill9()
        #expect(eventually { site.ask("/").hasPrefix("HTTP/1.1 200 ") })
    }

    @Test("SI02 SI04 with TLS the answer carries HSTS and the application knows")
    func tls() throws {
        let script = """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
              -subj /CN=localhost \
              -keyout "$0/key" -out "$0/cert" && . "$1/script/lib/nginx.sh" &&
            write_nginx_conf "$0" "$2" "$0/run/portico.sock" "$0/files" "$0/cert" "$0/key" &&
            kill -HUP "$(cat "$0/nginx.pid")"
            """
        #expect(Shell.run(script, place.directory, Site.root, String(site.port)).status == 0)
        try withApplication {
            let command = "curl -s -i -k https://127.0.0.1:$0/parameters"
            // A worker of before the reload may still answer, in clear.
            var answer = ""
            #expect(
                eventually {
                    answer = Shell.run(command, String(site.port)).output
                    return answer.lowercased().contains("strict-transport-security: max-age=31536000")
                })
            #expect(answer.contains("HTTPS=on"))
            let old = Shell.run("curl -s -k --tls-max 1.1 https://127.0.0.1:$0/", String(site.port))
            #expect(old.status != 0)
        }
    }

    private func wait(_ task: Task<String, Never>) -> String {
        let done = Gate()
        Task.detached { done.note(await task.value) }
        #expect(eventually { !done.seen.isEmpty })
        return done.seen.first ?? ""
    }
}
