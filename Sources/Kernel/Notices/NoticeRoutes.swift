import PortalKit
import Web

/// The wording of notices, one of the settings: administrators only.
enum NoticeRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/notices", needs: .staff(.settings), list),
        .get("/staff/settings/notices/{notice}", needs: .staff(.settings), page),
        .post("/staff/settings/notices/{notice}", needs: .staff(.settings), save),
        .post("/staff/settings/notices/{notice}/reset", needs: .staff(.settings), reset),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        return .page("Notices", NoticePages.list(visit, try Wording.allChanged(visit.connection), context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        let (portal, notice) = try find(request, visit)
        let changed = try visit.house.books.languages.map { language in
            let (wording, version) = try Wording.kept(notice, language, visit.connection)
            return (language, wording, version)
        }
        return .page("Notice", NoticePages.editor(notice, of: portal, changed, visit, context.ui))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let (portal, notice) = try find(request, visit)
        var check = FormCheck(request.form)
        let typed = visit.house.books.languages.map { language in
            (language, wording(&check, notice, language), Int(request.form["version-" + language]) ?? 0)
        }
        try check.finish()
        try write { tx in
            for (language, wording, version) in typed {
                let usual = Wording(of: notice, visit.reader(language, of: portal))
                let before = try Wording.changed(notice, language, visit.connection)
                let after = wording == usual ? nil : wording
                if before == after { continue }
                guard try keep(after, notice, language, over: version, context, visit) else {
                    throw PortalError.invalid("subject-" + language, conflict((before ?? usual).subject))
                }
            }
        }
        return .seeOther(NoticePages.path(notice), saying: "The next mail says it in these words.")
    }

    @Sendable private static func reset(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let (_, notice) = try find(request, visit)
        let language = request.form["language"]
        guard visit.house.books.languages.contains(language) else { throw PortalError.notFound }
        let version = Int(request.form["version"]) ?? 0
        let isKept = try write { tx in
            try keep(nil, notice, language, over: version, context, visit)
        }
        guard isKept else { throw PortalError.conflict("Somebody changed these words meanwhile.") }
        return .seeOther(NoticePages.path(notice), saying: "The portal's own words hold again.")
    }

    /// What the second of two people reads, beside what he typed, which stays.
    private static func conflict(_ subject: String) -> Words {
        "Somebody changed these words meanwhile; the subject is now “\("subject", subject)”. Save again to put yours in their place."
    }

    /// - Returns: false when somebody else changed it after it was shown.
    private static func keep(
        _ wording: Wording?, _ notice: Notice, _ language: String, over version: Int, _ context: StaffContext,
        _ visit: Visit
    ) throws -> Bool {
        let row = try Wording.keep(
            wording, of: notice, language, over: version, by: context.staff, at: context.now,
            visit.connection)
        guard let row else { return false }
        try visit.audit(
            wording == nil ? "administration.notice.reset" : "administration.notice.changed", kind: "notice",
            id: row, customer: nil)
        return true
    }

    private static func wording(
        _ check: inout FormCheck, _ notice: Notice, _ language: String
    ) -> Wording {
        let (subject, text) = ("subject-" + language, "text-" + language)
        let wording = Wording(
            subject: check.line(subject, most: 200, missing: "Enter a subject."),
            text: check.text(text, mostBytes: 8_000, missing: "Enter a text.").withPlainLineEnds)
        let known = Set(notice.placeholders + Notice.common)
        for (field, words) in [(subject, wording.subject), (text, wording.text)] {
            if let unknown = Template(words).names.first(where: { !known.contains($0) }) {
                check.refuse(
                    field,
                    "There is no placeholder \("name", "{" + unknown + "}"). Use those that are listed.")
            }
        }
        return wording
    }

    private static func find(_ request: Request, _ visit: Visit) throws -> (Portal, Notice) {
        let id = request.parameters["notice"] ?? ""
        for portal in visit.house.portals {
            if let notice = portal.notices.first(where: { $0.id == id }) { return (portal, notice) }
        }
        throw PortalError.notFound
    }
}

extension String {
    /// Browsers send a carriage return with every line end.
    fileprivate var withPlainLineEnds: String {
        String(decoding: utf8.filter { $0 != 0x0D }, as: UTF8.self)
    }
}
