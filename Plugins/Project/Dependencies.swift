import PortalKit

/// What waits for what among the tasks of one project. It never has a circle.
struct Dependencies<Node: Hashable & Sendable>: Sendable {
    /// When somebody begins and when it is due.
    struct Dates: Sendable {
        var startsOn: PlainDate?
        var dueOn: PlainDate?
    }

    private var needs: [Node: [Node]] = [:]
    private var waiting: [Node: [Node]] = [:]

    init(_ edges: [(item: Node, needs: Node)]) {
        for edge in edges {
            needs[edge.item, default: []].append(edge.needs)
            waiting[edge.needs, default: []].append(edge.item)
        }
    }

    /// The circle that it would be if this waited for that: from the task over the other back to itself; nil for none.
    func circle(_ item: Node, needing other: Node) -> [Node]? {
        guard item != other else { return [item, item] }
        // Breadth first, so that the circle that is told is a shortest one.
        var cameFrom: [Node: Node] = [other: item]
        var (queue, next) = ([other], 0)
        while next < queue.count, cameFrom[item] == nil {
            let node = queue[next]
            next += 1
            for further in needs[node] ?? [] where cameFrom[further] == nil {
                cameFrom[further] = node
                queue.append(further)
            }
        }
        guard var node = cameFrom[item] else { return nil }
        var circle = [item]
        while node != item, let before = cameFrom[node] {
            circle.append(node)
            node = before
        }
        circle.append(item)
        return circle.reversed()
    }

    /// What moves with a task that is due later now: each that would begin or be due before what it waits for, and what
    /// waits for that in turn. What has no dates, or is done and so not among them, stays.
    func shifted(with item: Node, dueOn: PlainDate, by days: Int32, _ dates: [Node: Dates]) -> Set<Node> {
        var moved: Set<Node> = []
        var (queue, next) = ([(item, dueOn)], 0)
        while next < queue.count {
            let (node, end) = queue[next]
            next += 1
            for waiter in waiting[node] ?? [] where waiter != item && !moved.contains(waiter) {
                guard let its = dates[waiter] else { continue }
                let isBefore = [its.startsOn, its.dueOn].contains { $0.map { $0 < end } ?? false }
                guard isBefore else { continue }
                moved.insert(waiter)
                if let due = its.dueOn { queue.append((waiter, PlainDate(days: due.days &+ days))) }
            }
        }
        return moved
    }
}
