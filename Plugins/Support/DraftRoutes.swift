import PortalKit

/// What the composer's other buttons do, at the address where a note is sent.
enum DraftRoutes {
    /// - Returns: nil where the note itself is sent.
    static func answer(
        _ wish: NoteDraft.Wish, _ request: Request, of ticket: Ticket, _ context: CustomerContext,
        _ write: consuming Write
    ) throws -> Answer {
        // Staff in somebody's place, and logins that several share, keep no drafts.
        guard let author = NoteDraft.Author(context.viewer) else { throw PortalError.notFound }
        let scope = try context.scope(.answerTickets)
        let draft = try NoteDraft.Draft(request.form)
        try write { tx in
            try keep(wish, draft, of: ticket, by: author, scope, at: context.now, tx)
        }
        guard wish == .quietly else {
            return .seeOther(ticket.path + "#answer", saying: DraftPages.said(wish, draft))
        }
        return DraftPages.answer(
            DraftPages.State(draft: kept(draft, at: context.now)), at: ticket.path, context.ui)
    }

    static func answer(
        _ wish: NoteDraft.Wish, _ request: Request, of ticket: Ticket, _ context: StaffContext,
        _ write: consuming Write
    ) throws -> Answer {
        let me = context.staff.id
        let draft = try NoteDraft.Draft(request.form)
        let now = context.now
        let (others, news) = try context.read { db in
            (
                try ticket.writers(but: me, at: now, db),
                try ticket.news(after: draft.seen, for: me, context.scope, db)
            )
        }
        try write { tx in
            try keep(wish, draft, of: ticket, by: .staff(me), context.scope, at: now, tx)
        }
        guard wish == .quietly else {
            return .seeOther(ticket.staffPath + "#answer", saying: DraftPages.said(wish, draft))
        }
        let state = DraftPages.State(draft: kept(draft, at: now), others: others, news: news)
        return DraftPages.answer(state, at: ticket.staffPath, context.ui)
    }

    private static func keep(
        _ wish: NoteDraft.Wish, _ draft: NoteDraft.Draft, of ticket: Ticket, by author: NoteDraft.Author,
        _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        if wish == .discard {
            try NoteDraft.discard(of: ticket, by: author, scope, tx)
        } else {
            try NoteDraft.save(draft, of: ticket, by: author, scope, at: now, tx)
        }
    }

    private static func kept(_ draft: NoteDraft.Draft, at now: Instant) -> NoteDraft? {
        draft.body.isEmpty ? nil : NoteDraft(body: draft.body, isShared: draft.isShared, savedAt: now)
    }
}
