import HTTPTypes
import MariaDB
import PortalKit
import Web

/// One request at its route: identify, admit, read the form, run the handler, commit, and make the page.
struct RouteRun {
    let match: Router.Match
    let visit: Visit

    init(_ match: Router.Match, _ visit: Visit) throws {
        self.match = match
        self.visit = visit
        switch match.target {
        case .guest(let mounted): try visit.identifyGuest(at: mounted.path)
        case .customer: try visit.identify(asStaff: false)
        case .staff: try visit.identify(asStaff: true)
        }
    }

    private var portal: Portal {
        switch match.target {
        case .guest(let mounted): mounted.portal
        case .customer(let mounted): mounted.portal
        case .staff(let mounted): mounted.portal
        }
    }

    // MARK: Pages

    func get() throws -> Response {
        guard let refusal = try admit() else {
            let answer = try page(match.target)
            let sent = try visit.givenOut(answer)
            visit.noteSeen()
            if sent.status == .ok { visit.noteLooked(at: match.target, answer) }
            return respond(sent)
        }
        return refusal
    }

    /// A refusal that is not an error: to the sign-in page, or to what has to be done first.
    private func admit() throws -> Response? {
        if let path = hold() { return respond(.seeOther(path)) }
        do {
            switch match.target {
            case .guest: break
            case .customer(let mounted): try Gate.admit(mounted, visit.identity)
            case .staff(let mounted): try Gate.admit(mounted, visit.identity)
            }
        } catch PortalError.unauthenticated {
            let isStaff = if case .staff = match.target { true } else { false }
            if !isStaff, visit.carriesViewing { return respond(.seeOther(ViewingRoutes.ended)) }
            var query = Query()
            if visit.request.method == .get {
                query.append("next", visit.request.path.link + Query(visit.request.query).text)
            }
            return respond(.seeOther((isStaff ? "/staff/sign-in" : "/sign-in") + query.text))
        }
        return nil
    }

    /// Where somebody is sent who has something to do before anything else is open.
    private func hold() -> String? {
        let path = match.target.template
        switch (match.target, visit.identity) {
        case (.customer, .customer(let session)) where session.mustReplacePassword:
            return ["/account/password", "/sign-out"].contains(path) ? nil : "/account/password"
        case (.customer, .customer(let session)) where session.mustSetUpApp:
            return MfaRoutes.isSettingUp(path, isStaff: false) ? nil : MfaRoutes.appPath(isStaff: false)
        case (.staff, .staff(let session)) where session.mustReplacePassword:
            return [StaffPasswordRoutes.path, "/staff/sign-out"].contains(path)
                ? nil : StaffPasswordRoutes.path
        case (.staff, .staff(let session)) where session.mustSetUpApp:
            return MfaRoutes.isSettingUp(path, isStaff: true) ? nil : MfaRoutes.appPath(isStaff: true)
        default: return nil
        }
    }

    private func page(_ target: Router.Target) throws -> Answer {
        switch (target, visit.identity) {
        case (.guest(let mounted), _):
            guard case .get(let handler) = mounted.route.handler else { break }
            return try handler(visit.request, visit.guestContext(of: mounted.portal))
        case (.customer(let mounted), .customer(let session)):
            guard case .get(let handler) = mounted.route.handler else { break }
            return try handler(visit.request, visit.customerContext(session, of: mounted.portal))
        case (.staff(let mounted), .staff(let session)):
            guard case .get(let handler) = mounted.route.handler else { break }
            return try handler(visit.request, visit.staffContext(session, of: mounted.portal))
        default: break
        }
        throw PortalError.notFound
    }

    // MARK: Submits

    /// Route, session and right first, then where the post comes from; only then is the body read.
    func post(_ body: any BodySource) throws -> Response {
        if let refusal = try admit() { return refusal }
        if visit.onlyLooks, case .customer = match.target, match.target.template != Viewing.end {
            return respond(ViewingPages.refusal(visit), status: .forbidden)
        }
        try Forgery.checkOrigin(visit)
        let received = try FormReader(
            limit: files, spool: Spool(directory: visit.house.installation.filesDirectory)
        ).read(visit.request, body)
        visit.request.form = received.form
        try Forgery.checkToken(visit)
        let key = try onceKey()
        if let key { visit.guardOnce(key) }
        do {
            if let problem = try received.problem ?? visit.scanFiles(of: portal) {
                throw PortalError.invalid([problem])
            }
            return respond(try visit.givenOut(attempt(key)))
        } catch PortalError.invalid(let problems) {
            guard let target = match.page else { throw PortalError.invalid(problems) }
            visit.problems = problems
            let answer = try page(target)
            return respond(answer, status: .unprocessableContent)
        } catch PortalError.outdated(let words) {
            guard let target = match.page else { throw PortalError.outdated(words) }
            visit.problems = [FieldProblem("", words)]
            visit.isOutdated = true
            return respond(try page(target), status: .conflict)
        }
    }

