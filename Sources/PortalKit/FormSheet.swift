/// A form that is described once: each call draws a field, or reads it when the form was sent.
///
/// ```swift
/// init(_ sheet: inout FormSheet, _ stored: Ticket?) {
///     subject = sheet.line("subject", "Subject", stored?.subject, most: 160, missing: "Enter a subject.")
/// }
/// ```
/// While it is drawn, a field gives back what is stored.
public struct FormSheet {
    private enum Way {
        case drawing(Interface, at: String)
        case reading
    }

    private let way: Way
    private var check: FormCheck
    private let sent: Form
    private(set) var fields = HTML()

    init(drawnWith ui: Interface, at path: String) {
        way = .drawing(ui, at: path)
        check = FormCheck(Form())
        sent = Form()
    }

    init(reading form: Form) {
        way = .reading
        check = FormCheck(form)
        sent = form
    }

    /// One line without spaces around it, of at most `most` characters.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func line(
        _ name: String, _ label: Words, _ stored: String?, hint: Words? = nil, most: Int,
        missing: Words? = nil
    ) -> String {
        guard case .drawing(let ui, _) = way else { return check.line(name, most: most, missing: missing) }
        fields += ui.field(
            name, label, hint: hint, value: stored ?? "", optional: missing == nil, width: .long, limit: most)
        return stored ?? ""
    }

    /// A text of several lines, of at most `mostBytes` bytes of UTF-8.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func text(
        _ name: String, _ label: Words, _ stored: String?, hint: Words? = nil, mostBytes: Int,
        missing: Words? = nil
    ) -> String {
        guard case .drawing(let ui, _) = way else {
            return check.text(name, mostBytes: mostBytes, missing: missing)
        }
        fields += ui.field(
            name, label, hint: hint, value: stored ?? "", optional: missing == nil, rows: 10)
        return stored ?? ""
    }

    /// The number by which people know a customer, or nil; ``Transaction/customer(numbered:field:)`` finds him.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func customer(_ stored: Int?, hint: Words? = nil, missing: Words? = nil) -> Int? {
        guard case .drawing(let ui, _) = way else { return check.number("customer", missing: missing) }
        fields += ui.field(
            "customer", "Customer's number", kind: .number, hint: hint,
            value: stored.map(String.init) ?? "", optional: missing == nil, width: .short, limit: 12)
        return stored
    }

    /// A whole number within bounds.
    public mutating func number(
        _ name: String, _ label: Words, _ stored: Int?, hint: Words? = nil, in range: ClosedRange<Int>
    ) -> Int {
        let first = stored ?? range.lowerBound
        guard case .drawing(let ui, _) = way else { return check.number(name, in: range) ?? first }
        fields += ui.field(
            name, label, kind: .number, hint: hint, value: String(first), width: .short, limit: 12)
        return first
    }

    /// A day of the calendar, or nil.
    ///
    /// - Parameter missing: what to say when it is empty; nil where it may be.
    public mutating func date(
        _ name: String, _ label: Words, _ stored: PlainDate?, hint: Words? = nil, missing: Words? = nil
    ) -> PlainDate? {
        guard case .drawing(let ui, _) = way else { return check.date(name, missing: missing) }
        fields += ui.field(
            name, label, kind: .date, hint: hint, value: stored?.description ?? "",
            optional: missing == nil, width: .short)
        return stored
    }

    /// One of several cases, from a list that is closed until one opens it.
    ///
    /// - Parameters:
    ///   - stored: what is chosen until somebody chooses.
    ///   - words: what people read of each.
    public mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ label: Words, _ stored: Value, hint: Words? = nil, _ words: (Value) -> Words
    ) -> Value where Value.RawValue == String {
        guard case .drawing(let ui, _) = way else { return check.choice(name) ?? stored }
        let choices = Value.allCases.map { Choice($0.rawValue, words($0)) }
        fields += ui.select(name, label, choices, hint: hint, value: stored.rawValue)
        return stored
    }

    /// One new file, below the one that is stored, whose link is the record's address and `/file`.
    public mutating func file(_ stored: Attachment?, hint: Words? = nil) -> UploadedFile? {
        guard case .drawing(let ui, let path) = way else { return sent.files("file").first }
        if let stored { fields += ui.file(stored, at: path) }
        fields += ui.file("file", "File", hint: hint)
        return nil
    }

    /// Several new files, below those that are stored, which ``Route/files(_:needs:_:_:)`` gives their addresses.
    public mutating func files(_ stored: [Attachment] = [], hint: Words? = nil) -> [UploadedFile] {
        guard case .drawing(let ui, let path) = way else { return sent.files("files") }
        fields += ui.files(stored, at: path)
        fields += ui.file("files", "Files", hint: hint, several: true)
        return []
    }

    /// A yes or no.
    public mutating func checkbox(
        _ name: String, _ label: Words, _ stored: Bool, hint: Words? = nil
    ) -> Bool {
        guard case .drawing(let ui, _) = way else { return check.isTicked(name) }
        fields += ui.checkbox(name, label, hint: hint, isOn: stored)
        return stored
    }

    /// The version that was shown, unseen: ``Transaction/save(_:)`` changes no other.
    public mutating func version(_ stored: Int?) -> Int? {
        guard case .drawing(let ui, _) = way else { return check.number("version") }
        fields += ui.hidden("version", String(stored ?? 0))
        return stored
    }

    /// - Throws: `PortalError.invalid` with everything that was found.
    func finish() throws(PortalError) { try check.finish() }
}
