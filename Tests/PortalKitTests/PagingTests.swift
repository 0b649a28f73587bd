import Testing

@testable import PortalKit

@Suite("A list is paged by key, and a cursor belongs to one list, one filter and one person")
struct PagingTests {
    enum Ticket {}

    static let keyset = Keyset("t.created_at", .descending, id: "t.id")

    /// A seal for tests: sums the bytes under a key. The kernel's is HMAC-SHA-256 over key and viewer.
    static func seal(_ key: UInt64) -> CursorSeal {
        CursorSeal { bytes in
            var sums = (0..<4).map { key &* UInt64($0 + 3) }
            for byte in bytes {
                for place in sums.indices {
                    sums[place] = (sums[place] ^ UInt64(byte)) &* (0x100_0000_01B3 &+ UInt64(place) &* 2)
                }
            }
            return sums.flatMap { sum in (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) } }
        }
    }

    static func request(_ address: String) throws -> Request {
        let parts = address.split(separator: "?", maxSplits: 1).map { Array($0.utf8) }
        return try Request(parameters: [
            ("REQUEST_METHOD", Array("GET".utf8)), ("DOCUMENT_URI", parts[0]),
            ("QUERY_STRING", parts.count > 1 ? parts[1] : []),
        ])
    }

    static func paging(_ address: String, key: UInt64 = 1) throws -> Paging {
        try Paging(request(address), seal: seal(key))
    }

    static func listing(_ paging: Paging, _ rows: Range<Int>, total: Int = 312) -> Listing<Int> {
        paging.listing(Array(rows), total: total) {
            Position(Instant(microseconds: Int64($0)), ID<Ticket>(UInt64($0)))
        }
    }

    static func isNotFound(_ body: () throws -> Paging) -> Bool {
        do {
            _ = try body()
            return false
        } catch PortalError.notFound { return true } catch { return false }
    }

    @Test("the first page asks for one row more than it shows, and bounds nothing")
    func firstPage() throws {
        let paging = try Self.paging("/support/tickets")
        let sql: SQL = "WHERE \(paging, from: Self.keyset) \(paging, order: Self.keyset)"
        #expect(sql.text == "WHERE TRUE ORDER BY t.created_at DESC, t.id DESC LIMIT ?")
        #expect(sql.binds == [.int(26)])
        let listing = Self.listing(paging, 0..<26)
        #expect(listing.rows == Array(0..<25))
        #expect(listing.first == 1)
        #expect(listing.previous == nil)
        #expect(listing.next != nil)
    }

    @Test("the next page begins after the last row, the one before ends before the first")
    func neighbours() throws {
        let first = Self.listing(try Self.paging("/support/tickets?q=late+invoice&limit=25"), 0..<26)
        let second = try Self.paging(try #require(first.next))
        let after: SQL = "\(second, from: Self.keyset) \(second, order: Self.keyset)"
        #expect(
            after.text
                == "(t.created_at <= ? AND (t.created_at < ? OR t.id < ?)) ORDER BY t.created_at DESC, t.id DESC LIMIT ?"
        )
        #expect(
            after.binds == [.datetime(microseconds: 24), .datetime(microseconds: 24), .uint(24), .int(26)])
        let shown = Self.listing(second, 25..<51)
        #expect(shown.first == 26)
        #expect(shown.showing(Self.reader).english == "Showing 26–50 of 312")
        let back = try Self.paging(try #require(shown.previous))
        let before: SQL = "\(back, from: Self.keyset) \(back, order: Self.keyset)"
        #expect(
            before.text
                == "(t.created_at >= ? AND (t.created_at > ? OR t.id > ?)) ORDER BY t.created_at ASC, t.id ASC LIMIT ?"
        )
        let again = back.listing(Array((0..<25).reversed()), total: 312) {
            Position(Instant(microseconds: Int64($0)), ID<Ticket>(UInt64($0)))
        }
        #expect(again.rows == Array(0..<25))
        #expect(again.first == 1)
        #expect(again.previous == nil)
        #expect(again.next != nil)
    }

    static let reader = Reader(language: "en", timeZone: "UTC", now: Instant(microseconds: 0))

    @Test("search and filter stay in the links, whatever was typed")
    func keepsTheFilter() throws {
        let listing = Self.listing(
            try Self.paging("/support/tickets?q=a%26b%3D%22%3C%3E&filter%5Bstate%5D=open"), 0..<26)
        let next = try #require(listing.next)
        let request = try Self.request(next)
        #expect(request.query["q"] == "a&b=\"<>")
        #expect(request.query["filter[state]"] == "open")
        #expect(request.query["after"] != "")
        _ = try Self.paging(next)
    }

    @Test("counts stop at a thousand, and an empty list shows no first row")
    func counts() throws {
        let paging = try Self.paging("/support/tickets?limit=100")
        #expect(paging.size == 100)
        #expect(
            Self.listing(paging, 0..<101, total: 1_001).showing(Self.reader).english
                == "Showing 1–100 of 1,000+")
        #expect(Self.listing(paging, 0..<0, total: 0).first == 0)
        #expect(Self.listing(paging, 0..<0, total: 0).next == nil)
    }

    @Test(
        "only 25, 50 and 100 rows can be asked for",
        arguments: ["1000", "-1", "0", "99999999999999999999", "５０", "x"])
    func sizes(limit: String) throws {
        var query = Query()
        query.append("limit", limit)
        #expect(try Self.paging("/support/tickets" + query.text).size == 25)
    }

    @Test("SF06 a cursor with any byte changed is not found")
    func altered() throws {
        let next = try #require(Self.listing(try Self.paging("/support/tickets?q=x"), 0..<26).next)
        let parts = next.split(separator: "after=")
        let (start, cursor) = (parts[0] + "after=", Array(parts[1].utf8))
        for index in cursor.indices {
            var changed = cursor
            changed[index] = changed[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let address = start + String(decoding: changed, as: UTF8.self)
            #expect(Self.isNotFound { try Self.paging(String(address)) })
        }
        for length in 0..<cursor.count where length > 0 {
            let address = start + String(decoding: cursor.prefix(length), as: UTF8.self)
            #expect(Self.isNotFound { try Self.paging(String(address)) })
        }
        #expect(Self.isNotFound { try Self.paging(next + "00") })
    }

    @Test("a cursor of another list, another filter or another person is not found")
    func foreign() throws {
        let next = try #require(Self.listing(try Self.paging("/support/tickets?q=x"), 0..<26).next)
        _ = try Self.paging(next)
        #expect(Self.isNotFound { try Self.paging(next, key: 2) })
        #expect(Self.isNotFound { try Self.paging(next.replacing("/tickets", with: "/invoices")) })
        #expect(Self.isNotFound { try Self.paging(next.replacing("q=x", with: "q=y")) })
        #expect(Self.isNotFound { try Self.paging(next.replacing("?q=x&", with: "?")) })
        #expect(Self.isNotFound { try Self.paging(next + "&filter=all") })
    }

    @Test("SF06 random bytes are not found, signed or not")
    func random() throws {
        var seed: UInt64 = 42
        func byte() -> UInt8 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: seed >> 33)
        }
        let seal = Self.seal(1)
        let list = Array("/support/tickets".utf8)
        for round in 0..<2_000 {
            let payload = (0..<(round % 64)).map { _ in byte() }
            let loose = Hexadecimal.encode((0..<12).map { _ in byte() } + payload)
            #expect(Cursor(loose, list: "/support/tickets", seal: seal) == nil)
            // Bytes that we signed and did not write must not trap either.
            _ = Cursor(
                Hexadecimal.encode(seal.tag(payload + list).prefix(12) + payload), list: "/support/tickets",
                seal: seal)
        }
        #expect(
            Self.isNotFound {
                try Self.paging("/support/tickets?after=" + String(repeating: "0", count: 2_000))
            })
    }

    @Test("a seal that gives nothing lets nothing through")
    func brokenSeal() {
        let seal = CursorSeal { _ in [] }
        let text = Cursor(position: Position(Instant(microseconds: 1), ID<Ticket>(1)), ordinal: 1)
            .text(list: "/a", seal: seal)
        #expect(Cursor(text, list: "/a", seal: seal) == nil)
    }

    @Test(
        "a list by text comes back with its text, in any script and with any sign",
        arguments: ["", "Ærøskøbing", "日本 '\"\u{0}%_"])
    func textKeys(text: String) throws {
        let seal = Self.seal(3)
        let cursor = Cursor(position: Position(text, ID<Ticket>(.max)), ordinal: 26)
        #expect(Cursor(cursor.text(list: "/a", seal: seal), list: "/a", seal: seal) == cursor)
    }

    @Test("a search finds its own wildcards as themselves, and is true when it is empty")
    func search() {
        #expect("50%_\\".likePattern == #"%50\%\_\\%"#)
        #expect("".likePattern == "%%")
        #expect("e\u{301}%".likePattern == "%e\u{301}\\%%")
        let sql: SQL = "\(search: "a_b", in: "t.subject", "t.body")"
        #expect(sql.text == "(t.subject LIKE ? OR t.body LIKE ?)")
        #expect(sql.binds == [.text(#"%a\_b%"#), .text(#"%a\_b%"#)])
        #expect(("\(search: "", in: "t.subject")" as SQL).text == "TRUE")
    }
}