    private var files: FileLimit {
        switch match.target {
        case .guest: .none
        case .customer(let mounted): mounted.route.files
        case .staff(let mounted): mounted.route.files
        }
    }

    private func onceKey() throws -> OnceKey? {
        if case .guest = match.target { return nil }
        if OnceKey.isNeedless(at: match.target.template) { return nil }
        guard let token = BinaryText.base64url.decode(visit.request.form["once"]), token.count == 16 else {
            throw BadRequest.malformed("a form without its key")
        }
        return OnceKey(
            actor: visit.identity.actor, token: token, route: visit.request.path.link.prefix(160).description,
            bodyHash: visit.request.form.contentHash)
    }

    /// Runs the whole handler again when the database asks for it: at most five times.
    private func attempt(_ key: OnceKey?) throws -> Answer {
        var attempts = 0
        while true {
            attempts += 1
            do {
                let answer = try submit()
                try visit.commit(answer)
                return answer
            } catch is OnceKey.Used {
                visit.rollback()
                if let answer = try key?.replay(visit.connection) { return answer }
                guard attempts < 5 else { throw PortalError.unavailable(retryAfter: 2) }
            } catch let error as DatabaseError where error.kind == .retry && attempts < 5 {
                visit.rollback()
            } catch let error as DatabaseError where error.kind == .lost(committing: true) {
                // Whether it happened is unknown here; the form's key knows (SK04). If it did, the files belong to
                // their rows; if not, the sweep takes them.
                visit.leaveFiles()
                visit.rollback()
                if let answer = try key?.replay(visit.connection) { return answer }
                throw error
            } catch let error as PortalError {
                // A repetition may find that the first time took away what its handler looks for.
                visit.rollback()
                if let answer = try key?.replay(visit.connection) { return answer }
                throw error
            } catch {
                visit.rollback()
                throw error
            }
        }
    }

    private func submit() throws -> Answer {
        switch (match.target, visit.identity) {
        case (.guest(let mounted), _):
            guard case .post(let handler) = mounted.route.handler else { break }
            let context = visit.guestContext(of: mounted.portal)
            return try handler(visit.request, context, Write(context.store))
        case (.customer(let mounted), .customer(let session)):
            guard case .post(let handler) = mounted.route.handler else { break }
            let context = visit.customerContext(session, of: mounted.portal)
            return try handler(visit.request, context, Write(context.store))
        case (.staff(let mounted), .staff(let session)):
            guard case .post(let handler) = mounted.route.handler else { break }
            let context = visit.staffContext(session, of: mounted.portal)
            return try handler(visit.request, context, Write(context.store))
        default: break
        }
        throw PortalError.notFound
    }

    // MARK: Answers

    private func respond(_ answer: Answer, status: HTTPResponse.Status = .ok) -> Response {
        visit.cookies += answer.cookies
        switch answer.body {
        case .page(let page):
            var response = Shell(visit: visit)
                .wrap(page, of: portal, status: status == .ok ? answer.status : status)
            if page.framesMail { response.letFrame() }
            if let seconds = visit.refreshAfter, let name = HTTPField.Name("Refresh") {
                response.set(name, String(seconds))
            }
            return response
        case .response(let response): return response
        // They were put together before (`givenOut`).
        case .archive, .document: return Response(.notFound)
        case .file(let attachment):
            return Download.response(attachment, wantsInline: visit.request.query["inline"] == "1")
        case .seeOther(let path, let flash):
            var response = Response(.seeOther)
            response.set(.location, Link.staysHere(path) ? path : "/")
            if let flash { visit.giveFlash(visit.reader(of: portal).say(flash)) }
            return response
        }
    }
}
