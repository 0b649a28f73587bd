/// Something about a portal that administrators choose. The kernel draws its form, checks what is typed and keeps it.
///
/// ```swift
/// extension Setting where Value == Int {
///     static var autoCloseDays: Setting {
///         Setting("support.auto-close-days", title: "Close silent tickets after", default: 14, in: 1...90)
///     }
/// }
/// ```
/// A handler reads it by `context.settings[.autoCloseDays]`. A change holds from the next request on.
public struct Setting<Value: Sendable>: DeclaredSetting {
    /// As the kernel sees it, whatever its value is.
    public let declaration: SettingDeclaration
    package let standard: Value
    private let read: @Sendable (String) -> Value?

    fileprivate init(
        _ declaration: SettingDeclaration, _ standard: Value, _ read: @escaping @Sendable (String) -> Value?
    ) {
        self.declaration = declaration
        self.standard = standard
        self.read = read
    }

    /// What is kept, or the default where nothing is, or something that the bounds do not admit any more.
    package func value(_ kept: String?) -> Value {
        guard let kept, declaration.kind.admits(kept) else { return standard }
        return read(kept) ?? standard
    }
}

/// A ``Setting`` of any value, for the list of them in a ``Portal``.
public protocol DeclaredSetting: Sendable {
    /// As the kernel sees it, whatever its value is.
    var declaration: SettingDeclaration { get }
}

/// What the kernel knows of a setting: its id, its words and what may be typed.
public struct SettingDeclaration: Sendable {
    package enum Kind: Sendable {
        case yesNo
        case number(ClosedRange<Int>)
        case text(most: Int)
        case choice([Choice])
    }

    package let id: String
    package let title: Words
    package let hint: Words?
    package let kind: Kind
    /// The default, as it would be kept.
    package let standard: String
}

extension Setting where Value == Bool {
    /// A yes or no.
    ///
    /// - Parameter id: begins with the portal's: `support.takes-files`; as are all of them, at most 80 characters.
    public init(_ id: String, title: Words, hint: Words? = nil, default standard: Bool) {
        let kept = standard ? "1" : "0"
        self.init(
            SettingDeclaration(id: id, title: title, hint: hint, kind: .yesNo, standard: kept), standard
        ) { $0 == "1" }
    }
}

extension Setting where Value == Int {
    /// A whole number within bounds.
    public init(
        _ id: String, title: Words, hint: Words? = nil, default standard: Int, in range: ClosedRange<Int>
    ) {
        self.init(
            SettingDeclaration(
                id: id, title: title, hint: hint, kind: .number(range), standard: String(standard)),
            standard, { Int($0) })
    }
}

extension Setting where Value == String {
    /// A text of at most `most` characters: one line, or several when more than 200 are allowed. It may be empty.
    public init(_ id: String, title: Words, hint: Words? = nil, default standard: String = "", most: Int) {
        self.init(
            SettingDeclaration(
                id: id, title: title, hint: hint, kind: .text(most: most), standard: standard),
            standard, { $0 })
    }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases; `name` says what people call each.
    public init(
        _ id: String, title: Words, hint: Words? = nil, default standard: Value, _ name: (Value) -> Words
    ) {
        let choices = Value.allCases.map { Choice($0.rawValue, name($0)) }
        self.init(
            SettingDeclaration(
                id: id, title: title, hint: hint, kind: .choice(choices), standard: standard.rawValue),
            standard, { Value(rawValue: $0) })
    }
}

/// What administrators chose for a portal, at the moment of the request.
public struct Settings: Sendable {
    private let portal: String
    private let kept: [String: String]
    /// In which the operator works: an IANA name.
    public let timeZone: String

    package init(of portal: String = "", kept: [String: String] = [:], timeZone: String = "UTC") {
        self.timeZone = timeZone
        self.portal = portal
        self.kept = kept
    }

    /// The value that holds now. A setting of another portal has its default here.
    public subscript<Value>(setting: Setting<Value>) -> Value {
        let declaration = setting.declaration
        return setting.value(declaration.isOf(portal) ? kept[declaration.id] : nil)
    }
}

extension SettingDeclaration.Kind {
    /// Whether the bounds let it through.
    package func admits(_ text: String) -> Bool {
        switch self {
        case .yesNo: text == "1" || text == "0"
        case .number(let range): Int(text).map(range.contains) ?? false
        case .text(let most): text.unicodeScalars.count <= most
        case .choice(let choices): choices.contains { $0.value == text }
        }
    }
}

extension SettingDeclaration {
    package func isOf(_ portal: String) -> Bool {
        id.utf8.starts(with: portal.utf8) && id.utf8.dropFirst(portal.utf8.count).first == UInt8(ascii: ".")
    }

    /// The title of a choice or the value itself is what people read; the rest of a form is made of it.
    package func field(_ kept: String?, _ ui: Interface) -> HTML {
        let value = kept.flatMap { kind.admits($0) ? $0 : nil } ?? standard
        switch kind {
        case .yesNo: return ui.checkbox(id, title, hint: hint, isOn: value == "1")
        case .number(let range):
            let bounds: Words =
                "From \("low", ui.reader.number(range.lowerBound)) to \("high", ui.reader.number(range.upperBound))."
            return ui.field(
                id, title, kind: .number, hint: hint ?? bounds, value: value, autocomplete: "off",
                width: .short, limit: 20)
        case .text(let most):
            return ui.field(
                id, title, hint: hint, value: value, optional: true, autocomplete: "off", width: .long,
                limit: most, rows: most > 200 ? 6 : 1)
        case .choice(let choices): return ui.select(id, title, choices, hint: hint, value: value)
        }
    }

    /// What was typed, as it is kept; what is wrong with it is refused.
    package func typed(_ form: Form, _ check: inout FormCheck) -> String {
        switch kind {
        case .yesNo: return check.isTicked(id) ? "1" : "0"
        case .number(let range): return String(check.number(id, in: range) ?? range.lowerBound)
        case .text(let most) where most <= 200: return check.line(id, most: most)
        case .text(let most): return check.text(id, most: most)
        case .choice:
            if !kind.admits(form[id]) { check.refuse(id, "Choose one of these.") }
            return form[id]
        }
    }
}
