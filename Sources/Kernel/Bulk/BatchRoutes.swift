import HTTPTypes
import PortalKit
import Posix
import Web

/// Enabling many portal users at once: administrators only (A09).
enum BatchRoutes {
    static let all: [Route<StaffContext>] = choosing + rehearsing + running

    private static let choosing: [Route<StaffContext>] = [
        .get("/staff/bulk", needs: .staff(.access), list),
        .post("/staff/bulk", needs: .staff(.access), choose),
        .get("/staff/bulk/upload", needs: .staff(.access)) { _, context in
            .page("Upload a list", BatchPages.upload(context.ui))
        },
        .post("/staff/bulk/upload", needs: .staff(.access), files: .files(1, megabytes: 5), upload),
    ]

    private static let rehearsing: [Route<StaffContext>] = [
        .get("/staff/bulk/{batch}", needs: .staff(.access), page),
        .get("/staff/bulk/{batch}/csv", needs: .staff(.access), csv),
        .get("/staff/bulk/{batch}/terms", needs: .staff(.access), termsPage),
        .post("/staff/bulk/{batch}/terms", needs: .staff(.access), setTerms),
        .post("/staff/bulk/{batch}/discard", needs: .staff(.access), discard),
        .post("/staff/bulk/{batch}/start", needs: .staff(.access), start),
    ]

    private static let running: [Route<StaffContext>] = [
        .post("/staff/bulk/{batch}/stop", needs: .staff(.access), BatchProgress.stop),
        .post("/staff/bulk/{batch}/again", needs: .staff(.access), BatchProgress.again),
        .post("/staff/bulk/{batch}/sheets", needs: .staff(.access), BatchProgress.sheets),
        .get("/staff/bulk/{batch}/undo", needs: .staff(.access), BatchProgress.undoPage),
        .post("/staff/bulk/{batch}/undo", needs: .staff(.access), BatchProgress.undo),
        .post("/staff/bulk/{batch}/rows/{entry}/resend", needs: .staff(.access), BatchProgress.resend),
        .post("/staff/bulk/{batch}/rows/{entry}/revoke", needs: .staff(.access), BatchProgress.revoke),
        .post("/staff/bulk/{batch}/rows/{entry}/sheet", needs: .staff(.access), BatchProgress.sheets),
    ]

