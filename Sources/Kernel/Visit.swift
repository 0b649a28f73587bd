import HTTPTypes
package import MariaDB
import Posix
package import PortalKit
package import Web

/// One request on its way through the house: who, in which words, and what it has opened that must be closed.
package final class Visit: Acting {
    package let house: House
    package let connection: Connection
    package let now: Instant
    var request: Request
    var identity = Identity.guest
    /// What administrators chose, as it is at this request; only the defaults for guests.
    var settings = KeptSettings.none
    /// What was wrong with the form, when its page is shown again.
    var problems: [FieldProblem] = []
    /// What was typed was about a page that is another by now: it is not shown again.
    var isOutdated = false
    /// The token of a guest's form cookie, made when the browser had none.
    var formToken: Token?
    var isNewFormToken = false
    var cookies: [SetCookie] = []
    /// Seconds after which the browser looks at the page once more: while something runs in the background.
    var refreshAfter: Int?
    private(set) var isWriting = false
    package var wakesOutbox = false
    package var wakesTasks = false
    private(set) var moved: [(from: String, to: String)] = []
    private var once: OnceKey?
    /// Whom an act concerns that happens before anybody is signed in.
    var actingAs: Actor?
    /// The seat in whose place a member of staff begins or ends to look or to work.
    var onBehalfOf: UInt64?

    private let formats: Formats
    /// The token of this visit's forms with the secret it was made of, which signing in replaces.
    private var formKey: (secret: [UInt8], csrf: String)?

    init(house: House, connection: Connection, request: Request, now: Instant, formats: Formats) {
        self.formats = formats
        self.house = house
        self.connection = connection
        self.request = request
        self.now = now
    }

    /// A store of what one portal may reach, for this visit.
    func store(of portal: Portal) -> Store {
        let audience: Store.Audience = if case .staff = identity { .operators } else { .customer }
        return Store(
            connection: connection, portal: portal.id, isKernel: portal.isKernel, audience: audience,
            effects: self)
    }

    /// The form's key must be fresh when the transaction opens.
    func guardOnce(_ key: OnceKey) { once = key }

    package func begin() throws {
        guard !isWriting else { throw VisitFault.wroteTwice }
        try connection.begin()
        isWriting = true
        if let once { try once.claim(at: now, connection) }
    }

    /// Makes what was written last, together with the answer that a repetition will get.
    func commit(_ answer: Answer) throws {
        guard isWriting else { return }
        if let once { try once.record(answer, flash: flashText(answer), connection) }
        try connection.commit()
        isWriting = false
        moved = []
        ringBells()
    }

    /// Whatever comes, files that were moved to their lasting place stay there.
    func leaveFiles() { moved = [] }

    /// Undoes everything, and puts files back where they were.
    func rollback() {
        if isWriting { connection.rollback() }
        isWriting = false
        forgetBells()
        for file in moved.reversed() { AttachmentStore.putBack(from: file.to, to: file.from) }
        moved = []
    }

    package func audit(_ action: String, kind: String?, id: UInt64?, customer: UInt64?) throws {
        try house.logTable.admit(action)
        let actor = auditActor
        let known = customer ?? actor.customer
        let owner: SQL = known == nil ? house.logTable.owner(of: action, kind, id) : "\(known)"
        connection.onPrepare = nil
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit
                (at, actor_kind, actor_id, seat_id, action, subject_kind, subject_id, customer_id, device, request)
            VALUES (\(now), \(actor.kind), \(actor.id), \(actor.seat), \(action), \(kind), \(id),
                \(sql: owner), \(device), \(request.id))
            """)
    }

    package func audit(_ action: String, kind: String, id: UInt64, by staff: ID<StaffMember>) throws {
        guard case .staff(let session) = identity, session.staff.id == staff else {
            throw PortalError.forbidden
        }
        try audit(action, kind: kind, id: id, customer: nil)
    }

    /// Who acts, as the audit trail names him.
    struct Actor {
        var kind: String
        var id: UInt64?
        var seat: UInt64?
        var customer: UInt64?
    }

    var auditActor: Actor {
        switch identity {
        case .guest: return actingAs ?? Actor(kind: "guest")
        case .customer(let session) where session.viewing != nil:
            return Actor(
                kind: "staff", id: session.viewing?.staff.id.value, seat: session.viewer.seat,
                customer: session.viewer.customer)
        case .customer(let session):
            return Actor(
                kind: session.isVisitor ? "guest" : "account", id: session.viewer.account,
                seat: session.viewer.seat, customer: session.viewer.customer)
        case .staff(let session): return Actor(kind: "staff", id: session.staff.id.value, seat: onBehalfOf)
        }
    }

    /// Whose an upload is: a person's of a customer, or a member of staff's, who may stand in a person's place.
    var uploader: (account: UInt64?, staff: UInt64?, customer: UInt64?) {
        switch identity {
        case .guest: (nil, nil, nil)
        case .customer(let session):
            (session.viewer.account, session.viewing?.staff.id.value, session.viewer.customer)
        case .staff(let session): (nil, session.staff.id.value, nil)
        }
    }

    package func attach(_ file: UploadedFile, portal: String) throws -> UInt64 {
        let uploader = uploader
        if case .guest = identity { throw PortalError.forbidden }
        try house.installation.quota.admit(file, of: uploader.customer, connection)
        let kept = try AttachmentStore(directory: house.installation.filesDirectory).keep(file)
        moved.append((file.spoolPath, kept.path))
        return try AttachmentRow(
            kept: kept, file: file, portal: portal, account: uploader.account, staff: uploader.staff,
            customer: uploader.customer
        ).insert(at: now, connection)
    }

    package func randomBytes(_ count: Int) -> [UInt8] { Random.bytes(count) }

    func newRef<Noun>() -> Ref<Noun> { Ref(bytes: Random.bytes(10)) }

    private func flashText(_ answer: Answer) -> String? {
        guard case .seeOther(_, let flash?) = answer.body else { return nil }
        return reader(of: nil).say(flash)
    }
}

enum VisitFault: Error {
    case wroteTwice
}

extension Visit {
    var cookieNames: CookieNames { CookieNames(isSecure: house.installation.isSecure) }

    var language: String {
        var chosen: String?
        switch identity {
        case .guest: break
        case .customer(let session): chosen = session.language
        case .staff(let session): chosen = session.language
        }
        return chosen
            ?? house.books.language(accepting: request.acceptLanguage, otherwise: house.installation.language)
    }

    var timeZone: String {
        var chosen: String?
        switch identity {
        case .guest: break
        case .customer(let session): chosen = session.timeZone
        case .staff(let session): chosen = session.timeZone
        }
        return chosen ?? house.installation.timeZone
    }

    func reader(of portal: Portal?) -> Reader {
        let language = language
        return Reader(
            language: language, timeZone: timeZone, now: now,
            book: house.books.book(portal?.id ?? identityPortal.id, language), formats: formats)
    }

    /// What a page of a portal is drawn with.
    func interface(of portal: Portal?) -> Interface {
        let isShownAgain = !problems.isEmpty && !isOutdated
        return Interface(
            reader: reader(of: portal), csrf: csrf, typed: isShownAgain ? request.form : nil,
            problems: problems, fileScript: house.assets.fileScript,
            newOnce: { BinaryText.base64url.encode(Random.bytes(16)) })
    }

    /// Bound to the session, or for guests to the browser's form cookie.
    var csrf: String {
        let secret: [UInt8]
        switch identity {
        case .guest: secret = formToken?.hash ?? []
        case .customer(let session): secret = session.tokenHash
        case .staff(let session): secret = session.tokenHash
        }
        if let formKey, formKey.secret == secret { return formKey.csrf }
        guard let signature = try? house.secrets.sign([0] + secret, as: "csrf") else { return "" }
        let csrf = BinaryText.base64url.encode(signature)
        formKey = (secret, csrf)
        return csrf
    }

    /// How cursors of this person's lists are signed.
    var cursorSeal: CursorSeal {
        let actor = identity.actor
        let secrets = house.secrets
        return CursorSeal { bytes in (try? secrets.sign(actor + bytes, as: "cursor")) ?? [] }
    }

    /// A guest's browser is known by a cookie that is given with the first form.
    func findFormToken() {
        if let text = request.cookies[cookieNames.form], let token = Token(text) {
            formToken = token
        } else {
            formToken = Token()
            isNewFormToken = true
        }
    }
}
