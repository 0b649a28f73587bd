package import PortalKit

/// Signing in and one's own account: the kernel's first portal, declared like any other.
package let identityPortal = Portal(
    kernel: true, id: "identity", title: "Organisation", icon: .person,
    permissions: [.readAccessLog, .manageColleagues],
    staffPermissions: [],
    settings: identitySettings, tabs: [], staffTabs: [],
    guest: guestRoutes, customer: customerRoutes,
    staff: [.post("/staff/sign-out", needs: .signedIn, StaffSignInRoutes.signOut)],
    widgets: [], waiting: [AccessReview.waiting], activity: nil,
    jobs: [.sweepFiles, .scanFiles, AccessReview.job, Digest.job],
    tasks: [.reset, .digest], publishes: [Quarantine.released, Quarantine.withheld],
    log: .identity, objects: [.seat, .session, .token, .link, .change, .colleague, .group],
    examples: KernelExamples.identity,
    privacy: .holdsNoPersonalData, resources: Resources.all)

/// Apart from the portal, because the compiler takes long over one large expression.
private let identitySettings: [any DeclaredSetting] = [
    Setting<String>.contactHours, Setting.ownName, Setting.ownTitle, Setting.ownPhone, Setting.ownEmail,
    Setting.ownAddress, Setting<Int>.accessReviewMonths, Setting<Int>.digestHour,
]

private let doors: [Route<GuestContext>] = [
    .get("/", needs: Right(.anybody), SignInRoutes.start),
    .get("/sign-in", needs: Right(.anybody), SignInRoutes.page),
    .post("/sign-in", needs: Right(.anybody), SignInRoutes.submit),
    .get("/staff/sign-in", needs: Right(.anybody), StaffSignInRoutes.page),
    .post("/staff/sign-in", needs: Right(.anybody), StaffSignInRoutes.submit),
]

private let guestRoutes: [Route<GuestContext>] = [
    doors, CodeRoutes.all, InvitationRoutes.all, ResetRoutes.all, AddressRoutes.guest, LinkRoutes.all,
    ViewingRoutes.guest,
].flatMap(\.self)

private let account: [Route<CustomerContext>] = [
    .get("/home", needs: .signedIn, HomeRoutes.page),
    .get("/search", needs: .signedIn, SearchRoutes.page),
    .get("/account", needs: .account, AccountRoutes.page),
    .post("/account", needs: .account, AccountRoutes.save),
    .get("/account/security", needs: .account, SecurityPage.page),
    .get("/account/password", needs: .account, AccountRoutes.passwordPage),
    .post("/account/password", needs: .account, AccountRoutes.changePassword),
    .post("/account/sessions/{session}/end", needs: .account, OpenSessionRoutes.end),
    .post("/account/sessions/end", needs: .account, OpenSessionRoutes.end),
    .post("/seat", needs: .account, AccountRoutes.switchSeat),
    .post("/sign-out", needs: .signedIn, AccountRoutes.signOut),
    .post("/viewing/end", needs: .signedIn, ViewingRoutes.finish),
]

private let customerRoutes: [Route<CustomerContext>] = [
    account, MfaRoutes.customer, OwnDataRoutes.all, AddressRoutes.customer, PrivacyRoutes.customer,
    MailSwitches.customer,
    LogRoutes.customer, ColleagueRoutes.all,
].flatMap(\.self)

extension Setting where Value == String {
    /// Stands on the customers' home, below the address for help.
    static var contactHours: Setting {
        Setting(
            "identity.contact-hours", title: "When your customers reach you",
            hint: "Stands under “Your contact”: Monday to Friday, 8:00 to 18:00.", most: 200)
    }
}

extension Store {
    /// The kernel's own pages know the visit that does their effects.
    func visit() throws -> Visit {
        guard let visit = effects as? Visit else { throw PortalError.unavailable(retryAfter: 1) }
        return visit
    }

    /// The same for a task.
    func acting() throws -> any Acting {
        guard let acting = effects as? any Acting else { throw PortalError.unavailable(retryAfter: 1) }
        return acting
    }
}
