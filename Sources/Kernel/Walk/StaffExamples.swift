import PortalKit

/// How the walk submits the kernel's own forms as staff.
extension KernelExamples {
    static let staffForms: [ExampleForm] = [
        .staff("/staff/settings/{portal}", settings),
        .staff("/staff/settings/background", [:]),
        .staff("/staff/settings/files", [:]),
        .staff("/staff/settings/notices/{notice}", wording),
        .staff(
            "/staff/settings/notices/{notice}/test", ["address": "walk@example.org", "language": "en"]),
        .staff("/staff/settings/notices/{notice}/reset", ["language": "en", "version": "0"]),
        .staff("/staff/settings/mail", ["address": "walk@example.org"]),
        .staff("/staff/settings/mail/{mail}/again", [:]),
        .staff("/staff/contacts/{contact}/portal-user/resend", [:]).after(invited),
        .staff("/staff/contacts/{contact}/portal-user/withdraw", [:]).after(invited),
        .staff("/staff/customers/new", ["name": "Bólido Comidas", "city": "Madrid"]),
        .staff("/staff/customers/{customer}/edit", ["name": "Bólido Comidas", "city": "Madrid"]),
        .staff("/staff/customers/{customer}/archive", [:]),
        .staff("/staff/customers/{customer}/link/switch", ["on": "0"]),
        .staff("/staff/customers/{customer}/link/renew", [:]),
        .staff("/staff/customers/{customer}/restore", [:]),
        .staff("/staff/customers/{customer}/contacts/new", ["name": "Martín Sommer"]),
        .staff("/staff/contacts/{contact}/edit", ["name": "Martín Sommer"]),
        .staff("/staff/contacts/{contact}/remove", [:]),
        .staff("/staff/contacts/{contact}/admission/dismiss", [:]),
        .staff(
            "/staff/contacts/{contact}/portal-user",
            ["email": "martin@example.org", "way": "invitation"],
            naming: ["group": .group]),
        .staff("/staff/contacts/{contact}/portal-user/switch", ["on": "0"]).after(seat),
        .staff("/staff/contacts/{contact}/portal-user/group", [:], naming: ["group": .group]).after(seat),
        .staff("/staff/contacts/{contact}/portal-user/start-password", [:]).after(seat),
        .staff("/staff/contacts/{contact}/portal-user/reset", [:]).after(seatWithAddress),
        .staff("/staff/contacts/{contact}/portal-user/mfa-reset", [:]).after(seatWithApp),
        .staff("/staff/account/app", ["code": code]), .staff("/staff/account/app/new", proof),
        .staff("/staff/account/app/off", proof), .staff("/staff/account/codes", proof),
        .staff("/staff/account/emails", ["how": "daily"]),
        .staff("/staff/account/sessions/{session}/end", [:]), .staff("/staff/account/sessions/end", [:]),
        .staff("/staff/permission-groups/{group}", ["name": "Purchasing"]),
        .staff("/staff/contacts/{contact}/view", [:]).after(seat),
        .staff("/staff/contacts/{contact}/work", [:]).after(seat),
        .staff("/staff/customers/{customer}/view", [:]).after(WalkViewings.seat),
        .staff("/staff/customers/{customer}/work", [:]).after(WalkViewings.seat),
        .staff(
            "/staff/permission-groups/{group}/ceiling", [:], naming: ["allowed": .group]),
    ]

    private static let wording = [
        "subject-en": "News", "text-en": "Hello {name}", "subject-nl": "Nieuws", "text-nl": "Dag {name}",
    ]
}
