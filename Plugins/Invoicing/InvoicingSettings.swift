import PortalKit

extension Setting where Value == String {
    static var seller: Setting {
        Setting(
            "invoicing.seller", title: "Name on invoices",
            hint:
                "The seller, who is the holder of the bank account too. What is issued already stays as it is.",
            most: 160)
    }
    static var address: Setting {
        Setting("invoicing.address", title: "Address on invoices", most: 300)
    }
    static var vatNumber: Setting {
        Setting("invoicing.vat-number", title: "VAT number on invoices", most: 40)
    }
    static var iban: Setting { Setting("invoicing.iban", title: "IBAN", most: 42) }
    static var bic: Setting { Setting("invoicing.bic", title: "BIC", most: 11) }
    static var currencyCode: Setting {
        Setting(
            "invoicing.currency", title: "Currency of new invoices",
            hint: "Three letters of ISO 4217, such as EUR. What is no currency counts as EUR.",
            default: "EUR",
            most: 3)
    }
    static var taxRate: Setting {
        Setting("invoicing.tax-rate", title: "VAT of new lines in percent", default: "21", most: 6)
    }
}

extension Setting where Value == Int {
    static var terms: Setting {
        Setting("invoicing.terms", title: "Days until an invoice is due", default: 30, in: 0...365)
    }
}

extension Settings {
    /// The operator's day.
    func today(_ now: Instant) -> PlainDate {
        days(1, until: now).last?.day ?? PlainDate(days: 0)
    }
}

extension Currency {
    static func standard(_ settings: Settings) -> Currency { Currency(settings[.currencyCode]) ?? .eur }
}
