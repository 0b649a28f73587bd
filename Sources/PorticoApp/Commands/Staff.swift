import ArgumentParser
import Kernel
import MariaDB
import Posix

struct Staff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The operator's own people.", subcommands: [Add.self])

    /// The first administrator is made here, and nowhere else: there is no default account (SA09).
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a member of staff.")

        @OptionGroup var place: Place

        @Option(name: .long, help: "The name to sign in with.")
        var login: String

        @Option(name: .long, help: "The person's name.")
        var name: String

        @Option(name: .long, help: "administrator or technician.")
        var role: String = "technician"

        @Flag(name: .long, help: "Read the password from standard input; else one is made and shown once.")
        var passwordStdin = false

        func run() throws {
            guard ["administrator", "technician"].contains(role) else {
                throw ValidationError("--role takes administrator or technician, not “\(role)”.")
            }
            let login: Login
            do {
                login = try Login(self.login)
            } catch {
                throw ValidationError("“\(self.login)” cannot be a login: \(error).")
            }
            let password = passwordStdin ? try readPassword() : StartPassword.make()
            do {
                try PasswordPolicy(needsSecondFactor: false).check(Password(password))
            } catch PasswordPolicy.Refusal.tooShort(let least) {
                throw ValidationError("The password needs at least \(least) characters.")
            }
            let configuration = try place.configuration()
            let connection = Connection(configuration.options(configuration.database.account))
            defer { connection.close() }
            do {
                _ = try StaffRow.add(
                    login: login, name: name, isAdministrator: role == "administrator",
                    password: PasswordHash(Password(password)), at: wallClock(), connection)
            } catch let error as DatabaseError where error.kind == .duplicateKey("staff_login") {
                throw fail("somebody signs in as \(login.text) already; choose another login")
            }
            say("\(name) can sign in at \(configuration.publicURL)/staff/sign-in as \(login.text).")
            if !passwordStdin { say("Password, shown only now: \(password)") }
        }

        private func readPassword() throws -> String {
            var bytes: [UInt8] = []
            while bytes.count <= PasswordPolicy.mostBytes {
                let part = try Descriptors.read(0, upTo: 4_096)
                if part.isEmpty { break }
                bytes += part
            }
            if bytes.last == 0x0A { bytes.removeLast() }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ValidationError("The password on standard input is not UTF-8.")
            }
            return text
        }
    }
}
