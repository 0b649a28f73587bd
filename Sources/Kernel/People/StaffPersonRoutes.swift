import MariaDB
import PortalKit
import Web

/// The operator's own people: administrators add, change and remove them (A09).
enum StaffPersonRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/people", needs: .staff(.settings), list),
        .get("/staff/settings/people/new", needs: .staff(.settings), newPage),
        .post("/staff/settings/people/new", needs: .staff(.settings), add),
        .get("/staff/settings/people/{person}", needs: .staff(.settings), page),
        .post("/staff/settings/people/{person}", needs: .staff(.settings), setRole),
        .post("/staff/settings/people/{person}/sessions", needs: .staff(.settings), endSessions),
        .post("/staff/settings/people/{person}/start-password", needs: .staff(.settings), startPassword),
        .get("/staff/settings/people/{person}/remove", needs: .staff(.settings), removePage),
        .post("/staff/settings/people/{person}/remove", needs: .staff(.settings), remove),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let all = try context.read { try StaffPerson.all(at: context.now, $0) }
        return .page("Staff", StaffPersonPages.list(all, me: context.staff, context.ui))
    }

    @Sendable private static func newPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Add a person", StaffPersonPages.new(context.ui))
    }

    @Sendable private static func add(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        var check = FormCheck(request.form)
        let name = check.line("name", most: 200, missing: "Enter a name.")
        let isAdministrator = role(request.form, &check)
        guard let login = login(request.form, &check) else {
            try check.finish()
            throw PortalError.notFound
        }
        try check.finish()
        let visit = try context.visit()
        let password = StartPassword.make()
        let hash = try visit.hash(password)
        do {
            try write { _ in
                let id = try StaffRow.add(
                    login: login, name: name, isAdministrator: isAdministrator, password: hash,
                    startPasswordUntil: context.now.adding(seconds: PortalSeat.startPasswordDays * 86_400),
                    at: context.now, visit.connection)
                try visit.audit("administration.staff.added", kind: "staff", id: id, customer: nil)
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey("staff_login") {
            throw PortalError.invalid(
                "login", "Somebody of your people signs in with that name, or did. Choose another.")
        }
        return .page(
            "Start password",
            StaffPersonPages.startPassword(name, login: login.text, password, visit, context.ui))
    }

    private static func login(_ form: Form, _ check: inout FormCheck) -> Login? {
        do throws(Login.Refusal) {
            return try Login(form["login"].trimmed)
        } catch {
            check.refuse("login", "Enter a user name or an e-mail address, without spaces around it.")
            return nil
        }
    }

    private static func role(_ form: Form, _ check: inout FormCheck) -> Bool {
        if !["administrator", "technician"].contains(form["role"]) {
            check.refuse("role", "Choose one of these.")
        }
        return form["role"] == "administrator"
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page(
            "Person",
            StaffPersonPages.detail(try person(request, context), me: context.staff, context.ui))
    }

    @Sendable private static func setRole(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let person = try person(request, context)
        var check = FormCheck(request.form)
        let isAdministrator = role(request.form, &check)
        try check.finish()
        let visit = try context.visit()
        try write { _ in
            try person.undergo(
                isAdministrator ? .makeAdministrator : .makeTechnician, by: context.staff, at: context.now,
                visit.connection)
            try visit.audit(
                isAdministrator
                    ? "administration.staff.made-administrator" : "administration.staff.made-technician",
                kind: "staff", id: person.id.value, customer: nil)
        }
        return .seeOther(
            person.path,
            saying: isAdministrator
                ? "\("name", person.name) is an administrator from the next request on."
                : "\("name", person.name) is a technician from the next request on.")
    }

    @Sendable private static func endSessions(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let person = try person(request, context)
        let visit = try context.visit()
        try write { _ in
            try person.endSessions(at: context.now, visit.connection)
            try visit.audit(
                "administration.staff.signed-out", kind: "staff", id: person.id.value, customer: nil)
        }
        return .seeOther(
            person.path, saying: "\("name", person.name) was signed out everywhere.")
    }

    @Sendable private static func startPassword(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let person = try person(request, context)
        guard person.id != context.staff.id else {
            throw PortalError.conflict("Change your own password on the page of your account.")
        }
        let visit = try context.visit()
        let password = StartPassword.make()
        let hash = try visit.hash(password)
        try write { _ in
            try person.setStartPassword(hash, at: context.now, visit.connection)
            try visit.audit(
                "administration.staff.start-password-given", kind: "staff", id: person.id.value,
                customer: nil)
        }
        return .page(
            "Start password",
            StaffPersonPages.startPassword(
                person.name, login: person.login, password, visit, context.ui))
    }

    @Sendable private static func removePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page(
            "Remove person",
            StaffPersonPages.remove(try person(request, context), me: context.staff, context.ui))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let person = try person(request, context)
        let visit = try context.visit()
        try write { _ in
            try person.undergo(.remove, by: context.staff, at: context.now, visit.connection)
            try visit.audit(
                "administration.staff.removed", kind: "staff", id: person.id.value, customer: nil)
        }
        return .seeOther(
            StaffPerson.list, saying: "\("name", person.name) was removed and signed out.")
    }

    private static func person(_ request: Request, _ context: StaffContext) throws -> StaffPerson {
        let ref = try Ref<StaffPerson>(request.parameters["person"] ?? "")
        return try context.read { try StaffPerson.find(ref, at: context.now, $0) }
    }
}
