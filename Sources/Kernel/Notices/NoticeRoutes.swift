import PortalKit
import Web

/// The wording of notices, one of the settings: administrators only.
enum NoticeRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/notices", needs: .staff(.settings), list),
        .get("/staff/settings/notices/{notice}", needs: .staff(.settings), page),
        .post("/staff/settings/notices/{notice}", needs: .staff(.settings), save),
        .post("/staff/settings/notices/{notice}/reset", needs: .staff(.settings), reset),
        .get("/staff/settings/notices/{notice}/test", needs: .staff(.settings), testPage),
        .post("/staff/settings/notices/{notice}/test", needs: .staff(.settings), test),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        let changed = try Wording.allChanged(visit.connection)
        return .page("Mail templates", NoticePages.list(visit, changed, context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        let template = try find(request, visit)
        let changed = try visit.house.books.languages.map { language in
            let (wording, version) = try Wording.kept(template.id, language, visit.connection)
            return (language, wording, version)
        }
        return .page("Notice", NoticePages.editor(template, changed, visit, context.ui))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let template = try find(request, visit)
        var check = FormCheck(request.form)
        let typed = visit.house.books.languages.map { language in
            (language, wording(&check, template, language), Int(request.form["version-" + language]) ?? 0)
        }
        try check.finish()
        if request.form["preview"] == "1" {
            let previews = try typed.map {
                try NoticePreview(template, $0.0, $0.1, by: context.staff, visit)
            }
            let kept = typed.map { (language: $0.0, wording: $0.1, version: $0.2) }
            return .page("Preview", NoticePreviewPages.page(template, previews, kept, visit, context.ui))
        }
        if request.form["back"] == "1" {
            let shown = typed.map { (language: $0.0, changed: Optional($0.1), version: $0.2) }
            return .page("Notice", NoticePages.editor(template, shown, visit, context.ui))
        }
        try write { tx in
            for (language, wording, version) in typed {
                let usual = Wording(of: template, visit.reader(language, of: template.portal))
                let before = try Wording.changed(template.id, language, visit.connection)
                let after = wording == usual ? nil : wording
                if before == after { continue }
                guard try keep(after, template, language, over: version, context, visit) else {
                    throw PortalError.invalid("subject-" + language, conflict((before ?? usual).subject))
                }
            }
        }
        return .seeOther(NoticePages.path(template), saying: "The next mail says it in these words.")
    }

    @Sendable private static func reset(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let template = try find(request, visit)
        let language = request.form["language"]
        guard visit.house.books.languages.contains(language) else { throw PortalError.notFound }
        let version = Int(request.form["version"]) ?? 0
        let isKept = try write { tx in
            try keep(nil, template, language, over: version, context, visit)
        }
        guard isKept else { throw PortalError.conflict("Somebody changed these words meanwhile.") }
        return .seeOther(NoticePages.path(template), saying: "The portal's own words hold again.")
    }

    /// What the second of two people reads, beside what he typed, which stays.
    private static func conflict(_ subject: String) -> Words {
        "Somebody changed these words meanwhile; the subject is now “\("subject", subject)”. Save again to put yours in their place."
    }

    /// - Returns: false when somebody else changed it after it was shown.
    private static func keep(
        _ wording: Wording?, _ template: MailTemplate, _ language: String, over version: Int,
        _ context: StaffContext,
        _ visit: Visit
    ) throws -> Bool {
        let row = try Wording.keep(
            wording, of: template.id, language, over: version, by: context.staff, at: context.now,
            visit.connection)
        guard let row else { return false }
        try visit.audit(
            wording == nil ? "administration.notice.reset" : "administration.notice.changed", kind: "notice",
            id: row, customer: nil)
        return true
    }

    private static func wording(
        _ check: inout FormCheck, _ template: MailTemplate, _ language: String
    ) -> Wording {
        let (subject, text) = ("subject-" + language, "text-" + language)
        let wording = Wording(
            subject: check.line(subject, most: 200, missing: "Enter a subject."),
            text: check.text(text, mostBytes: 8_000, missing: "Enter a text.").withPlainLineEnds)
        let known = Set(template.placeholders)
        let list = template.placeholders.map { "{" + $0 + "}" }.joined(separator: ", ")
        for (field, words) in [(subject, wording.subject), (text, wording.text)] {
            if let unknown = Template(words).names.first(where: { !known.contains($0) }) {
                check.refuse(
                    field,
                    "There is no placeholder \("name", "{" + unknown + "}"). There are \("known", list).")
            }
        }
        return wording
    }

    private static func find(_ request: Request, _ visit: Visit) throws -> MailTemplate {
        let id = request.parameters["notice"] ?? ""
        guard let template = MailTemplate.all(visit).first(where: { $0.id == id }) else {
            throw PortalError.notFound
        }
        return template
    }

    @Sendable private static func testPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        return .page(
            "Send a test mail", NoticePreviewPages.test(try find(request, visit), visit, context.ui))
    }

    /// The words as they are kept, in a mail to any address: how it looks in the programs that people read.
    @Sendable private static func test(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let template = try find(request, visit)
        var check = FormCheck(request.form)
        let address = check.email("address")
        if address == nil { check.refuse("address", "Enter one e-mail address, such as name@example.org.") }
        if !visit.house.books.languages.contains(request.form["language"]) {
            check.refuse("language", "Choose one of the languages.")
        }
        try check.finish()
        guard let address else { throw PortalError.notFound }
        let preview = try NoticePreview(
            template, request.form["language"], nil, by: context.staff, visit)
        try write { _ in
            _ = try Delivery.enqueue(
                "administration.test", preview.content, to: (address, context.staff.name), customer: nil,
                contact: nil, visit)
        }
        return .seeOther(
            NoticePages.path(template), saying: "A test mail to \("address", address) is on its way.")
    }
}

extension String {
    /// Browsers send a carriage return with every line end.
    fileprivate var withPlainLineEnds: String {
        String(decoding: utf8.filter { $0 != 0x0D }, as: UTF8.self)
    }
}
