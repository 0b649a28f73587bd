import PortalKit
import Web

/// A password that a person has just chosen: long enough, not one of those that are tried first, and not made of what
/// everybody knows of him.
struct ChosenPassword {
    let text: String

    /// - Parameter account: of whose second factor the least length depends (SA05).
    /// - Throws: `PortalError.invalid`, on the field it was typed in.
    init(
        _ typed: String, in field: String, of account: UInt64, login: String, name: String, _ visit: Visit
    ) throws {
        let hasFactor = try Mfa.isAsked(of: .account(account), visit.connection)
        try self.init(
            typed, in: field, of: login, needsSecondFactor: hasFactor,
            known: [visit.house.installation.operatorName, name])
    }

    /// - Parameter known: words of the place: whose portal it is, what the person is called.
    init(
        _ typed: String, in field: String, of login: String, needsSecondFactor: Bool, known: [String]
    ) throws(PortalError) {
        do throws(PasswordPolicy.Refusal) {
            try PasswordPolicy(needsSecondFactor: needsSecondFactor).check(Password(typed))
        } catch {
            throw PortalError.invalid(field, Self.words(for: error))
        }
        guard !typed.utf8.elementsEqual(login.utf8) else {
            throw PortalError.invalid(field, "Choose something else than your user name.")
        }
        guard !CommonPasswords.contains(typed) else {
            throw PortalError.invalid(
                field, "Many people use this one, so it is tried first. Choose another.")
        }
        guard !CommonPasswords.isMade(typed, of: known + ["Portico", login]) else {
            throw PortalError.invalid(
                field, "That is made of names that are easily known. Choose something else.")
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
