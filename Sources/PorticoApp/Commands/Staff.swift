import ArgumentParser
import Kernel
import MariaDB
import Posix

struct Staff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The operator's own people.", subcommands: [Add.self, ForgetApp.self])

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

    /// For somebody of staff who lost phone and recovery codes: whoever may run this can read the database anyway.
    struct ForgetApp: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget the authenticator app of a member of staff, and sign him out everywhere.")

        @OptionGroup var place: Place

        @Option(name: .long, help: "The name he signs in with.")
        var login: String

        func run() throws {
            let configuration = try place.configuration()
            let connection = Connection(configuration.options(configuration.database.account))
            defer { connection.close() }
            guard let login = try? Login(self.login), let member = try StaffRow.find(login, connection) else {
                throw fail("nobody of staff signs in as \(self.login)")
            }
            let isForgotten = try member.forgetApp(at: wallClock(), connection)
            say(isForgotten ? "The app of \(login.text) is forgotten." : "\(login.text) has no app.")
        }
    }
}
