/// Where the people of the walk sit.
extension WalkMaker {
    /// Whose seat every viewer has, and one more whose person has set an app up.
    mutating func seats(
        _ groups: [WalkViewer: UInt64], _ mine: WalkPeople.Customer, _ theirs: WalkPeople.Customer
    ) throws -> (of: [WalkViewer: UInt64], enrolled: UInt64) {
        let wide = groups[.organisation]
        let own = try seat(mine.contacts[0], at: mine.id, wide)
        let colleague = try seat(mine.contacts[1], at: mine.id, groups[.colleague])
        let blocked = try seat(mine.contacts[2], at: mine.id, wide)
        let itself = try seat(nil, at: mine.id, nil)
        let stranger = try seat(theirs.contacts[0], at: theirs.id, wide)
        let held = try seat(mine.contacts[3], at: mine.id, wide)
        let enrolled = try seat(mine.contacts[4], at: mine.id, wide)
        let seats: [WalkViewer: UInt64] = [
            .ended: own, .blocked: blocked, .rightless: own, .revoked: own, .own: own, .organisation: own,
            .colleague: colleague, .customer: itself, .stranger: stranger, .held: held, .viewing: own,
            .working: own,
        ]
        return (seats, enrolled)
    }
}
