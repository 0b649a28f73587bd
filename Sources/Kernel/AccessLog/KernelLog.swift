import PortalKit

/// What customers are told of the kernel's own acts.
extension AccessLog {
    /// Coming in and going out, and what a person did to the own account.
    static let identity = AccessLog(
        records: [],
        acts: [
            LoggedAct("identity.sign-in.done", "Signed in"),
            LoggedAct("identity.sign-in.refused", "Sign-in refused"),
            LoggedAct("identity.sign-out.done", "Signed out"),
            LoggedAct("identity.session.ended", "Signed out another browser"),
            LoggedAct("identity.password.changed", "Changed the password"),
            LoggedAct("identity.password.reset", "Chose a new password by a link"),
            LoggedAct("identity.reset.sent", "Asked for a link to choose a new password"),
            LoggedAct("identity.invitation.accepted", "Accepted an invitation"),
            LoggedAct("identity.link.made", "Made a link that needs no sign-in"),
            LoggedAct("identity.link.revoked", "Ended a link that needs no sign-in"),
            LoggedAct("identity.link.opened", "Came in by the customer's link"),
            LoggedAct("identity.link.refused", "Was refused at the customer's link"),
        ] + secondFactor + viewing + ownDetails + colleagues)

    private static let secondFactor = [
        LoggedAct("identity.code.refused", "Sign-in code refused"),
        LoggedAct("identity.recovery-code.used", "Signed in with a recovery code"),
        LoggedAct("identity.app.set-up", "An authenticator app was set up"),
        LoggedAct("identity.app.turned-off", "Turned the authenticator app off"),
        LoggedAct("identity.recovery-codes.made", "Made new recovery codes"),
    ]

    /// What staff do in the portal in somebody's place (C11, E22).
    private static let viewing = [
        LoggedAct("identity.viewing.begun", "Opened the portal to look"),
        LoggedAct("identity.viewing.ended", "Closed the portal"),
        LoggedAct("identity.working.begun", "Opened the portal to work in it"),
        LoggedAct("identity.working.ended", "Ended the work in the portal"),
    ]

    private static let ownDetails = [
        LoggedAct("identity.details.changed", "Changed the own details"),
        LoggedAct("identity.change.asked", "Asked for a change of the own details"),
        LoggedAct("identity.change.withdrawn", "Took back what was asked"),
        LoggedAct("identity.address.changed", "Changed the e-mail address"),
        LoggedAct("identity.customer-address.changed", "Changed the customer's address"),
        LoggedAct("identity.mails.chosen", "Chose which mails come"),
        LoggedAct("identity.data.exported", "Took along what is kept of a person"),
    ]

    private static let colleagues = [
        LoggedAct("identity.colleague.invited", "Invited"),
        LoggedAct("identity.colleague.withdrawn", "Withdrew an invitation"),
        LoggedAct("identity.colleague.regrouped", "Changed the permission group"),
        LoggedAct("identity.colleague.limited", "Set the last day of the access"),
        LoggedAct("identity.colleague.enabled", "Switched access on"),
        LoggedAct("identity.colleague.disabled", "Switched access off"),
        LoggedAct("identity.colleague.confirmed", "Confirmed the access"),
        LoggedAct("identity.colleague.asked", "Asked for the access to be confirmed"),
        LoggedAct("identity.colleague.ended", "The access ended"),
    ]

    /// What staff do with the customer, its contacts and their access.
    static let administration = AccessLog(
        records: [
            LoggedRecord(.customer, "Customer", table: "kernel_customer", owner: "r.id"),
            LoggedRecord(
                .contact, "Contact", table: "kernel_contact", owner: "r.customer_id", name: "name",
                needs: .readAccessLog, shown: "r.removed_at IS NULL"),
        ],
        acts: customer + access)

    private static let customer = [
        LoggedAct("administration.customer.changed", "Changed"),
        LoggedAct("administration.customer.archived", "Archived"),
        LoggedAct("administration.customer.restored", "Restored"),
        LoggedAct("administration.contact.added", "Added"),
        LoggedAct("administration.contact.changed", "Changed"),
        LoggedAct("administration.contact.removed", "Removed"),
        LoggedAct("administration.change.approved", "Approved a change that a person asked for"),
        LoggedAct("administration.change.declined", "Declined a change that a person asked for"),
        LoggedAct("administration.contact.exported", "Handed out what is kept of a person"),
        LoggedAct("administration.contact.erased", "Erased what is kept of a person"),
        LoggedAct("administration.link.renewed", "Renewed the customer's link"),
        LoggedAct("administration.link.enabled", "Switched the customer's link on"),
        LoggedAct("administration.link.disabled", "Switched the customer's link off"),
    ]

    private static let access = [
        LoggedAct("administration.seat.invited", "Invited"),
        LoggedAct("administration.seat.added", "Gave access"),
        LoggedAct("administration.seat.withdrawn", "Withdrew an invitation"),
        LoggedAct("administration.seat.enabled", "Switched access on"),
        LoggedAct("administration.seat.disabled", "Switched access off"),
        LoggedAct("administration.seat.regrouped", "Changed the permission group"),
        LoggedAct("administration.seat.changed", "Changed a portal user"),
        LoggedAct("administration.seat.deleted", "Deleted a portal user"),
        LoggedAct("administration.login.changed", "Changed a user name"),
        LoggedAct("administration.mfa.required", "Required a second factor"),
        LoggedAct("administration.mfa.released", "No longer requires a second factor"),
        LoggedAct("administration.mfa.reset", "Forgot the authenticator app of a person"),
        LoggedAct("administration.access.narrowed", "Narrowed a portal to what is the person's own"),
        LoggedAct("administration.access.widened", "Widened a portal to all of the customer"),
        LoggedAct("administration.access.granted", "Gave access to a portal"),
        LoggedAct("administration.access.revoked", "Removed access to a portal"),
        LoggedAct("administration.start-password.given", "Gave a start password"),
        LoggedAct("administration.reset.sent", "Sent a link to choose a new password"),
    ]
}
