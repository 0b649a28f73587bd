/// The address that answers go to, to which each mail adds its own token: `support+x7f2…@example.org`.
package struct ReplyAddress: Sendable, Equatable {
    let local: String
    let domain: String

    /// - Returns: nil where there is no room for a token before the @ (RFC 5321 §4.5.3.1.1).
    package init?(_ address: String) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            parts[0].utf8.count + 1 + ReplyToken.length <= 64
        else { return nil }
        (local, domain) = (parts[0], parts[1])
    }

    func text(with token: String) -> String { local + "+" + token + "@" + domain }

    /// The token in an address of ours, whatever its letters' case; nil where it is none.
    func token(in address: String) -> String? {
        let parts = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        let begin = local.lowercased() + "+"
        guard parts.count == 2, parts[1] == domain.lowercased(), parts[0].utf8.starts(with: begin.utf8)
        else { return nil }
        return String(parts[0].dropFirst(begin.count))
    }
}
