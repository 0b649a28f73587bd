import PortalKit
import Testing

@testable import Kernel

@Suite("What a seat may see: a conjunction, each factor alone")
struct PolicyTests {
    private static let view = Permission.viewNotes
    private static let add = Permission.addNotes

    private func policy(_ change: (inout Policy) -> Void = { _ in }) -> Policy {
        var policy = Policy(
            group: .reaches([Self.view.id: .organisation, Self.add.id: .organisation]), followsGroup: true,
            accesses: [:],
            disabledModules: [], hasContact: true)
        change(&policy)
        return policy
    }

    private func reach(_ policy: Policy, _ permission: Permission = view) -> Reach {
        policy.reach(permission, in: notesPortal)
    }

    @Test("A14 with every factor given it reaches what the group says")
    func all() {
        #expect(reach(policy()) == .organisation)
        #expect(policy().has(notesPortal))
        #expect(reach(policy { $0.group = .reaches([Self.view.id: .own]) }) == .own)
    }

    @Test("A01 with the module off nobody has the portal: not by Everything, not by a grant")
    func moduleOff() {
        for group in [Policy.Group.everything, .reaches([Self.view.id: .organisation])] {
            let off = policy {
                $0.group = group
                $0.disabledModules = ["notes"]
                $0.accesses = ["notes": .init(isGranted: true)]
            }
            #expect(reach(off) == .none)
            #expect(!off.has(notesPortal) && !off.isInstalled(notesPortal))
            #expect(off.reaches(in: [notesPortal]).all.isEmpty)
        }
        #expect(policy { $0.disabledModules = ["other"] }.has(notesPortal))
    }

    @Test("A14 a revoked access ends the portal, whatever the group says")
    func revoked() {
        let seat = policy {
            $0.group = .everything
            $0.accesses = ["notes": .init(isGranted: false)]
        }
        #expect(reach(seat) == .none && !seat.has(notesPortal))
        #expect(reach(policy { $0.accesses = ["other": .init(isGranted: false)] }) == .organisation)
    }

    @Test("A11 a seat by invitation has what is listed and nothing else")
    func listed() {
        #expect(reach(policy { $0.followsGroup = false }) == .none)
        let other = policy {
            $0.followsGroup = false
            $0.accesses = ["other": .init(isGranted: true)]
        }
        #expect(reach(other) == .none)
        let granted = policy {
            $0.followsGroup = false
            $0.accesses = ["notes": .init(isGranted: true)]
        }
        #expect(reach(granted) == .organisation)
    }

    @Test("C04 a permission without a row is none, though the portal is there")
    func noRow() {
        let seat = policy { $0.group = .reaches([:]) }
        #expect(seat.has(notesPortal))
        #expect(reach(seat) == .none && reach(seat, Self.add) == .none)
        let one = policy { $0.group = .reaches([Self.add.id: .organisation]) }
        #expect(reach(one) == .none && reach(one, Self.add) == .organisation)
        #expect(one.reaches(in: [notesPortal]).all == [Self.add.id: .organisation])
    }

    @Test("D11 a cap narrows and never widens")
    func cap() {
        for (group, cap, expected) in [
            (Reach.organisation, Reach.own, Reach.own), (.own, .organisation, .own),
            (.none, .organisation, .none),
            (.organisation, .none, .none), (.organisation, .organisation, .organisation),
        ] {
            let seat = policy {
                $0.group = .reaches([Self.view.id: group])
                $0.accesses = ["notes": .init(isGranted: true, cap: cap)]
            }
            #expect(reach(seat) == expected, "\(group) capped to \(cap)")
        }
    }

    @Test("C09 Everything gives each permission its widest offer, also one that came later")
    func everything() {
        let seat = policy { $0.group = .everything }
        #expect(reach(seat) == .organisation)
        let later = Permission("notes.later", title: "Later", offers: [.own])
        #expect(reach(seat, later) == .own)
        #expect(reach(seat, Permission("notes.never", title: "Never", offers: [])) == .none)
    }

    @Test("C09 on the customer itself nothing is own: own reaches nothing, the organisation everything")
    func noContact() {
        #expect(
            reach(policy { ($0.group, $0.hasContact) = (.reaches([Self.view.id: .own]), false) }) == .none)
        #expect(reach(policy { $0.hasContact = false }) == .organisation)
        let capped = policy {
            ($0.group, $0.hasContact) = (.everything, false)
            $0.accesses = ["notes": .init(isGranted: true, cap: .own)]
        }
        #expect(reach(capped) == .none)
    }

    @Test("every combination of the factors is what the table says")
    func table() {
        for isOn in [true, false] {
            for access in [
                Policy.Access?.none, .init(isGranted: true), .init(isGranted: false),
                .init(isGranted: true, cap: .own),
            ] {
                for follows in [true, false] {
                    for given in Reach.allCases {
                        for hasContact in [true, false] {
                            let seat = Policy(
                                group: .reaches([Self.view.id: given]), followsGroup: follows,
                                accesses: access.map { ["notes": $0] } ?? [:],
                                disabledModules: isOn ? [] : ["notes"],
                                hasContact: hasContact)
                            let has = isOn && (access?.isGranted ?? follows)
                            var expected = has ? min(given, access?.cap ?? .organisation) : Reach.none
                            if expected == .own && !hasContact { expected = .none }
                            #expect(seat.has(notesPortal) == has)
                            #expect(reach(seat) == expected)
                        }
                    }
                }
            }
        }
    }
}
