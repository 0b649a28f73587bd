import PortalKit

/// Somebody of one's own organisation who can sign in, as a customer-side administrator sees him.
struct Colleague: Sendable {
    let ref: Ref<Colleague>
    let contact: UInt64?
    let name: String
    let email: String?
    let group: (ref: Ref<PermissionGroup>, name: String)
    let state: State
    let lastSeen: Instant?
    /// From then on it is no longer in force.
    let endsAt: Instant?
    let confirmedAt: Instant?
    /// Until then somebody has to confirm it.
    let reviewEndsAt: Instant?
    /// Whether he is oneself.
    let isSelf: Bool
    /// He has a right that one does not have oneself.
    let hasMore: Bool
    /// One may give the group that he has.
    let isWithinCeiling: Bool

    enum State: String, Sendable {
        /// Was invited and has not answered.
        case invited
        case on
        case off
        /// By the operator, who alone can switch it on.
        case offByStaff
        /// Its day came, or nobody confirmed it.
        case ended
    }

    var path: String { "/colleagues/" + ref.description }
    /// The seat of the customer itself.
    var isCustomer: Bool { contact == nil }

    /// Why nothing can be changed; nil where it can.
    var refusal: Words? {
        if isSelf { return "This is you. Another administrator of your organisation changes your access." }
        if isCustomer { return "This is the sign-in of the organisation itself. Ask us to change it." }
        if hasMore { return "This person has rights that you do not have. Ask us to change the access." }
        return nil
    }

    var mayConfirm: Bool { !isSelf && !isCustomer && (state == .on || (state == .ended && mayGive)) }
    var mayGive: Bool { refusal == nil && isWithinCeiling }

    /// What is typed to invite somebody.
    struct Draft {
        let name: String
        let email: String
        let login: Login
        let group: Ref<PermissionGroup>
        let lastDay: PlainDate?

        init(_ form: Form) throws {
            var check = FormCheck(form)
            name = check.line("name", most: 200, missing: "Enter the name.")
            let typed = check.email("email")
            if form["email"].trimmed.isEmpty { check.refuse("email", "Enter the e-mail address.") }
            lastDay = check.date("last_day")
            try check.finish()
            guard let typed, let login = try? Login(typed) else {
                throw PortalError.invalid("email", "Enter the e-mail address.")
            }
            (email, self.login) = (typed, login)
            do { group = try Ref(form["group"]) } catch {
                throw PortalError.invalid("group", "Choose one of the groups.")
            }
        }
    }

    /// So many invitations go out for one customer within a day.
    static let mostADay = 100
    /// Days in which somebody has to confirm, after the review asked.
    static let reviewDays: Int64 = 30
}

extension Reader {
    /// The instant at which a day begins here.
    func start(of day: PlainDate) -> Instant {
        let midnight = Int64(day.days) * 86_400
        for quarter in Int64(-60)...60 {
            let instant = Instant(microseconds: (midnight + quarter * 900) * 1_000_000)
            if self.day(instant) >= day { return instant }
        }
        return Instant(microseconds: midnight * 1_000_000)
    }

    /// The last day of what ends at that instant.
    func lastDay(before end: Instant) -> PlainDate { day(end.adding(seconds: -1)) }
}
