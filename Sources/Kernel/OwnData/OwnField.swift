import MariaDB
import PortalKit

/// Something about himself that a person reads on his account page, and may change as far as administrators allow.
enum OwnField: String, CaseIterable, Sendable {
    case name, title, phone, email

    /// Those of the one form; an address of e-mail is proved first, and has a form of its own.
    static let typed: [OwnField] = [.name, .title, .phone]

    var label: Words {
        switch self {
        case .name: "Name"
        case .title: "Title"
        case .phone: "Phone"
        case .email: "E-mail"
        }
    }

    /// Of `kernel_contact`.
    var column: SQL {
        switch self {
        case .name: "name"
        case .title: "title"
        case .phone: "phone"
        case .email: "email"
        }
    }

    /// The row still says this, byte for byte: the guard of every change.
    func isStill(_ value: String) -> SQL {
        "CAST(COALESCE(\(sql: column), '') AS BINARY) = CAST(\(value) AS BINARY)"
    }

    func value(of fields: Contact.Fields) -> String {
        switch self {
        case .name: fields.name
        case .title: fields.title
        case .phone: fields.phone
        case .email: fields.email ?? ""
        }
    }

    func change(_ settings: Settings) -> OwnChange {
        switch self {
        case .name: settings[.ownName]
        case .title: settings[.ownTitle]
        case .phone: settings[.ownPhone]
        case .email: settings[.ownEmail]
        }
    }

    /// What was typed, held to the same bounds as staff are.
    func read(_ check: inout FormCheck) -> String {
        switch self {
        case .name: check.line(rawValue, most: 200, missing: "Enter a name.")
        case .title: check.line(rawValue, most: 120)
        case .phone: check.line(rawValue, most: 64)
        case .email: check.email(rawValue) ?? ""
        }
    }
}

/// How far a person may change something about himself.
enum OwnChange: String, CaseIterable, Sendable {
    case directly, approval, never

    var name: Words {
        switch self {
        case .directly: "They change it themselves"
        case .approval: "They ask, staff approve"
        case .never: "Only staff change it"
        }
    }
}

extension Setting where Value == OwnChange {
    static var ownName: Setting {
        Setting("identity.own-name", title: "Portal users: their name", default: .approval, \.name)
    }
    static var ownTitle: Setting {
        Setting("identity.own-title", title: "Portal users: their title", default: .directly, \.name)
    }
    static var ownPhone: Setting {
        Setting("identity.own-phone", title: "Portal users: their phone number", default: .directly, \.name)
    }
    static var ownEmail: Setting {
        Setting(
            "identity.own-email", title: "Portal users: their e-mail address",
            hint: "A new address is proved by a link first, whoever decides.", default: .approval, \.name)
    }
}

extension Setting where Value == Bool {
    static var ownAddress: Setting {
        Setting(
            "identity.own-address", title: "Portal users change the address of their customer",
            hint: "Street, place and country. A change holds at once.", default: false)
    }
}
