import HTTPTypes
package import MariaDB
import PortalKit
import Posix
package import Web

/// One worker's place: its own connection, one request at a time, from the first byte to the answer.
package final class Desk {
    let house: House
    package let connection: Connection
    private let formats = Formats()

    package init(_ house: House, _ connection: Connection) {
        self.house = house
        self.connection = connection
    }

    /// The bytes to send for one request.
    package func answer(_ parameters: [(name: String, value: [UInt8])], _ body: any BodySource) -> [UInt8] {
        let started = Clocks.monotonic()
        let statements = connection.statements
        let request: Request
        do {
            request = try Request(parameters: parameters)
        } catch {
            if let address = Request.withoutLastSlash(parameters) {
                return Self.elsewhere(.permanentRedirect, address).serialized()
            }
            let visit = Visit(
                house: house, connection: connection, request: .unreadable, now: house.clock(),
                formats: formats)
            return Failure.of(error).response(visit).serialized()
        }
        if request.path.segments == ["healthz"] { return Self.alive.serialized() }
        let (response, route) = respond(to: request, body)
        house.log(
            LogLine(
                level: response.status.kind == .serverError ? .error : .info, message: "request",
                request: request.id, route: request.method.rawValue + " " + route,
                status: response.status.code,
                microseconds: Clocks.monotonic() - started, statements: connection.statements - statements))
        return response.serialized(forHead: request.method == .head)
    }

    private static let alive = Response(.ok, fields: [.contentType: "text/plain"], body: Array("ok\n".utf8))

    /// The response and the template of the route, for tests and the log.
    package func respond(to request: Request, _ body: any BodySource) -> (Response, route: String) {
        let visit = Visit(
            house: house, connection: connection, request: request, now: house.clock(), formats: formats)
        var route = "-"
        var response: Response
        do {
            response = try answer(visit, body, &route)
        } catch {
            visit.rollback()
            visit.problems = []
            let failure = Failure.of(error)
            if failure.isInternal { report(error, visit, route) }
            response = failure.response(visit)
        }
        visit.request.form.discardFiles()
        for cookie in visit.cookies { response.add(cookie) }
        return (response, route)
    }

    private func report(_ error: any Error, _ visit: Visit, _ route: String) {
        house.log(
            LogLine(
                level: .error, message: "\(type(of: error)): \(error)", request: visit.request.id,
                route: route,
                status: 500, microseconds: 0, statements: 0))
    }

    private func answer(_ visit: Visit, _ body: any BodySource, _ route: inout String) throws -> Response {
        let path = visit.request.path.segments
        if path.count == 3, path[0] == "assets" { return try asset(path[1], path[2]) }
        if path == ["readyz"] { return try ready() }
        // Browsers ask for it when they show something that is not a page: a file, an error of nginx.
        if path == ["favicon.ico"] { return Self.elsewhere(.temporaryRedirect, house.assets.icon) }
        switch house.router.match(visit.request.method, visit.request.path) {
        case .nothing:
            try visit.identify(asStaff: path.first == "staff")
            throw PortalError.notFound
        case .noSuchMethod(let allowed):
            var response = Response(.methodNotAllowed)
            response.set(.allow, allowed.map(\.rawValue).joined(separator: ", "))
            return response
        case .found(let match):
            route = match.target.template
            visit.request.parameters = match.parameters
            let run = try RouteRun(match, visit)
            return try visit.request.method == .post ? run.post(body) : run.get()
        }
    }

    private static func elsewhere(_ status: HTTPResponse.Status, _ address: String) -> Response {
        var response = Response(status)
        response.set(.location, address)
        return response
    }

    private func asset(_ hash: String, _ name: String) throws -> Response {
        guard let asset = house.assets[hash, name] else { throw PortalError.notFound }
        var response = Response(.ok, body: asset.bytes)
        response.set(.contentType, asset.type + "; charset=utf-8")
        response.set(.cacheControl, "public, max-age=31536000, immutable")
        return response
    }

    private func ready() throws -> Response {
        _ = try connection.first("SELECT 1 FROM kernel_counter LIMIT 1") { row -> Int in try row.next() }
        return Self.alive
    }
}

extension Request {
    /// Stands for what could not be read.
    static var unreadable: Request {
        guard let path = try? Path(decoded: "/") else { preconditionFailure("the path / is a path") }
        return Request(method: .get, path: path)
    }
}
