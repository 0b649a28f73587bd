import PortalKit
import Testing

@testable import Kernel

@Suite("What a bulk enabling decides for one contact")
struct BatchLawTests {
    private static func facts(_ change: (inout BatchFacts) -> Void) -> BatchFacts {
        var facts = BatchFacts()
        facts.email = "hanna@example.org"
        change(&facts)
        return facts
    }

    static let table: [(name: String, facts: BatchFacts, decision: BatchDecision)] = [
        ("an address", facts { _ in }, .invitation),
        ("an address that is a login elsewhere", facts { $0.isLogin = true }, .addsSeat),
        ("no address", facts { $0.email = nil }, .sheet),
        ("an empty address", facts { $0.email = "" }, .sheet),
        ("no address that mail can go to", facts { $0.email = "hanna at example" }, .badAddress),
        ("two addresses", facts { $0.email = "a@example.org,b@example.org" }, .badAddress),
        ("an address that begins as an option does", facts { $0.email = "-oX@example.org" }, .badAddress),
        ("another contact with it", facts { $0.sharedWith = "Lena" }, .sharedAddress),
        (
            "another contact who signs in with it",
            facts {
                $0.sharedWith = "Lena"
                $0.isLogin = true
            }, .sharedAddress
        ),
        ("a seat", facts { $0.seat = .on }, .hasAccess),
        (
            "a seat and no address",
            facts {
                $0.seat = .on; $0.email = nil
            }, .hasAccess
        ),
        ("a seat that staff switched off", facts { $0.seat = .off }, .switchedOff),
        ("an invitation", facts { $0.seat = .invited }, .invited),
        ("removed", facts { $0.isGone = true }, .gone),
        (
            "removed, with a seat",
            facts {
                $0.isGone = true; $0.seat = .on
            }, .gone
        ),
        ("the first of a customer with a link", facts { $0.endsLink = true }, .invitation),
    ]

    @Test("G10 each fact has its decision", arguments: table.indices)
    func decides(_ index: Int) {
        let (name, facts, decision) = Self.table[index]
        #expect(facts.decision == decision, "\(name)")
    }

    @Test("G10 only three decisions make a seat, and two of them send a mail")
    func effects() {
        #expect(BatchDecision.allCases.filter(\.makesSeat) == [.invitation, .addsSeat, .sheet])
        #expect(BatchDecision.allCases.filter(\.sendsMail) == [.invitation, .addsSeat])
        #expect(BatchDecision.allCases.filter(\.needsMending) == [.sharedAddress, .badAddress])
    }

    @Test("user names are people's own names, and never the same twice")
    func names() {
        #expect(SheetNames.candidates("Yang Wang", customer: 10_004, row: 7).first == "yang.wang")
        #expect(
            SheetNames.candidates("  O'Brien-Ågren, 2nd ", customer: 1, row: 7).first == "o.brien.agren.2nd")
        #expect(
            SheetNames.candidates("Łukasz Groß-Sørensen", customer: 1, row: 7).first
                == "lukasz.gross.sorensen")
        #expect(SheetNames.candidates("김 がく", customer: 1, row: 7).first == "김.がく")
        #expect(SheetNames.candidates("\u{202E}!?", customer: 1, row: 7).first == "customer")
        #expect(SheetNames.candidates("日本", customer: 1, row: 7).first == "日本")
        var names = SheetNames(taken: ["yang.wang"])
        let wished = SheetNames.candidates("Yang Wang", customer: 10_004, row: 7)
        let other = SheetNames.candidates("Yang Wang", customer: 10_004, row: 8)
        #expect(names.next(wished) == "yang.wang.10004")
        #expect(names.next(other) == "yang.wang.10004-8")
        #expect(names.next(other) == nil)
    }

    @Test("SF05 a cell that a spreadsheet would compute stays a text")
    func cells() {
        #expect(CSVText.cell("=1+1") == "'=1+1")
        #expect(CSVText.cell("+49 30") == "'+49 30")
        #expect(CSVText.cell("-x, \"y\"") == "\"'-x, \"\"y\"\"\"")
        #expect(CSVText.cell("@SUM") == "'@SUM")
        #expect(CSVText.cell("\tx") == "'\tx")
        #expect(CSVText.cell("Hanna") == "Hanna")
        #expect(CSVText.cell("a\r\nb") == "\"a\r\nb\"")
        #expect(CSVText.cell("a\r\nb") == "\"a\r\nb\"")
    }

    @Test("what became of a row is read from its row, its seat and its mail")
    func outcomes() {
        func outcome(_ state: BatchRowState, _ change: (inout BatchOutcome.Traces) -> Void = { _ in })
            -> BatchOutcome
        {
            var traces = BatchOutcome.Traces(state: state)
            traces.decision = .invitation
            traces.hasSeat = true
            traces.hasMail = true
            change(&traces)
            return BatchOutcome(traces)
        }
        #expect(outcome(.waiting) == .waiting)
        #expect(outcome(.waiting) { $0.isLeftOut = true } == .leftOut)
        #expect(outcome(.done) == .delivered)
        #expect(outcome(.done) { $0.mailIsOpen = true } == .sending)
        #expect(outcome(.done) { $0.mailFailed = "550" } == .refused("550"))
        #expect(outcome(.done) { $0.hasComeIn = true } == .signedIn)
        #expect(outcome(.done) { $0.hasSeat = false } == .undone)
        #expect(outcome(.done) { $0.decision = .sheet } == .sheetReady)
        #expect(
            outcome(.done) {
                $0.decision = .sheet; $0.isPrinted = true
            } == .sheetPrinted)
        #expect(outcome(.done) { $0.decision = .hasAccess } == .unchanged(.hasAccess))
        #expect(outcome(.failed) { $0.error = "x" } == .failed("x"))
        #expect(outcome(.undone) == .undone)
    }
}
