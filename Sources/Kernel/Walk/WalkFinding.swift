import PortalKit

/// Something that the walk found, or could not try: whose route, asked by whom, for which record.
package struct WalkFinding: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong. The names are the same in every release.
    package enum What: String, Sendable, CaseIterable {
        // The door.
        case guestAdmitted = "somebody who is not signed in was let in"
        case rightless = "somebody without the right was let in"
        case ownRefused = "what the viewer may see was refused"
        case broken = "the route broke"
        // Records.
        case foreignFound = "a record that is not the viewer's was found"
        case unsharedFound = "a record that was not shared was found"
        case removedFound = "a removed record was found"
        case missingFound = "a record that does not exist was found"
        case fileFound = "a file was given that is not for the viewer"
        case toldApart = "the refusal differs from that of a record that does not exist"
        // Pages.
        case listed = "a list shows a record that is not for the viewer"
        case searched = "a search finds a record that is not for the viewer"
        case shown = "the page of a record shows another one that is not for the viewer"
        case told = "a notice tells somebody of a record that is not for him"
        case linked = "a link shows a record that is not for the person whose link it is, or does not work"
        case counted = "a page changes with a record that is not for the viewer"
        case heading = "the page has not one h1"
        case unlabelled = "a field of the page has no label"
        // Changes.
        case wrote = "a GET changed the database"
        case changedThough = "the database changed although the form was refused"
        case forged = "a form without its token, or with another's, was taken"
        case foreignOrigin = "a form from another place was taken"
        case keyless = "a form without its key was taken"
        case foreignID = "a form names a record that is not for the viewer, and was taken"
        case massAssigned = "a form sets more than its fields"
        case formRefused = "the example form was refused"
        // What could not be tried.
        case noExample = "there is no example of the record"
        case noForm = "there is no example of the form"
        case exampleFailed = "the example could not be made"
        case undeclaredField = "a field names a record, which its example does not say"
        case unproven = "no page shows the example's text, so that a leak would not be seen"
        case fullScan = "a customer's statement uses no index"
    }

    package let portal: String
    /// `GET /support/tickets/{ticket}`, or `-` for the portal as a whole.
    package let route: String
    package let viewer: String
    package let object: String
    package let what: What
    /// More for whoever mends it; two findings that differ in this alone are one.
    package var detail = ""

    package var description: String {
        let place = [portal, route, viewer, object].filter { $0 != "-" }.joined(separator: " · ")
        return "\(place): \(what.rawValue)" + (detail.isEmpty ? "" : " (\(detail))")
    }

    package static func == (left: WalkFinding, right: WalkFinding) -> Bool { left.key == right.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
    private var key: [String] { [portal, route, viewer, object, what.rawValue] }
}

/// One request of the walk and what came of it.
package struct WalkTrial: Sendable {
    package let portal: String
    package let route: String
    package let viewer: WalkViewer
    package let object: WalkObject
    /// The status, 0 for being led to the sign-in page.
    package let answer: Int
    /// What the declarations demand.
    let expected: WalkLaw.Outcome
    /// Whether that is what came.
    package let holds: Bool
}

/// What a walk found, and all that it tried.
package struct WalkReport: Sendable {
    package private(set) var findings: [WalkFinding] = []
    package private(set) var trials: [WalkTrial] = []
    /// How many statements about an answer were checked.
    package private(set) var checks = 0
    package var routes = 0
    private var known: Set<WalkFinding> = []

    mutating func check(_ holds: Bool, _ finding: () -> WalkFinding) {
        checks += 1
        if !holds { add(finding()) }
    }

    mutating func add(_ finding: WalkFinding) {
        if known.insert(finding).inserted { findings.append(finding) }
    }

    mutating func tried(_ trial: WalkTrial) { trials.append(trial) }

    /// One line: what was tried.
    package var summary: String {
        "\(routes) routes, \(Set(trials.map(\.viewer)).count) viewers, \(trials.count) requests of the matrix, "
            + "\(checks) checks, \(findings.count) findings"
    }
}
