import HTTPTypes
import MariaDB
import PortalKit
import Web

/// The one place where an error becomes a page: in plain words for people, with the id that the log has too.
struct Failure {
    let status: HTTPResponse.Status
    let kind: Words
    let title: Words
    let explanation: Words
    var retryAfter: Int?
    /// Written to the log: the fault is ours.
    var isInternal = false

    static func of(_ error: any Error) -> Failure {
        switch error {
        case let error as PortalError: of(error)
        case BadRequest.tooLarge: tooLarge("That is more than can be taken at once.")
        case is BadRequest:
            Failure(
                status: .badRequest, kind: "Not understood", title: "That request cannot be read.",
                explanation: "The address or the form was damaged on its way. Go back and try once more.")
        case let error as DatabaseError where error.kind == .unavailable || isLost(error): unavailable(5)
        // Five times in another's way (SK04).
        case let error as DatabaseError where error.kind == .retry: unavailable(2)
        case let error as HashGate.Busy: unavailable(error.retryAfter)
        default: ours
        }
    }

    private static func isLost(_ error: DatabaseError) -> Bool {
        if case .lost = error.kind { return true }
        return false
    }

    private static let ours = Failure(
        status: .internalServerError, kind: "Our fault", title: "Something broke on our side.",
        explanation: "Nothing was saved. Try once more; if it happens again, tell us the request below.",
        isInternal: true)

    private static func unavailable(_ seconds: Int) -> Failure {
        Failure(
            status: .serviceUnavailable, kind: "Busy", title: "This cannot be done just now.",
            explanation: "Nothing was lost. Try again in a few seconds.", retryAfter: seconds)
    }

    private static func wait(_ seconds: Int) -> Words {
        seconds <= 90
            ? Words(seconds, one: "Wait a second and try again.", other: "Wait {n} seconds and try again.")
            : Words(
                (seconds + 59) / 60, one: "Wait a minute and try again.",
                other: "Wait {n} minutes and try again.")
    }

    private static func tooLarge(_ words: Words) -> Failure {
        Failure(status: .contentTooLarge, kind: "Too large", title: "That is too large.", explanation: words)
    }

    private static func of(_ error: PortalError) -> Failure {
        switch error {
        case .invalid(let problems):
            Failure(
                status: .unprocessableContent, kind: "To correct", title: "That cannot be taken as it is.",
                explanation: problems.first?.message ?? "Go back and check what you filled in.")
        case .unauthenticated:
            Failure(
                status: .unauthorized, kind: "Signed out", title: "You are not signed in.",
                explanation: "Sign in and try again.")
        case .forbidden:
            Failure(
                status: .forbidden, kind: "No access", title: "This is not part of your account.",
                explanation: "Whoever gave you your access can give you this too.")
        case .notFound:
            Failure(
                status: .notFound, kind: "Not found",
                title: "This is not here, or no longer shared with you.",
                explanation: "The address may be mistyped, or what stood here was taken back.")
        case .conflict(let words), .outdated(let words):
            Failure(
                status: .conflict, kind: "Changed meanwhile", title: "Somebody was faster.",
                explanation: words)
        case .tooLarge(let words): tooLarge(words)
        case .tooMany(let seconds):
            Failure(
                status: .tooManyRequests, kind: "Too often", title: "That was too often.",
                explanation: wait(seconds), retryAfter: seconds)
        case .unavailable(let seconds): unavailable(seconds)
        }
    }

    /// The page, in the frame of whoever asks.
    func response(_ visit: Visit) -> Response {
        let ui = visit.interface(of: nil)
        let home =
            switch visit.identity {
            case .guest: visit.request.path.segments.first == "staff" ? "/staff/sign-in" : "/sign-in"
            case .customer: "/home"
            case .staff: "/staff/customers"
            }
        let way: Words = if case .guest = visit.identity { "Sign in" } else { "Go to the start" }
        var ways = [ui.linkButton(way, to: home)]
        if visit.request.method == .get, retryAfter != nil || isInternal {
            ways.insert(ui.linkButton("Try again", to: visit.request.path.link, .filled), at: 0)
        }
        let body = ui.errorPage(
            ErrorMessage(
                kind: ui.say(kind), title: ui.say(title), explanation: ui.say(explanation),
                ways: ways, request: visit.request.id,
                time: ui.reader.exactly(visit.now)))
        var response = Shell(visit: visit).wrap(Page(title, body), of: nil, status: status)
        if let retryAfter { response.set(.retryAfter, String(retryAfter)) }
        return response
    }
}
