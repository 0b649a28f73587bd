import PortalKit

/// `2026-03-06T14:05:00.123456Z` (RFC 3339).
enum Timestamp {
    static func text(microseconds: Int64) -> String {
        let (day, time) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
        let date = PlainDate(days: Int32(clamping: day)).civil
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = time / 1_000_000
        let fraction = String(1_000_000 + time % 1_000_000).dropFirst()
        return "\(date.year)-\(two(Int64(date.month)))-\(two(Int64(date.day)))T\(two(seconds / 3_600)):"
            + "\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)Z"
    }
}
