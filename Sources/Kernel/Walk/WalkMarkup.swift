/// What the walk reads of a page: its headings, its fields with their labels, its forms and its links. It reads
/// bytes, as our own components write them: attributes in double quotes.
struct WalkMarkup {
    struct Form {
        let action: String
        var hidden: [String: String] = [:]
        var names: Set<String> = []
        var values: [(name: String, value: String)] = []
    }

    private(set) var headings = 0
    private(set) var links: [String] = []
    private(set) var forms: [Form] = []
    /// The fields that are marked as wrong.
    private(set) var wrong: [String] = []
    private var fields: [(name: String, id: String, isNamed: Bool)] = []
    private var labels: Set<String> = []

    init(_ page: [UInt8]) {
        var place = 0
        var isInLabel = false
        var isInForm = false
        var select = ""
        while let open = Self.next(0x3C, in: page, from: place) {
            let (name, attributes, end) = Self.tag(page, from: open + 1)
            place = end
            switch name {
            case "h1": headings += 1
            case "label":
                isInLabel = true
                if let id = attributes["for"] { labels.insert(id) }
            case "/label": isInLabel = false
            case "a": if let link = attributes["href"] { links.append(link) }
            case "form":
                isInForm = attributes["method"] == "post"
                if isInForm { forms.append(Form(action: attributes["action"] ?? "")) }
            case "/form": isInForm = false
            case "option": if isInForm { note(select, attributes["value"] ?? "") }
            case "input", "select", "textarea", "button":
                if name == "select" { select = attributes["name"] ?? "" }
                take(name, attributes, isInForm: isInForm, isInLabel: isInLabel)
            default: break
            }
        }
    }

    /// The fields that nobody can call by a name.
    var unlabelled: [String] { fields.filter { !$0.isNamed && !labels.contains($0.id) }.map(\.name) }

    private mutating func note(_ name: String, _ value: String) {
        guard !forms.isEmpty else { return }
        forms[forms.count - 1].names.insert(name)
        forms[forms.count - 1].values.append((name, value))
    }

    private mutating func take(
        _ tag: String, _ attributes: [String: String], isInForm: Bool, isInLabel: Bool
    ) {
        let name = attributes["name"] ?? ""
        let type = tag == "input" ? attributes["type"] ?? "text" : tag
        if attributes["aria-invalid"] == "true" { wrong.append(name) }
        if isInForm, !name.isEmpty { note(name, attributes["value"] ?? "") }
        switch type {
        case "hidden":
            if isInForm, name != "csrf", name != "once" {
                forms[forms.count - 1].hidden[name] = attributes["value"] ?? ""
            }
        case "submit", "button", "image", "reset": break
        default:
            let isNamed = isInLabel || attributes["aria-label"] != nil || attributes["aria-labelledby"] != nil
            fields.append((name, attributes["id"] ?? "", isNamed))
        }
    }

    /// Name, attributes and the place behind the tag that begins at `start`.
    private static func tag(_ page: [UInt8], from start: Int) -> (String, [String: String], Int) {
        var place = start
        while place < page.count, isName(page[place]) { place += 1 }
        let name = String(decoding: page[start..<place], as: UTF8.self)
        var attributes: [String: String] = [:]
        while place < page.count, page[place] != 0x3E {
            let begin = place
            while place < page.count, isName(page[place]) { place += 1 }
            guard place > begin else {
                place += 1
                continue
            }
            let key = String(decoding: page[begin..<place], as: UTF8.self)
            attributes[key] = ""
            guard place + 1 < page.count, page[place] == 0x3D, page[place + 1] == 0x22 else { continue }
            let end = next(0x22, in: page, from: place + 2) ?? page.count
            attributes[key] = String(decoding: page[(place + 2)..<end], as: UTF8.self)
            place = min(end + 1, page.count)
        }
        return (name, attributes, min(place + 1, page.count))
    }

    private static func next(_ byte: UInt8, in page: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < page.count {
            if page[place] == byte { return place }
            place += 1
        }
        return nil
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2F: true
        default: false
        }
    }
}
