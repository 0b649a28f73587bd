import PortalKit

extension Item {
    /// Where a task stands. Customers see it as a word beside a task that is shared with them.
    enum State: String, CaseIterable, Sendable {
        case todo, doing, waiting, done

        var words: Words {
            switch self {
            case .todo: "To do"
            case .doing: "In progress"
            case .waiting: "Waiting"
            case .done: "Done"
            }
        }

        var meaning: Meaning {
            switch self {
            case .todo: .rest
            case .doing: .running
            case .waiting: .waiting
            case .done: .good
            }
        }
    }
}

/// The tasks of a project in columns, by where they stand.
struct Board {
    /// A task as it stands in its column.
    struct Card {
        let ref: Ref<Item>
        let title: String
        let state: Item.State
        /// Where it stands among all of them; of those that are done, when that was, the last first.
        let place: Int
        let list: String?
        let who: String?
        let dueOn: PlainDate?
        let isShared: Bool
        let asksFile: Bool
        /// How many others it waits for that are not done.
        let needs: Int
        let moves: Int

        var anchor: String { "item-\(ref)" }
    }

    struct Column {
        let state: Item.State
        let cards: [Card]
        /// How many there are, shown or not.
        let count: Int

        var isWhole: Bool { cards.count == count }
    }

    /// What of it is asked for: all columns from the top, or one of them further down.
    struct Part {
        var state: Item.State?
        var after: Int?

        static let whole = Part()

        init() {}

        init(_ request: Request) {
            state = Item.State(rawValue: request.query["column"]).flatMap { $0 == .done ? nil : $0 }
            after = state == nil ? nil : Int(request.query["after"])
        }
    }

    let project: Project
    let columns: [Column]
    var part = Part.whole

    /// In each column; there is a way to the others.
    static let most = 40
}

/// That a task is put somewhere else, by somebody who saw where it stood.
struct TaskMove {
    /// The column or the list, as the page names it.
    let column: String
    /// The task that it comes after; nil for the first place.
    let after: Ref<Item>?
    /// The column or the list that it stood in.
    let from: String
    /// How often it had been moved.
    let seen: Int

    init(_ form: Form) throws(PortalError) {
        let target = form["to"].split(separator: " ")
        guard let first = target.first, target.count <= 2, let seen = Int(form["seen"]), seen >= 0 else {
            throw .invalid("to", "Choose where it goes.")
        }
        column = String(first)
        after = target.count == 2 ? try Ref<Item>(String(target[1])) : nil
        from = form["from"]
        self.seen = seen
    }

    /// What is sent for that place.
    static func target(_ column: String, after card: Ref<Item>?) -> String {
        card.map { "\(column) \($0)" } ?? column
    }

    /// What stands for the tasks that are in no list.
    static let noList = "-"
}
