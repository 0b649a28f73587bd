package import PortalKit

/// Customers, contacts and their seats, for staff: the kernel's second portal.
package let administrationPortal = Portal(
    kernel: true, id: "administration", title: "Customers", icon: .people, permissions: [],
    staffPermissions: [.records, .access, .settings, .privacy], settings: [Setting.staffMfa], tabs: [],
    staffTabs: [
        Tab("Customers", at: "/staff/customers", needs: .staff(.records), icon: .building),
        Tab("Change requests", at: "/staff/change-requests", needs: .staff(.records), icon: .pencil),
        Tab("Permission groups", at: "/staff/permission-groups", needs: .staff(.access), icon: .key),
        Tab("Settings", at: "/staff/settings", needs: .staff(.settings), icon: .gear),
    ],
    guest: [], customer: [], staff: administrationRoutes, widgets: [], activity: nil, jobs: [Sweep.job],
    tasks: [.bulkEnable], log: .administration,
    objects: [
        .customer, .contact, .seat, .access, .group, .mail, .portal, .notice, .session, .change, .module,
        .staffPerson, .batch, .entry,
    ],
    examples: KernelExamples.administration,
    privacy: .holdsNoPersonalData, resources: PortalResources())

extension StaffPermission {
    /// Customers and contacts: add, edit, archive.
    static let records = StaffPermission(
        "administration.records", title: "Customers and contacts", technicians: true)
    /// How the installation works: administrators only.
    static let settings = StaffPermission(
        "administration.settings", title: "Settings", technicians: false)
    /// Seats, groups and passwords: administrators only (A09).
    static let access = StaffPermission(
        "administration.access", title: "Access to portals", technicians: false)
}

extension StaffContext {
    func visit() throws -> Visit { try store.visit() }
}

/// Apart from the portal, because the compiler takes long over one large expression.
private let administrationRoutes: [Route<StaffContext>] = [
    CustomerRoutes.all, CustomerLinkRoutes.all, ContactRoutes.all, OfferRoutes.all, SeatRoutes.all,
    SeatEditor.all, AccessRoutes.all,
    GroupRoutes.all, SettingRoutes.all, ResetRoutes.staff, StaffAccountRoutes.all,
    MailSwitches.staff,
    MfaRoutes.staff, MfaResetRoutes.all,
    DeliveryRoutes.all, NoticeRoutes.all, WorkRoutes.all, ScanRoutes.all, AdmissionRoutes.all,
    ViewingRoutes.staff,
    SightRoutes.all,
    ChangeRequestRoutes.all, PrivacyRoutes.staff, LogRoutes.staff, CeilingRoutes.all, ModuleRoutes.all,
    StaffPersonRoutes.all, StaffPasswordRoutes.all, BatchRoutes.all,
].flatMap(\.self)
