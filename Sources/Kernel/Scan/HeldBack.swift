import HTTPTypes
import MariaDB
import PortalKit

extension Visit {
    /// The answer itself; where the file in it is not given out, a page that says why; of several files their archive.
    /// Asked at the moment of the download and for every portal, whatever it knows of its files.
    func givenOut(_ answer: Answer) throws -> Answer {
        switch answer.body {
        case .file(let attachment): try heldBack(attachment, answer)
        case .archive(let files, let texts, let name):
            Answer(
                .response(
                    Download.response(
                        archive: try FileArchive(files, texts, self).write(), name: name + ".zip")))
        case .document(let document, let name): Answer(.response(try given(document, name: name)))
        case .page, .response, .seeOther: answer
        }
    }

    private func heldBack(_ attachment: Attachment, _ answer: Answer) throws -> Answer {
        connection.onPrepare = nil
        let verdict = try connection.first(
            "SELECT verdict FROM kernel_attachment WHERE ref = \(attachment.ref)", Attachment.Verdict.init)
        switch verdict ?? .infected {
        case .unscanned, .clean: return answer
        case .quarantined:
            return held(
                attachment, "This file is held back.",
                "The virus scan has not looked at it, and nobody can have it before. Come back later."
            )
        case .infected:
            return held(
                attachment, "This file is withheld.",
                "The virus scan found something in it, so nobody can have it. Ask whoever sent it for another copy."
            )
        }
    }

    private func held(_ attachment: Attachment, _ title: Words, _ explanation: Words) -> Answer {
        let ui = interface(of: nil)
        let said = Words(verbatim: ui.say(title))
        var answer = Answer.page(
            Page(
                said,
                "\(ui.pageHead(title: said))\(ui.note(.waiting, lead: Words(verbatim: attachment.name), explanation))"
            )
        )
        answer.status = .conflict
        return answer
    }
}