    static func batch(_ request: Request, _ context: StaffContext) throws -> Batch {
        try Batch.find(try Ref(request.parameters["batch"] ?? ""), try context.visit().connection)
    }

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let lines = try Batch.latest(try context.visit().connection)
        return .page("Bulk enabling", BatchPages.list(lines, context.ui))
    }

    // MARK: Choosing

    @Sendable private static func choose(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let form = request.form
        let isContacts = form["list"] == "contacts"
        let choice: BatchChoice
        if form["all"] == "1" {
            choice =
                isContacts
                ? .allContacts(Contact.Filter { form[$0] }) : .allCustomers(Customer.Filter { form[$0] })
        } else if isContacts {
            choice = .contacts(try form.values("contact").map { try Ref($0) })
        } else {
            choice = .customers(try form.values("customer").map { try Ref($0) })
        }
        if choice.isEmpty {
            return .seeOther(
                isContacts ? ContactListPage.path : "/staff/customers",
                saying: "Tick at least one of the rows first.")
        }
        return try draft(choice, context, write)
    }

    private static func draft(
        _ choice: BatchChoice, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let ref = try write { tx in
            let draft = try Batch.draft(
                choice, by: context.staff.id.value, at: context.now, visit.connection)
            try tx.audit("administration.batch.chosen", .batch, ID<Batch>(draft.id))
            return draft.ref
        }
        return .seeOther(Batch.start + "/" + ref.description)
    }

    @Sendable private static func upload(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        guard let file = request.form.files("list").first else {
            throw PortalError.invalid("list", "Choose a file.")
        }
        var list: BatchList
        do throws(BatchList.Problem) {
            list = try BatchList(try contents(of: file))
        } catch {
            throw PortalError.invalid([error.field])
        }
        let contacts = list.problems.isEmpty ? try list.contacts(try context.visit().connection) : []
        guard list.problems.isEmpty else {
            var problems = list.problems.prefix(20).map(\.field)
            if list.problems.count > problems.count {
                problems.append(
                    FieldProblem(
                        "list", "And \("n", list.problems.count - problems.count) more. Nothing was taken."))
            }
            throw PortalError.invalid(problems)
        }
        return try draft(.found(contacts), context, write)
    }

    private static func contents(of file: UploadedFile) throws(BatchList.Problem) -> [UInt8] {
        do { return try Files.read(file.spoolPath) } catch {
            throw BatchList.Problem(line: 1, words: "The list cannot be read. Upload it once more.")
        }
    }

    // MARK: The rehearsal

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let batch = try batch(request, context)
        let visit = try context.visit()
        if batch.state == .draft {
            let rows = try BatchRow.read(.all, of: batch.id.value, visit.connection)
            let view = RehearsalView(rows, request)
            return .page("Rehearsal", RehearsalPage.html(batch, view, visit, context.ui))
        }
        let results = try BatchResult.read(of: batch.id, visit.connection)
        if batch.state == .running { visit.refreshAfter = Batch.refresh }
        return .page("Bulk enabling", ProgressPage.html(batch, ResultView(results, request), context.ui))
    }

    @Sendable private static func csv(_ request: Request, _ context: StaffContext) throws -> Answer {
        let batch = try batch(request, context)
        let connection = try context.visit().connection
        let text =
            batch.state == .draft
            ? BatchCSV.rehearsal(
                try BatchRow.read(.all, of: batch.id.value, connection), batch, context.ui.reader)
            : BatchCSV.results(try BatchResult.read(of: batch.id, connection), context.ui.reader)
        return .csv(text, named: "bulk-enabling-\(batch.ref.description)")
    }

    @Sendable private static func termsPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let batch = try batch(request, context)
        guard batch.state == .draft else { return .seeOther(batch.path) }
        let groups = try context.read { try PermissionGroup.all($0) }
        return .page("Rehearsal", RehearsalPage.terms(batch, groups, try context.visit(), context.ui))
    }

    @Sendable private static func setTerms(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try batch(request, context)
        let visit = try context.visit()
        let group = try request.form["group"].isEmpty ? nil : Ref<PermissionGroup>(request.form["group"])
        var portals: [String]?
        if request.form["which"] == "listed" {
            let offered = Set(visit.house.portals.filter { !$0.isKernel }.map(\.id))
            let named = Set(request.form.values("portals"))
            guard named.isSubset(of: offered) else { throw PortalError.notFound }
            guard !named.isEmpty else {
                throw PortalError.invalid("portals", "Tick at least one portal, or let the group decide.")
            }
            portals = named.sorted()
        }
        try write { tx in
            try batch.setTerms(
                group: group, needsMFA: request.form["mfa"] == "1", portals: portals, visit.connection)
            try tx.audit("administration.batch.changed", .batch, batch.id)
        }
        return .seeOther(batch.path)
    }

    @Sendable private static func discard(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try batch(request, context)
        let visit = try context.visit()
        try write { tx in
            try batch.discard(visit.connection)
            try tx.audit("administration.batch.discarded", .batch, batch.id)
        }
        return .seeOther(Batch.start, saying: "The rehearsal is gone. Nothing was changed.")
    }

    /// What is ticked is kept first; where that is not what the page had shown, it is shown once more.
    @Sendable private static func start(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try batch(request, context)
        let visit = try context.visit()
        let form = request.form
        let shown = Set(try form.values("shown").map { try Ref<BatchRow>($0) })
        let ticked = Set(try form.values("row").map { try Ref<BatchRow>($0) })
        let wantsTicks = form["only-ticks"] == "1"
        guard batch.state == .draft else {
            return .seeOther(batch.path, saying: "It was started already.")
        }
        let isSure = form["sure"] == "1"
        return try write { tx in
            let changed = try batch.tick(ticked, of: shown, visit.connection)
            if wantsTicks || changed > 0 {
                return .seeOther(
                    batch.path + RehearsalView.query(form),
                    saying: "Your ticks are kept. Look once more at what will happen.")
            }
            let rows = try BatchRow.read(.all, of: batch.id.value, visit.connection)
            let count = rows.count(where: \.isEnabled)
            guard count > 0 else {
                throw PortalError.conflict("Nobody would be enabled. Tick somebody first.")
            }
            guard count < Batch.sureFrom || isSure else {
                return .seeOther(
                    batch.path,
                    saying: "So many are enabled only with the tick beside the button. Nothing has happened.")
            }
            let isFirst = try Batch.start(
                batch.id.value, by: context.staff.id.value, at: context.now, visit.connection)
            guard isFirst else { return .seeOther(batch.path, saying: "It was started already.") }
            try tx.enqueue(.bulkEnable, payload: BatchRun.Wish(batch: batch.id.value))
            try tx.audit("administration.batch.started", .batch, batch.id)
            return .seeOther(batch.path)
        }
    }
}

extension BatchChoice {
    /// Nothing was ticked.
    var isEmpty: Bool {
        switch self {
        case .contacts(let refs): refs.isEmpty
        case .customers(let refs): refs.isEmpty
        case .found(let ids): ids.isEmpty
        case .allContacts, .allCustomers: false
        }
    }
}
