/// What a person typed as a password, byte for byte.
///
/// Nothing is cut, folded, trimmed or normalised: what was set is what must be typed. Browsers send composed
/// letters on every common keyboard, and a rule that changes a password here would have to be right for ever.
/// It never shows in a log: its description holds nothing of it.
package struct Password: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package init(_ text: String) { bytes = Array(text.utf8) }

    package var description: String { "password" }
    package var debugDescription: String { "password" }
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
