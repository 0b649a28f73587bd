import PortalKit

extension KernelExamples {
    static let person = ExampleRecord(.staffPerson, of: .customer, shared: .always, removed: .never) {
        it, tx in
        let ref: Ref<StaffPerson> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO kernel_staff (ref, login, name, role, created_at)
            VALUES (\(ref), \(ref.description), \(it.text), 'technician', \(it.now))
            """)
        return ref
    }

    /// What administrators do to groups, modules and their own people.
    static let housekeeping: [ExampleForm] = [
        .staff("/staff/permission-groups/new", ["name": "Purchasing"], naming: ["from": .group]),
        .staff("/staff/permission-groups/{group}/default", [:]),
        .staff("/staff/permission-groups/{group}/delete", [:], naming: ["replacement": .group]),
        .staff("/staff/settings/modules/{module}", ["on": "0"]),
        .staff("/staff/settings/client-portal", ["activation": "0"]),
        .staff(
            "/staff/settings/people/new",
            ["name": "Jonas Kettering", "login": "jonas.walk", "role": "technician"]),
        .staff(
            "/staff/account/password",
            [
                "current": WalkPeople.password, "new": "another walk through the house",
                "again": "another walk through the house",
            ]),
        .staff("/staff/settings/people/{person}", ["role": "administrator"]),
        .staff("/staff/settings/people/{person}/sessions", [:]),
        .staff("/staff/settings/people/{person}/start-password", [:]),
        .staff("/staff/settings/people/{person}/remove", [:]),
    ]
}
