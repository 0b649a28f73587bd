/// Chance that is the same in every run, for tests that try many inputs.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }

    mutating func text(of alphabet: String, longest: Int) -> String {
        let scalars = Array(alphabet.unicodeScalars)
        var text = ""
        for _ in 0..<below(longest + 1) { text.unicodeScalars.append(scalars[below(scalars.count)]) }
        return text
    }

    /// One of the seeds with up to eight changes: bytes flipped, taken out, doubled, or set in from a list of
    /// those that mean something.
    mutating func mutated(_ seeds: [[UInt8]], tokens: [[UInt8]]) -> [UInt8] {
        var bytes = seeds[below(seeds.count)]
        for _ in 0..<below(9) {
            let place = below(bytes.count + 1)
            let end = min(bytes.count, place + below(12))
            switch below(6) {
            case 0: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &self) }
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.removeSubrange(place...)
            case 4: bytes.append(contentsOf: seeds[below(seeds.count)].prefix(below(200)))
            default: bytes.insert(contentsOf: tokens[below(tokens.count)], at: place)
            }
        }
        return bytes
    }

    /// The same bytes in pieces of chance length.
    mutating func pieces(_ bytes: [UInt8], longest: Int) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + below(longest))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}
