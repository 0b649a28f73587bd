import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("G01 What a person sees, and the rule that decided it")
struct SightTests {
    /// The decision as it is written down in the truth table, apart from the code that explains it.
    private func reach(_ policy: Policy, _ permission: Permission, _ portal: Portal) -> Reach {
        if policy.disabledModules.contains(portal.id) { return .none }
        if let access = policy.accesses[portal.id] {
            if !access.isGranted { return .none }
        } else if !policy.followsGroup {
            return .none
        }
        var reach: Reach
        switch policy.group {
        case .everything: reach = permission.offers.max() ?? .none
        case .reaches(let reaches): reach = reaches[permission.id] ?? .none
        }
        if let cap = policy.accesses[portal.id]?.cap { reach = min(reach, cap) }
        return reach == .own && !policy.hasContact ? .none : reach
    }

    @Test("A14 C04 what is told and what holds agree, for every policy there can be")
    func agree() {
        let reaches: [Reach?] = [nil, Reach.none, .own, .organisation]
        var rules: Set<String> = []
        for off in [[], ["notes"], ["other"]] as [Set<String>] {
            for access in [
                nil, (false, nil), (true, nil), (true, Reach.none), (true, .own), (true, .organisation),
            ]
                as [(Bool, Reach?)?]
            {
                for group in [Policy.Group?.none]
                    + reaches.map({ .reaches($0.map { ["notes.view": $0] } ?? [:]) })
                {
                    for flags in 0..<4 {
                        let policy = Policy(
                            group: group ?? .everything, followsGroup: flags & 1 == 1,
                            accesses: access.map { ["notes": .init(isGranted: $0.0, cap: $0.1)] } ?? [:],
                            disabledModules: off, hasContact: flags & 2 == 2)
                        for permission in [Permission.viewNotes, .addNotes] {
                            let told = policy.explain(permission, in: notesPortal)
                            #expect(told.reach == reach(policy, permission, notesPortal))
                            #expect(told.reach == policy.reach(permission, in: notesPortal))
                            rules.insert("\(told.rule)")
                            let permits = [.group, .everything, .onlyOwnHere].contains(told.rule)
                            #expect(permits || told.reach == .none)
                        }
                    }
                }
            }
        }
        #expect(rules.count == 8)
    }

    @Test("G01 the page says of each permission how far it reaches and why", arguments: SightCase.all)
    func page(_ it: SightCase) throws {
        let stage = try Stage()
        try it.change(stage)
        let browser = try stage.kernel.signIn(try stage.kernel.addStaff(isAdministrator: false))
        let page = try browser.get(stage.contact + "/sees")
        #expect(page.status == 200 && page.text.contains("What Maria Anders sees"))
        for words in it.words { #expect(page.text.contains(words), "\(words) in \(page.text)") }
        let person = try stage.kernel.signIn(stage.maria)
        #expect(try person.get("/notes/notes").status == it.status)
        #expect(try browser.open(stage.contact).links.contains(stage.contact + "/sees"))
    }

    @Test(
        "G01 C14 of a customer without portal users it says what whoever has the link sees; of nobody it says why"
    )
    func withoutSeat() throws {
        let it = try ViewingStage()
        let browser = try it.kernel.signIn(it.technician)
        let martin = "/staff/contacts/" + it.martin.ref + "/sees"
        let visitor = try browser.get(martin).text
        #expect(visitor.contains("Whoever has its link") && visitor.contains("All of the customer"))
        let karl = try it.kernel.addContact("Karl Brandt", at: it.stage.maria.customer)
        let nobody = try browser.get("/staff/contacts/\(karl.ref)/sees")
        #expect(nobody.text.contains("Karl Brandt has no portal user") && nobody.form("/view") == nil)
        #expect(!nobody.text.contains("See notes"))
    }
}

/// A rule, brought about, with what the page then says.
struct SightCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let status: Int
    let change: @Sendable (Stage) throws -> Void

    static let all: [SightCase] = [
        SightCase(testDescription: "group", words: ["See notes", "Only own", "says so."], status: 200) { _ in
        },
        SightCase(testDescription: "module", words: ["Nothing", "The portal is switched off"], status: 404) {
            try $0.kernel.setModule("notes", isOn: false)
        },
        SightCase(testDescription: "access", words: ["Nothing", "was removed."], status: 403) {
            try $0.kernel.setAccess($0.maria, to: "notes", isGranted: false)
        },
        SightCase(testDescription: "invited elsewhere", words: ["to other portals."], status: 403) {
            try $0.kernel.execute("UPDATE kernel_seat SET mode = 'listed'")
        },
        SightCase(testDescription: "group says none", words: ["Nothing", "does not permit it."], status: 403)
        {
            try $0.kernel.execute("DELETE FROM kernel_group_reach")
        },
        SightCase(testDescription: "cap", words: ["Only own", "allows only what is one's own."], status: 200)
        {
            try $0.kernel.execute("UPDATE kernel_group_reach SET reach = 2")
            try $0.kernel.setAccess($0.maria, to: "notes", isGranted: true, cap: .own)
        },
    ]
}
