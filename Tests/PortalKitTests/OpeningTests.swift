import PortalKit
import Testing

@Suite("How a longer text begins, on one line")
struct OpeningTests {
    @Test(
        "ends after a word, says that there is more, and never splits one where it need not",
        arguments: [
            ("", ""), ("short", "short"), ("one two three", "one two…"), ("one two  three", "one two…"),
            ("one twothree", "one…"), ("onetwothree", "onetwothr…"), ("one\r\ntwo", "one"), ("\nsecond", ""),
            ("nine char", "nine char"), ("één twéé drie", "één twéé…"), ("😀😀😀😀 😀😀😀😀😀", "😀😀😀😀…"),
            ("😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀"), ("😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀…"),
            ("😀😀😀😀😀😀😀😀😀\nsecond", "😀😀😀😀😀😀😀😀😀"), ("one twoth ree", "one twoth…"),
        ])
    func openings(_ text: String, _ line: String) {
        #expect(text.opening(9) == line)
    }
}
