/// Finds addresses of the web in running text: what begins with `http://` or `https://`.
enum WebAddresses {
    /// Runs of a text, in its order; together they are the text.
    struct Run: Equatable {
        let text: String
        let isAddress: Bool
    }

    static func runs(of text: String) -> [Run] {
        let bytes = Array(text.utf8)
        var runs: [Run] = []
        var shown = 0
        var index = 0
        func add(_ range: Range<Int>, isAddress: Bool) {
            guard !range.isEmpty else { return }
            runs.append(Run(text: String(decoding: bytes[range], as: UTF8.self), isAddress: isAddress))
        }
        while let start = nextScheme(in: bytes, from: index) {
            let end = end(ofAddressAt: start, in: bytes)
            index = max(end, start + 1)
            guard !isWord(bytes, before: start), end - start > "https://".utf8.count else { continue }
            add(shown..<start, isAddress: false)
            add(start..<end, isAddress: true)
            shown = end
        }
        add(shown..<bytes.count, isAddress: false)
        return runs
    }

    private static func nextScheme(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        // The colon is the rarest of its bytes.
        while let colon = bytes[min(index, bytes.count)...].firstIndex(of: 0x3A) {
            index = colon + 1
            guard bytes[colon...].starts(with: "://".utf8) else { continue }
            for scheme in ["https", "http"] {
                let place = colon - scheme.utf8.count
                guard place >= start else { continue }
                if bytes[place..<colon].elementsEqual(scheme.utf8, by: { $0 | 0x20 == $1 }) { return place }
            }
        }
        return nil
    }

    private static func isWord(_ bytes: [UInt8], before start: Int) -> Bool {
        guard start > 0 else { return false }
        switch bytes[start - 1] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: return true
        default: return false
        }
    }

    /// Up to a space or a mark that no address holds, without the punctuation of the sentence around it.
    private static func end(ofAddressAt start: Int, in bytes: [UInt8]) -> Int {
        var end = start
        var round = 0
        while end < bytes.count, bytes[end] > 0x20, !"<>\"`{}|\\^\u{7F}".utf8.contains(bytes[end]) {
            if bytes[end] == 0x28 { round += 1 }
            if bytes[end] == 0x29 { round -= 1 }
            end += 1
        }
        while end > start {
            let last = bytes[end - 1]
            if last == 0x29, round < 0 {
                round += 1
            } else if !".,:;!?'*_~".utf8.contains(last) {
                break
            }
            end -= 1
        }
        return end
    }
}
