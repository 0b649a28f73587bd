/// The known name that a mistyped one most likely means, or nothing when none is near.
func nearest(to name: String, in known: [String]) -> String? {
    let typed = Array(name.utf8.prefix(100))
    let best =
        known
        .map { (name: $0, distance: distance(typed, Array($0.utf8))) }
        .min { $0.distance < $1.distance }
    guard let best, best.distance <= max(2, typed.count / 3) else { return nil }
    return best.name
}

/// How many letters must be added, dropped, changed or swapped with their neighbour.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [Array(0...right.count)]
    for (i, one) in left.enumerated() {
        var row = [i + 1]
        for (j, other) in right.enumerated() {
            var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (one == other ? 0 : 1))
            if i > 0, j > 0, one == right[j - 1], left[i - 1] == other {
                cost = min(cost, rows[i - 1][j - 1] + 1)
            }
            row.append(cost)
        }
        rows.append(row)
    }
    return rows[left.count][right.count]
}
