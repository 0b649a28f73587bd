import Kernel
import PortalKit
import PortalTesting
import Synchronization
import Testing

/// A proof is worth what it would find: each planted leak is found, under its name, and nothing else is.
@Suite("The walk through a portal with one leak")
struct LeakTests {
    private static func names(_ walked: Walked) -> Set<WalkFinding.What> {
        Set(walked.report.findings.map(\.what))
    }

    /// Those who have a right to something, and those whom a leak would show it to.
    private static let viewers: [WalkViewer] = [
        .guest, .rightless, .own, .organisation, .colleague, .customer, .stranger, .visitor, .administrator,
    ]

    private static func walked(
        _ portal: Portal, by viewers: [WalkViewer] = viewers,
        tamper: (@Sendable (inout WalkRequest) -> Void)? = nil
    ) throws -> Walked {
        try Walked(through: [portal], kernelToo: false, viewers: viewers, tamper: tamper)
    }

    @Test(
        "G09 finds it under its name",
        arguments: [
            (.list, .listed), (.search, .searched), (.count, .counted), (.tab, .counted), (.file, .fileFound),
            (.unsharedNote, .shown), (.foreignID, .foreignID), (.getWrites, .wrote),
            (.removed, .removedFound),
            (.massAssignment, .massAssigned), (.notice, .told), (.link, .linked),
        ] as [(LeakyPortal.Leak, WalkFinding.What)])
    func leak(_ leak: LeakyPortal.Leak, _ name: WalkFinding.What) throws {
        let walked = try Self.walked(LeakyPortal(leak: leak).portal)
        #expect(Self.names(walked) == [name], "\(walked.findings)")
    }

    @Test(
        "G09 finds nothing where nothing was forgotten; the matrix says how it is read, and marks what is forbidden"
    )
    func matrix() throws {
        let clean = try Walked(through: [LeakyPortal(leak: nil).portal])
        #expect(clean.findings == [])
        for word in [
            "How to read this", "Portal leaky", "Viewers", "contact of another customer", "0 not as demanded",
        ] {
            #expect(clean.matrix.contains(word), "\(word)")
        }
        #expect(!clean.matrix.contains("!4"))
        let leaky = try Self.walked(LeakyPortal(leak: .file).portal)
        #expect(leaky.matrix.contains("200!404") && !leaky.matrix.contains("0 not as demanded"))
    }

    @Test(
        "G09 SE01 a portal whose declarations are incomplete does not start: the fault is named before anything runs"
    )
    func incomplete() {
        let page: Route<CustomerContext> = .get("/things/{thing}", needs: .customer(.viewLeaky)) { _, _ in
            .page("Thing", "<h1>Thing</h1>")
        }
        let half = Portal(
            id: "half", title: "Half", icon: .message, permissions: [], customer: [page], examples: .none,
            privacy: .holdsNoPersonalData,
            resources: PortalResources())
        #expect(throws: CheckFailure.self) { try TestKernel(portals: [half]) }
    }

    @Test("every leak is tried")
    func all() {
        #expect(LeakyPortal.Leak.allCases.count == 12)
    }

    @Test("finds a kernel that takes forms without their token, from elsewhere, or without their key")
    func kernel() throws {
        let portal = LeakyPortal(leak: nil).portal
        let viewers: [WalkViewer] = [.organisation, .administrator]
        let token = try Self.walked(portal, by: viewers) { request in
            if request.isPost { request.fields["csrf"] = request.csrf }
        }
        #expect(Self.names(token) == [.forged], "\(token.findings)")
        let origin = try Self.walked(portal, by: viewers) { $0.origin = nil }
        #expect(Self.names(origin) == [.foreignOrigin], "\(origin.findings)")
    }

    @Test("finds a kernel that lets somebody in whose session has ended")
    func session() throws {
        let last = Mutex<[(name: String, value: String)]>([])
        let portal = LeakyPortal(leak: nil).portal
        let walked = try Self.walked(portal, by: [.organisation, .ended]) { request in
            if request.viewer == .organisation { last.withLock { $0 = request.cookies } }
            if request.viewer == .ended { request.cookies = last.withLock { $0 } }
        }
        #expect(Self.names(walked).contains(.guestAdmitted))
    }

    @Test("fails on a route that it could not try: no example of the record, none of the form")
    func untried() throws {
        let all = LeakyExamples.all
        let walked = try Self.walked(
            LeakyPortal(leak: nil).portal(examples: Examples([all.records[0]], forms: [all.forms[0]])))
        let found = walked.report.findings
        #expect(Set(found.map(\.what)) == [.noExample, .noForm])
        #expect(found.contains { $0.route == "POST /leaky/tickets/{ticket}/merge" && $0.what == .noForm })
    }

    @Test("fails when an example does not do what was asked of it, and when no page shows it")
    func useless() throws {
        let wrong = ExampleRecord(LeakyPortal.ticket, of: .contact, shared: .always, removed: .possible) {
            it, tx in
            let ref: Ref<LeakyTicket> = tx.newRef()
            try tx.execute(
                """
                INSERT INTO leaky_ticket (customer_id, contact_id, ref, subject)
                VALUES (\(it.customer), \(it.contact), \(ref), 'always the same')
                """)
            return ref
        }
        let all = LeakyExamples.all
        let walked = try Self.walked(
            LeakyPortal(leak: nil).portal(examples: Examples([wrong, all.records[1]], forms: all.forms)))
        #expect(Self.names(walked).isSuperset(of: [.unproven, .removedFound]), "\(walked.findings)")
    }
}
