/// A paper for people, such as an invoice, a quotation or a conversation: what it says, in its own language. How it looks
/// is the kernel's, which makes a PDF of it (``Answer/document(_:named:)``).
///
/// All texts stand in it as they are read. Make them with the reader of the document's language; it is also asked for
/// the few words that the page itself has: its number, and what a sum that goes on is called.
public struct Document: Sendable, Equatable {
    /// A BCP 47 tag; it decides the direction of the page.
    public let language: String
    /// What it is: "Invoice".
    public var kind: String
    /// Which one: "2026-0117".
    public var name: String
    /// The day it was made; the same document has the same bytes on every other.
    public var day: PlainDate
    /// Who sends it, under the operator's name: address, telephone, tax number; a line each.
    public var sender: [String] = []
    /// To whom: name and address, a line each.
    public var recipient: [String] = []
    /// Date, number of an order, day it is due: what stands beside the recipient.
    public var facts: [Fact] = []
    /// What follows, in its order.
    public var parts: [Part] = []
    /// At the foot of each page, before its number.
    public var foot = ""
    /// The sheet.
    public var sheet = Sheet.a4
    /// How amounts are written.
    public let amounts: AmountStyle
    package let labels: Labels

    /// A document without content.
    ///
    /// - Parameter digits: how many of an amount's digits stand after the decimal sign: 2 for EUR, 0 for JPY.
    public init(_ reader: Reader, _ kind: Words, _ name: String, of day: PlainDate, digits: Int = 2) {
        self.init(
            language: reader.language, kind: reader.say(kind), name: name, day: day,
            amounts: AmountStyle(reader, digits: digits), labels: Labels(reader))
    }

    package init(
        language: String, kind: String, name: String, day: PlainDate, amounts: AmountStyle, labels: Labels
    ) {
        self.language = language
        self.kind = kind
        self.name = name
        self.day = day
        self.amounts = amounts
        self.labels = labels
    }

    /// What it is called, in the bar of a window and at the head of further pages.
    public var title: String { name.isEmpty ? kind : kind + " " + name }

    /// The size of its pages.
    public enum Sheet: String, Sendable {
        /// 210 by 297 mm (ISO 216).
        case a4
        /// 8.5 by 11 inches.
        case letter
    }

    /// A name and what belongs to it.
    public struct Fact: Sendable, Equatable {
        package let label: String
        package let value: String

        /// A name and what belongs to it: "Due", "6 March 2026".
        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// One piece of what a document says.
    public enum Part: Sendable, Equatable {
        /// The heading of what follows.
        case heading(String)
        /// Running text; an empty line is a new paragraph.
        case paragraph(String)
        /// Terms and the like, smaller, below a hairline.
        case note(String)
        /// What somebody said: who, when, and the text.
        case entry(who: String, when: String, text: String)
        /// Lines in columns.
        case table(Table)
        /// Sums, under the last column of the table before.
        case totals([Total])
        /// A QR code, with what it says beside it.
        case code(Code, lines: [String])
    }

    /// One line of the sums.
    public struct Total: Sendable, Equatable {
        package let label: String
        package let amount: Int64
        package let isSum: Bool

        /// - Parameters:
        ///   - amount: in minor units.
        ///   - isSum: it stands below a rule, in bold.
        public init(_ label: String, _ amount: Int64, isSum: Bool = false) {
            self.label = label
            self.amount = amount
            self.isSum = isSum
        }
    }

    /// A QR code as its modules.
    public struct Code: Sendable, Equatable {
        package let side: Int
        package let modules: [Bool]

        /// - Parameter modules: row by row, true is dark; nil where they are not a square of 21 to 177.
        public init?(side: Int, modules: [Bool]) {
            guard (21...177).contains(side), modules.count == side * side else { return nil }
            self.side = side
            self.modules = modules
        }

        /// The QR code that holds a text; nil for a text that none holds.
        public init?(_ text: String) {
            guard let code = QRCode(text) else { return nil }
            let places = 0..<code.side
            self.init(side: code.side, modules: places.flatMap { y in places.map { code[$0, y] } })
        }
    }

    /// The page's own words.
    package struct Labels: Sendable, Equatable {
        package var carried: String
        /// With `{n}` and `{total}`.
        package var page: String

        package init(carried: String, page: String) {
            self.carried = carried
            self.page = page
        }
    }
}

extension Document.Labels {
    init(_ reader: Reader) {
        carried = reader.say("Carried over")
        page = reader.say("Page \("n", "{n}") of \("total", "{total}")")
    }
}
