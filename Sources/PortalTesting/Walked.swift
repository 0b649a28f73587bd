package import Kernel
public import PortalKit

/// What came of a walk through portals: every route, asked for as every kind of viewer, for every kind of record.
///
/// ```swift
/// @Test("nobody sees what is not for him") func isolation() throws {
///     let walked = try Walked(through: [supportPortal])
///     #expect(walked.findings == [])
/// }
/// ```
public struct Walked: Sendable {
    package let report: WalkReport

    /// Walks through these portals, in a database of its own.
    ///
    /// - Parameter kernelToo: also through the kernel's own routes, which its own tests do.
    public init(through portals: [Portal], kernelToo: Bool = false) throws {
        try self.init(through: portals, kernelToo: kernelToo, tamper: nil)
    }

    /// - Parameters:
    ///   - viewers: who asks, where not everybody is needed.
    ///   - tamper: changes each request on its way, as a kernel that forgets something would.
    package init(
        through portals: [Portal], kernelToo: Bool, viewers: [WalkViewer] = WalkViewer.allCases,
        tamper: (@Sendable (inout WalkRequest) -> Void)?
    ) throws {
        let database = try TestDatabase(portals: portals)
        report = try withExtendedLifetime(database) {
            try Walk.run(
                portals, database: database.options, directory: TestServer.newFolder(), kernelToo: kernelToo,
                viewers: viewers, tamper: tamper)
        }
    }

    /// One line: routes, viewers, requests, checks, findings.
    public var summary: String { report.summary }

    /// What is wrong, or could not be tried: one sentence each. Nothing when the portals keep their people apart.
    public var findings: [String] { report.findings.map(\.description) }

    /// How many statements about answers were checked.
    public var checks: Int { report.checks }

    /// Every answer, as a table for an auditor.
    public var matrix: String { report.matrix }
}
