import AnnouncementsPortal
import DocumentationPortal
import InvoicingPortal
import PortalKit
import PortalTesting
import ProjectPortal
import SupportPortal
import Testing

/// Every portal of this repository; the names stand in Package.swift.
@Suite("Every portal that ships")
struct ShippedPortalsTests {
    private static let portals = [
        supportPortal, invoicingPortal, projectPortal, documentationPortal, announcementsPortal,
    ]

    @Test(
        "A05 D01 D12 G09 SE02 SE03 SE04 SE07 shows nobody what is not for him, on any route, in any list, by any form"
    )
    func isolation() throws {
        let walked = try Walked(through: Self.portals, kernelToo: true)
        #expect(walked.findings == [])
        #expect(walked.checks > 2_000)
        for route in [
            "GET /announcements/announcements/{announcement}", "GET /documentation/articles/{article}",
            "POST /documentation/articles/{article}", "GET /invoicing/invoices/{invoice}",
            "GET /project/projects/{project}/items/{item}",
            "POST /project/projects/{project}/items/{item}/decision", "GET /support/tickets/{ticket}",
            "GET /support/tickets/{ticket}/files/{file}", "POST /support/tickets/{ticket}",
        ] {
            #expect(walked.matrix.contains(route), "\(route)")
        }
    }
}
