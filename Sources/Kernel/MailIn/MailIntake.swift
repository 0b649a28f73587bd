package import MariaDB
package import PortalKit

/// Brings a mail that was read to the portal it is for: once, wholly or not at all.
package struct MailIntake {
    /// A mail with what only the kernel needs of it.
    package struct Received: Sendable {
        package let mail: IncomingMail
        /// Whom it was for: the envelope's, as far as it is known, then what its headers say.
        package let recipients: [String]
        /// Without angle brackets.
        package let messageID: String
        /// The messages that it answers, the nearest first.
        package let references: [String]
        /// The hash of what follows its headers.
        package let body: [UInt8]
        /// False where nobody could make anything of it but keep it.
        package let isReadable: Bool

        package init(
            _ mail: IncomingMail, recipients: [String], messageID: String = "", references: [String] = [],
            body: [UInt8], isReadable: Bool = true
        ) {
            self.mail = mail
            self.recipients = recipients
            self.messageID = messageID
            self.references = references
            self.body = body
            self.isReadable = isReadable
        }
    }

    package enum Outcome: Sendable, Equatable {
        case taken
        /// It came before.
        case again
        /// One more of machines that answer each other; those before it are kept.
        case dropped
        case refused(Reason)
        /// Not now: whoever brought it keeps it and comes again.
        case later(Reason)
    }

    /// Why a mail was not taken.
    package enum Reason: Sendable {
        case nobodyReads, answersOnly, tooLarge
        case tooMany, nothingKept
    }

    private let house: House
    private let connection: Connection

    package init(_ house: House, _ connection: Connection) {
        self.house = house
        self.connection = connection
    }

    /// The recipients of one message, those together whose addresses say the same of where it belongs: to the portals each
    /// lane is a mail of its own. Never none.
    package func lanes(of recipients: [String]) -> [[String]] {
        let ids = house.portals.filter { $0.mail != nil }.map(\.id)
        var lanes: [(token: ReplyToken?, recipients: [String])] = []
        for recipient in recipients {
            let token = house.installation.replyAddress?.token(in: recipient).flatMap {
                ReplyToken($0, house.secrets, portals: ids)
            }
            if let lane = lanes.firstIndex(where: { $0.token == token }) {
                lanes[lane].recipients.append(recipient)
            } else {
                lanes.append((token, [recipient]))
            }
        }
        return lanes.isEmpty ? [[]] : lanes.map(\.recipients)
    }

    /// - Throws: what the database says; the mail was not taken then, or it is not known whether it was.
    package func take(_ received: Received) throws -> Outcome {
        let switchedOff = Set(
            try connection.rows("SELECT portal FROM kernel_module WHERE disabled_at IS NOT NULL") {
                try $0.next() as String
            })
        let portals = house.portals.filter { $0.mail != nil }
        let token = self.token(in: received, portals)
        let portal = token.map { token in portals.first { $0.id == token.portal } } ?? portals.first
        guard let portal, let source = portal.mail, !switchedOff.contains(portal.id) else {
            return .refused(.nobodyReads)
        }
        let arrival = try Arrival(received, token, house.secrets)
        switch try arrival.crowd(at: house.clock(), connection) {
        case .none: break
        case .loop: return .dropped
        case .tooMany: return .later(.tooMany)
        }
        let scanned = scanned(received)
        return try attempt {
            try hand(scanned, token, arrival, to: portal, source)
        }
    }

    /// With what the virus scan says of its files: what is infected is withheld, and the rest comes in. The message as it
    /// came has them all in it.
    private func scanned(_ received: Received) -> Received {
        guard let scan = house.installation.scan else { return received }
        var files = scan.examine(received.mail.files + [received.mail.original])
        guard var original = files.popLast() else { return received }
        if let worst = files.compactMap(\.scan).first(where: \.isInfected) { original.scan = worst }
        return Received(
            received.mail.scanned(files: files, original: original), recipients: received.recipients,
            messageID: received.messageID, references: received.references, body: received.body,
            isReadable: received.isReadable)
    }

    /// The address it was sent to; else the one among the messages that it answers.
    private func token(in received: Received, _ portals: [Portal]) -> ReplyToken? {
        let ids = portals.map(\.id)
        let addressed = received.recipients.prefix(200).compactMap { address in
            house.installation.replyAddress?.token(in: address)
        }
        // A message that came back names the address that answers to it would have gone to.
        let named = received.references.prefix(200).compactMap { reference in
            house.installation.replyAddress?.token(in: reference)
                ?? reference.split(separator: "@").first.map { String($0) }
        }
        return (addressed + named).lazy.compactMap { ReplyToken($0, house.secrets, portals: ids) }.first
    }

    // MARK: To the portal

    private func hand(
        _ received: Received, _ token: ReplyToken?, _ arrival: Arrival, to portal: Portal,
        _ source: MailSource
    ) throws -> Outcome {
        let mail = received.mail
        guard received.isReadable else {
            return try give(mail, .unreadable, token, arrival, to: portal, source)
        }
        guard mail.kind == .person else {
            return try give(mail, .machine, token, arrival, to: portal, source)
        }
        guard let token else { return try give(mail, .stranger, nil, arrival, to: portal, source) }
        guard let person = try MailPerson.find(token.contact, at: house.clock(), connection) else {
            return try give(mail, .noAccess, token, arrival, to: portal, source)
        }
        guard person.isSender(mail.authorAddress) else {
            return try give(mail, .otherSender, token, arrival, to: portal, source)
        }
        let run = MailRun(house, connection, arrival, as: person)
        do {
            let context = try person.context(of: portal, run)
            try source.answer(mail, token.thread, context, Write(context.store))
            return try finish(run)
        } catch let error as PortalError {
            run.rollback()
            return try give(mail, Self.doubt(error), token, arrival, to: portal, source)
        } catch {
            run.rollback()
            throw error
        }
    }

    private static func doubt(_ error: PortalError) -> MailSource.Doubt {
        switch error {
        case .forbidden, .notFound, .unauthenticated: .noAccess
        default: .refused
        }
    }

    /// To whoever looks at what is no answer.
    private func give(
        _ mail: IncomingMail, _ doubt: MailSource.Doubt, _ token: ReplyToken?, _ arrival: Arrival,
        to portal: Portal, _ source: MailSource
    ) throws -> Outcome {
        let contact = try token.map { ID($0.contact) } ?? MailPerson.suspect(mail.authorAddress, connection)
        let run = MailRun(house, connection, arrival)
        do {
            let context = SystemContext(
                now: run.now, store: run.store(of: portal),
                settings: try house.settings.current(connection).settings(of: portal, in: house))
            switch try source.other(mail, doubt, token?.thread, contact, context, Write(context.store)) {
            case .refused:
                run.rollback()
                return .refused(.answersOnly)
            case .taken: return try finish(run)
            }
        } catch is PortalError {
            // There is no room for its files, or something of that kind: it may be later.
            run.rollback()
            return .later(.nothingKept)
        } catch {
            run.rollback()
            throw error
        }
    }

    private func finish(_ run: MailRun) throws -> Outcome {
        guard run.isWriting else { return .later(.nothingKept) }
        do {
            try run.commit()
        } catch let error as DatabaseError where error.kind == .lost(committing: true) {
            run.leaveFiles()
            throw error
        }
        return .taken
    }

    private func attempt(_ body: () throws -> Outcome) throws -> Outcome {
        var attempts = 0
        while true {
            attempts += 1
            do {
                return try body()
            } catch is Arrival.Again {
                return .again
            } catch let error as DatabaseError where error.kind == .retry && attempts < 5 {
                continue
            }
        }
    }
}
