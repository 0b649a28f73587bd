import PortalKit

/// How decisions and results read, on pages and in lists alike.
enum BatchWords {
    typealias Verdict = (words: Words, meaning: Meaning, icon: IconName, lines: [Words])

    static func verdict(_ row: BatchRow, _ reader: Reader) -> Verdict {
        let facts = row.facts
        switch row.decision {
        case .invitation, .addsSeat:
            let link: [Words] =
                facts.endsLink
                ? ["The customer has no portal user yet. From now on its token link asks for a password."]
                : []
            let login: [Words] =
                row.decision == .addsSeat
                ? ["There is a login with this address. The access is added after signing in with it."] : []
            return facts.endsLink
                ? ("Invitation; the link sign-in stops", .waiting, .key, link + login)
                : ("Invitation by e-mail", .good, .mail, login)
        case .sheet:
            let name: Words = "User name \("login", row.login ?? "–"), start password shown once"
            let link: Words = "The customer's token link asks for a password from now on."
            return ("Credential sheet to print", .waiting, .file, facts.endsLink ? [name, link] : [name])
        case .hasAccess:
            let since: [Words] =
                facts.since.map { instant in
                    ["In \("group", facts.group ?? "–") since \("when", reader.date(reader.day(instant)))"]
                } ?? []
            return ("Has access already, no change", .rest, .check, since)
        case .switchedOff:
            return (
                "Switched off by staff, no change", .rest, .lock,
                ["Switch it on at the contact, if it should be."]
            )
        case .invited:
            return ("Invited already, no change", .rest, .clock, ["Send it again at the contact."])
        case .sharedAddress:
            return (
                "Not sent: address shared", .wrong, .warning,
                [
                    "\("name", facts.sharedWith ?? "–") has the same address. Give one of them another, or sign in by user name."
                ]
            )
        case .badAddress:
            return ("Not sent: no such address", .wrong, .warning, ["No mail can go to what stands on file."])
        case .gone:
            return ("Removed or archived, no change", .rest, .close, [])
        }
    }

    static func result(_ outcome: BatchOutcome) -> (words: Words, meaning: Meaning, line: String?) {
        switch outcome {
        case .waiting: ("Waiting", .rest, nil)
        case .leftOut: ("Left out", .rest, nil)
        case .unchanged(let decision): (unchanged(decision), decision.needsMending ? .wrong : .rest, nil)
        case .sending: ("Sending", .running, nil)
        case .delivered: ("Delivered", .good, nil)
        case .refused(let words): ("Refused", .wrong, words)
        case .sheetReady: ("Sheet ready", .running, nil)
        case .sheetPrinted: ("Sheet printed", .running, nil)
        case .signedIn: ("Signed in", .good, nil)
        case .undone: ("Revoked", .rest, nil)
        case .failed(let words): ("Failed", .wrong, words)
        }
    }

    private static func unchanged(_ decision: BatchDecision) -> Words {
        switch decision {
        case .hasAccess: "Has access already"
        case .switchedOff: "Switched off by staff"
        case .invited: "Invited already"
        case .sharedAddress: "Address shared"
        case .badAddress: "No such address"
        case .gone, .invitation, .addsSeat, .sheet: "Removed or archived"
        }
    }

    static func state(_ state: Batch.State) -> (words: Words, meaning: Meaning) {
        switch state {
        case .draft: ("Rehearsed", .rest)
        case .running: ("Running", .running)
        case .stopped: ("Stopped", .waiting)
        case .done: ("Done", .good)
        }
    }
}

/// Lists for spreadsheets (RFC 4180); a cell that a spreadsheet would compute is kept a text (SF05).
enum BatchCSV {
    static func rehearsal(_ rows: [BatchRow], _ batch: Batch, _ reader: Reader) -> String {
        var text = CSVText.line([
            "contact", "customer", "customer_number", "email", "what_will_happen", "why", "group",
        ])
        for row in rows {
            let verdict = BatchWords.verdict(row, reader)
            let isOut = row.isLeftOut && row.decision.makesSeat
            text += CSVText.line([
                row.name, row.customer.name, String(row.customer.number), row.facts.email ?? "",
                reader.say(isOut ? "Left out" : verdict.words),
                verdict.lines.map { reader.say($0) }.joined(separator: " "),
                row.decision.makesSeat
                    ? batch.terms.group(ofContact: row.contact != nil)?.name ?? "" : row.facts.group ?? "",
            ])
        }
        return text
    }

    static func results(_ results: [BatchResult], _ reader: Reader) -> String {
        var text = CSVText.line(["contact", "customer", "email", "user_name", "result", "words", "at"])
        for result in results {
            let (words, _, said) = BatchWords.result(result.outcome)
            text += CSVText.line([
                result.name, result.customerName, result.email ?? "", result.login ?? "", reader.say(words),
                said ?? "", result.at.map { reader.exactly($0) } ?? "",
            ])
        }
        return text
    }
}
