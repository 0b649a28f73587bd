import Testing

@testable import MariaDB

@Suite("A statement keeps its values apart from its text")
struct SQLTests {
    @Test("SF04 a hostile value is bound, never text")
    func hostile() {
        let name = "'; DROP TABLE x; -- "
        let sql: SQL = "SELECT 1 WHERE name = \(name)"
        #expect(sql.text == "SELECT 1 WHERE name = ?")
        #expect(sql.binds == [.text(name)])
    }

    @Test("every type binds as itself, and nil as NULL")
    func types() {
        let none: String? = nil
        let sql: SQL =
            "\(1) \(Int64(-2)) \(UInt64.max) \(true) \(1.5) \("a") \([UInt8]([0])) \(none) \(Optional(3))"
        #expect(sql.text == "? ? ? ? ? ? ? ? ?")
        let expected: [SQLValue] = [
            .int(1), .int(-2), .uint(.max), .int(1), .double(1.5), .text("a"), .bytes([0]), .null, .int(3),
        ]
        #expect(sql.binds == expected)
    }

    @Test("a list binds each of its values, and an empty one is NULL")
    func lists() {
        let none: [Int] = []
        #expect(("IN (\(list: [1, 2, 3]))" as SQL).text == "IN (?,?,?)")
        #expect(("IN (\(list: none))" as SQL).text == "IN (NULL)")
        #expect(("IN (\(list: none))" as SQL).binds.isEmpty)
    }

    @Test("a fragment brings its text, its values and its marks, in order")
    func fragments() {
        var fragment: SQL = "b = \(2) \(unscoped: "because")"
        fragment.scopes += 1
        let sql: SQL = "a = \(1) AND \(sql: fragment) AND c = \(3)"
        #expect(sql.text == "a = ? AND b = ?  AND c = ?")
        #expect(sql.binds == [.int(1), .int(2), .int(3)])
        #expect(sql.scopes == 1)
        #expect(sql.unscoped == 1)
    }

    @Test("fragments join with a separator")
    func joining() {
        #expect(SQL(joining: ["a = \(1)", "b = \(2)"], by: " AND ").text == "a = ? AND b = ?")
        #expect(SQL(joining: [], by: " AND ").text == "")
    }
}

@Suite("Dates count in days from 1970-01-01")
struct CivilDateTests {
    @Test(
        "known days",
        arguments: [
            (0, 1970, 1, 1), (-1, 1969, 12, 31), (11_016, 2000, 2, 29), (-719_162, 1, 1, 1),
            (2_932_896, 9999, 12, 31), (-25_509, 1900, 2, 28), (-25_508, 1900, 3, 1),
        ] as [(Int64, Int, Int, Int)])
    func known(days: Int64, year: Int, month: Int, day: Int) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(date.days == days)
        #expect(CivilDate(days: days) == date)
    }

    @Test("every day of ten thousand years goes there and back, one after the other")
    func all() {
        var wrong = 0
        for days in CivilDate.dayRange where CivilDate(days: days)?.days != days { wrong += 1 }
        #expect(wrong == 0)
    }

    @Test(
        "what is no date has no day",
        arguments: [(0, 0, 0), (0, 1, 1), (2024, 13, 1), (2024, 1, 0), (10_000, 1, 1)])
    func none(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day).days == nil)
    }

    @Test("days outside of the years 1 to 9999 are none", arguments: [Int64.min, -719_163, 2_932_897, .max])
    func outside(days: Int64) {
        #expect(CivilDate(days: days) == nil)
    }
}
