import ArgumentParser
import FastCGI
import Kernel
import MariaDB
import PortalKit
import Posix
import Web

/// Answers requests that nginx hands over. A small parent owns the socket and keeps one child alive; SIGHUP rolls
/// to a new child without a lost request.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Answer the requests that nginx hands over.")

    @OptionGroup var place: Place

    @Flag(name: .long, help: .hidden)
    var child = false

    func run() throws {
        do {
            try child ? serve(place.configuration()) : watch(place.configuration())
        } catch let error as ConfigProblems {
            throw fail(error.description, code: Supervisor.configurationError)
        } catch let error as CheckFailure {
            throw fail(error.description, code: Supervisor.configurationError)
        } catch let error as SecretsFile.Problem {
            throw fail(error.description, code: Supervisor.configurationError)
        }
    }

    private func watch(_ configuration: Configuration) throws {
        var arguments = ["serve", "--child"]
        if let config = place.config { arguments += ["--config", config] }
        for pair in place.set { arguments += ["--set", pair] }
        let code: Int32
        do {
            try Files.makeDirectory(Files.directory(of: configuration.socket))
            code = try Supervisor.run(
                executable: ChildProcess.ownExecutable(), arguments: arguments, socket: configuration.socket,
                pidFile: configuration.pidFile)
        } catch {
            throw fail("\(error)", code: Supervisor.configurationError)
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func serve(_ configuration: Configuration) throws {
        let signals = try Signals.takeOver([.terminate, .interrupt])
        _ = Memory.giveBackLargeBlocks()
        guard let link = try ParentLink.inherited() else {
            throw fail("serve --child is started by portico serve, not by hand.", code: 64)
        }
        try configuration.refuseOtherSchema()
        try configuration.makeFileDirectories()
        try Spool(directory: configuration.filesDirectory).sweep(at: wallClock(), atStart: true)
        let mail = try configuration.mail()
        let secrets = try SecretsFile(path: configuration.secretsFile).secrets()
        let log = Log(configuration.log)
        let house = try configuration.house(secrets) { line in log.write(line) }
        let options = configuration.options(configuration.database.account)
        let workers = try Workers(socket: link.socket, count: configuration.workers) {
            let desk = Desk(house, Connection(options))
            return { exchange in
                exchange.write(desk.answer(exchange.parameters, ExchangeBody(exchange)))
            }
        }
        try workers.start()
        let postman = Postman(house)
        let mailing = try mail.map { try postman.start(options, $0) }
        let sealer = Sealer(house)
        let sealing = try sealer.start(options)
        let clerk = Clerk(house)
        let working = try clerk.start(options)
        link.sayReady()
        // Foundation's formats take about 90 ms to load; the first page should not wait for them.
        let warming = try PosixThread.start(name: "warm") {
            for language in house.books.languages {
                Reader(language: language, timeZone: house.installation.timeZone, now: wallClock()).warm()
            }
        }
        link.waitForStop(signals)
        workers.stop()
        postman.stop()
        sealer.stop()
        sealing.join()
        clerk.stop()
        mailing?.join()
        working.join()
        warming.join()
    }
}

/// The body of a request, as the kernel reads it.
private final class ExchangeBody: BodySource {
    private let exchange: Exchange

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    func read(upTo limit: Int) throws -> [UInt8] {
        do {
            return try exchange.read(upTo: limit)
        } catch {
            throw BadRequest.malformed("the body ended early")
        }
    }
}
