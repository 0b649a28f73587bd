import PortalKit
import Web

/// A password that a person has just chosen: long enough, and not the user name.
struct ChosenPassword {
    let text: String

    /// - Throws: `PortalError.invalid`, on the field it was typed in.
    init(_ typed: String, in field: String, of login: String) throws(PortalError) {
        do throws(PasswordPolicy.Refusal) {
            try PasswordPolicy(needsSecondFactor: false).check(Password(typed))
        } catch {
            throw PortalError.invalid(field, Self.words(for: error))
        }
        guard !typed.utf8.elementsEqual(login.utf8) else {
            throw PortalError.invalid(field, "Choose something else than your user name.")
        }
        text = typed
    }

    private static func words(for refusal: PasswordPolicy.Refusal) -> Words {
        switch refusal {
        case .tooShort(let least): "Use at least \("n", least) characters."
        case .notText: "Use letters, digits and signs that can be typed."
        case .tooLong: "Use at most \("n", PasswordPolicy.mostBytes) bytes."
        }
    }
}
