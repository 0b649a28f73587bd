/// A colour of the page, each part from 0 to 1.
package struct Colour: Sendable, Equatable {
    let red, green, blue: Double

    /// As `0x0F5B6E`.
    package init(_ rgb: UInt32) {
        red = Double(rgb >> 16 & 0xFF) / 255
        green = Double(rgb >> 8 & 0xFF) / 255
        blue = Double(rgb & 0xFF) / 255
    }

    static let ink = Colour(0x131C1D)
    static let second = Colour(0x465355)
    static let third = Colour(0x5C696B)
    static let hairline = Colour(0xDFE5E5)
    static let black = Colour(0x000000)
    static let white = Colour(0xFFFFFF)
}

/// How a text is set. Sizes are points.
struct Style: Hashable, Sendable {
    /// Of the letters, and from one line to the next.
    let size, leading: Double
    var isStrong = false
    /// All figures have one width, so that numbers stand under each other.
    var isTabular = false

    /// From the line's top to what its letters stand on, so that letters of Inter are in its middle; the same for all
    /// fonts, so that texts of several scripts stand on one line.
    var baseline: Double { leading / 2 + size * 0.364 }

    static let large = Style(size: 17, leading: 24, isStrong: true)
    static let heading = Style(size: 10.5, leading: 16, isStrong: true)
    static let body = Style(size: 9, leading: 13.5)
    static let strong = Style(size: 9, leading: 13.5, isStrong: true)
    static let small = Style(size: 7.5, leading: 11)
    static let smallStrong = Style(size: 7.5, leading: 11, isStrong: true)
    static let figures = Style(size: 9, leading: 13.5, isTabular: true)
    static let strongFigures = Style(size: 9, leading: 13.5, isStrong: true, isTabular: true)
    static let initials = Style(size: 8.5, leading: 12, isStrong: true)
    static let name = Style(size: 11.5, leading: 16, isStrong: true)
}
