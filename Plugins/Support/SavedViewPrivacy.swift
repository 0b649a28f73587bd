import PortalKit

// What saved views hold of a customer's person: his name, where somebody of staff saved a search for it.
extension SavedView {
    /// Whether a text names a person: by the whole name in it, or by nothing but parts of the name, the last among
    /// them. A first name alone is many people's.
    static func names(_ person: String, in text: String) -> Bool {
        let (name, words) = (Self.words(person), Self.words(text))
        guard let last = name.last, !words.isEmpty else { return false }
        if words.contains(last), words.allSatisfy(name.contains) { return true }
        guard words.count >= name.count else { return false }
        return words.indices.dropLast(name.count - 1).contains { words[$0...].starts(with: name) }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().unicodeScalars
            .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
            .map { String(String.UnicodeScalarView($0)) }
    }

    /// Those that name the person, everybody's among them.
    static func naming(
        _ person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [SavedView] {
        let name: String? = try db.first("SELECT p.name FROM portico_contact p WHERE p.id = \(person)") {
            try $0.next()
        }
        guard let name else { return [] }
        return try db.rows("\(sql: columns) ORDER BY v.id", SavedView.init).filter {
            names(name, in: $0.name) || names(name, in: $0.filter.search)
        }
    }

    static func about(
        _ person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [(name: String, value: String)] {
        try naming(person, db).map { view in
            ("view", [view.name, view.filter.search].filter { !$0.isEmpty }.joined(separator: ": "))
        }
    }

    /// A view without what it searched for would show something else: it goes.
    static func forget(_ views: [SavedView], _ tx: borrowing Transaction) throws {
        for view in views {
            try view.delete(tx)
            if view.isShared { try tx.audit("support.desk.set-up", ObjectKind("view"), view.id) }
        }
    }
}
