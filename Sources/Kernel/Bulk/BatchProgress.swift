import PortalKit
import Web

/// What is done to a batch that was started, and to what came of it.
enum BatchProgress {
    @Sendable static func stop(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let visit = try context.visit()
        let isStopped = try write { tx in
            let isStopped = try batch.stop(visit.connection)
            if isStopped { try tx.audit("administration.batch.stopped", .batch, batch.id) }
            return isStopped
        }
        return .seeOther(
            batch.path,
            saying: isStopped
                ? "Stopped. What was done stays; the others wait." : "It does not run any more.")
    }

    /// Those that failed, and those that wait since it was stopped.
    @Sendable static func again(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let visit = try context.visit()
        let goesOn = try write { tx in
            guard try batch.goOn(visit.connection) else { return false }
            try tx.enqueue(.bulkEnable, payload: BatchRun.Wish(batch: batch.id.value))
            try tx.audit("administration.batch.continued", .batch, batch.id)
            return true
        }
        return .seeOther(batch.path, saying: goesOn ? "It goes on." : "Nothing is left to be tried again.")
    }

    /// Makes the start passwords at this moment, and shows them once. Where many wait, the first ones.
    @Sendable static func sheets(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let visit = try context.visit()
        let only = try request.parameters["entry"].map { try Ref<BatchRow>($0) }
        if let only { try batch.own(only, visit.connection) }
        let open = try CredentialSheet.open(only, of: batch, visit.connection)
        guard !open.isEmpty else {
            throw PortalError.conflict("No sheet waits to be printed. Who has signed in needs none.")
        }
        var sheets: [(sheet: CredentialSheet, password: String, hash: PasswordHash)] = []
        for sheet in open {
            let password = StartPassword.make()
            sheets.append((sheet, password, try visit.hash(password)))
        }
        let made = sheets
        let left = try write { _ in
            for each in made { try each.sheet.give(each.hash, visit) }
            return try CredentialSheet.open(nil, of: batch, visit.connection).count
        }
        return .page(
            "Credential sheets",
            CredentialSheet.page(
                made.map { ($0.sheet, $0.password) }, left: only == nil ? left : 0, batch, visit, context.ui))
    }

    // MARK: Taking back

    @Sendable static func undoPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let results = try BatchResult.read(of: batch.id, try context.visit().connection)
        var tally = BatchTally()
        for result in results { tally.count(result.outcome) }
        return .page("Undo", ProgressPage.undo(batch, tally, context.ui))
    }

    @Sendable static func undo(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let visit = try context.visit()
        let count = try write { tx in
            _ = try batch.stop(visit.connection)
            let count = try BatchUndo(batch, visit).run()
            try tx.audit("administration.batch.undone", .batch, batch.id)
            return count
        }
        return .seeOther(
            batch.path,
            saying: Words(
                count, one: "Taken back for one person. Who has signed in keeps the access.",
                other: "Taken back for {n} people. Who has signed in keeps the access."))
    }

    @Sendable static func revoke(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let row = try Ref<BatchRow>(request.parameters["entry"] ?? "")
        let visit = try context.visit()
        try write { _ in
            try batch.own(row, visit.connection)
            guard try BatchUndo(batch, visit).run(only: row) == 1 else {
                throw PortalError.conflict(
                    "This person has signed in, or the invitation was withdrawn meanwhile.")
            }
        }
        return .seeOther(batch.path, saying: "Revoked. The link in the mail no longer works.")
    }

    @Sendable static func resend(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let batch = try BatchRoutes.batch(request, context)
        let row = try Ref<BatchRow>(request.parameters["entry"] ?? "")
        let visit = try context.visit()
        try write { _ in
            try batch.own(row, visit.connection)
            try BatchResult.sendAgain(row, of: batch, by: context.staff, visit)
        }
        return .seeOther(batch.path, saying: "The invitation is on its way once more.")
    }
}
