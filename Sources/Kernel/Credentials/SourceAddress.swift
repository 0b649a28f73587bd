/// Where a request comes from, as far as one person can have it: an IPv4 address, or the /64 of an IPv6 address,
/// whose other half everybody chooses for himself.
package enum SourceAddress {
    package static func network(of address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: ":")) else { return address }
        // `::ffff:192.0.2.1` is the IPv4 address in it.
        if let last = address.split(separator: ":").last, last.utf8.contains(UInt8(ascii: ".")) {
            return String(last)
        }
        let bare = address.prefix { $0 != "%" }
        let halves = bare.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let before = groups(halves[0])
        let after = halves.count > 1 ? groups(halves[1]) : []
        let zeros = halves.count > 1 ? max(0, 8 - before.count - after.count) : 0
        let all = before + Array(repeating: "0", count: zeros) + after
        return all.prefix(4).joined(separator: ":") + "::/64"
    }

    private static func groups(_ text: Substring) -> [String] {
        text.split(separator: ":").map { group in
            let bare = group.drop { $0 == "0" }.lowercased()
            return bare.isEmpty ? "0" : bare
        }
    }
}
