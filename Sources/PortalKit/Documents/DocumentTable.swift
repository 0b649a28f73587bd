extension Document {
    /// Lines in columns. Its head stands on every page again; where an amount is summed up, each page ends with the sum so
    /// far and the next begins with it.
    public struct Table: Sendable, Equatable {
        package let columns: [Column]
        package let carrying: Int?
        /// Its lines.
        public var rows: [Row]

        /// - Parameter carrying: the column of amounts whose sum is carried over from page to page, counted from 0.
        public init(_ columns: [Column], carrying: Int? = nil, rows: [Row] = []) {
            self.columns = columns
            self.carrying = carrying
            self.rows = rows
        }
    }

    /// A column; the first of the texts takes what room the others leave.
    public struct Column: Sendable, Equatable {
        package let title: String
        package let kind: Kind

        package enum Kind: UInt8, Sendable { case text, number }

        /// Words, at the start of their column.
        public static func text(_ title: String) -> Column { Column(title: title, kind: .text) }

        /// Numbers and amounts, under each other at its end.
        public static func number(_ title: String) -> Column { Column(title: title, kind: .number) }
    }

    /// One line, or the heading of those that follow.
    public enum Row: Sendable, Equatable {
        /// A cell for each column, and what is said of the first one below it.
        case line([Cell], detail: String = "")
        /// The heading of the lines that follow.
        case group(String)
    }

    /// What stands in a cell.
    public enum Cell: Sendable, Equatable {
        /// As it stands.
        case text(String)
        /// An amount in minor units.
        case amount(Int64)
    }
}
