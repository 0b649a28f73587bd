import PortalKit

/// All that is open, and for how long it has been due.
struct Statement {
    let invoices: [Invoice]
    let sums: [Age: [Money]]
    let today: PlainDate

    static let path = "/invoicing/statement"
    /// How many it lists; the sums are of all.
    static let most = 1_000

    /// How long something has been due.
    enum Age: String, CaseIterable, Sendable {
        case notDue = "0"
        case month = "1"
        case twoMonths = "2"
        case threeMonths = "3"
        case older = "4"

        var words: Words {
            switch self {
            case .notDue: "Not due yet"
            case .month: "1 to 30 days"
            case .twoMonths: "31 to 60 days"
            case .threeMonths: "61 to 90 days"
            case .older: "More than 90 days"
            }
        }
    }

    static func find(
        today: PlainDate, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Statement {
        var sums: [Age: [Money]] = [:]
        let found: [(age: Age?, money: Money?)] = try db.rows(
            """
            SELECT CAST(CASE WHEN i.due_on >= \(today) THEN 0 WHEN DATEDIFF(\(today), i.due_on) <= 30 THEN 1
                WHEN DATEDIFF(\(today), i.due_on) <= 60 THEN 2 WHEN DATEDIFF(\(today), i.due_on) <= 90 THEN 3
                ELSE 4 END AS CHAR) AS age, i.currency, CAST(SUM(i.gross - i.paid) AS SIGNED)
            FROM invoicing_invoice i WHERE \(sql: Invoice.visible(scope)) AND i.status = 'open'
            GROUP BY age, i.currency ORDER BY age, i.currency
            """
        ) { row in
            let age = Age(rawValue: try row.next())
            let currency: Currency = try row.next()
            return (age, try? Money(minorUnits: try row.next(), currency))
        }
        for case (let age?, let money?) in found { sums[age, default: []].append(money) }
        return Statement(
            invoices: try Invoice.unpaid(scope, most: most, db), sums: sums, today: today)
    }

    /// The same for a spreadsheet: days and amounts as programs read them.
    var rows: [[String]] {
        invoices.map { invoice in
            let digits = invoice.currency.digits
            func figure(_ money: Money) -> String { DecimalField.text(money.minorUnits, digits: digits) }
            return [
                invoice.name, invoice.issueOn.map { "\($0)" } ?? "", invoice.dueOn.map { "\($0)" } ?? "",
                invoice.currency.code, figure(invoice.gross), figure(invoice.paid), figure(invoice.open),
                invoice.dueOn.map { String(max(0, Int(today.days) - Int($0.days))) } ?? "",
            ]
        }
    }

    static let heads = ["number", "date", "due", "currency", "total", "paid", "open", "days_overdue"]
}

enum StatementPages {
    static func page(_ statement: Statement, _ ui: Interface) -> Page {
        let crumbs = ui.breadcrumb(
            [NamedLink("Invoices", to: Invoice.list)], current: ui.say("Statement"))
        let head = ui.pageHead(
            title: "Statement", sub: "What is open on \("day", ui.reader.date(statement.today))",
            actions: [
                ui.linkButton("CSV", to: Statement.path + "/csv", icon: .download)
            ])
        guard !statement.invoices.isEmpty else {
            return Page("Statement", "\(crumbs)\(head)\(ui.panel(ui.allDone("Nothing is open.")))")
        }
        let ages = Statement.Age.allCases.compactMap { age -> (label: Words, value: HTML)? in
            guard let sums = statement.sums[age] else { return nil }
            return (age.words, "\(sums.map(ui.reader.money).joined(separator: " · "))")
        }
        let table = ui.table(
            caption: "Open invoices",
            columns: [
                .title("Number"), .status("State"), .when("Due"), .number("Total"), .number("Open"),
            ],
            rows: statement.invoices.map { invoice in
                let standing = invoice.standing(on: statement.today)
                return [
                    .title(invoice.name, to: invoice.path, second: invoice.issueOn.map(ui.reader.date) ?? ""),
                    .pill(standing.words, standing.meaning), invoice.dueOn.map { .day($0) } ?? .none,
                    .number(ui.reader.money(invoice.gross)), .number(ui.reader.money(invoice.open)),
                ]
            })
        let sums = ui.panel(title: "By age", ui.facts(ages, asPairs: true))
        return Page("Statement", "\(crumbs)\(head)\(sums)\(table)")
    }
}
