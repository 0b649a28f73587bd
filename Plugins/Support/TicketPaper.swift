import PortalKit

/// A conversation as a paper: what its customer may see, in the order in which it was said.
extension TicketThread {
    /// The same for staff as for the customer: what is not shared stands in neither.
    func paper(_ shown: Ticket.Shown, _ ui: Interface) -> Document {
        let reader = ui.reader
        let shown = ticket.asShown(shown)
        var paper = Document(
            reader, "Ticket", "\(ticket.number)", of: reader.day(ticket.updatedAt))
        paper.recipient =
            [ticket.customerName] + (ticket.contactName == ticket.customerName ? [] : [ticket.contactName])
        paper.facts = [
            Document.Fact(reader.say("Opened"), reader.fullDate(reader.day(ticket.createdAt))),
            Document.Fact(reader.say("Status"), reader.say(ticket.status.words)),
        ]
        if let name = ticket.assigneeName {
            paper.facts.append(Document.Fact(reader.say("Handled by"), name))
        }
        paper.parts = [.heading(ticket.subject)]
        paper.parts.append(
            .entry(
                who: name(ticket.opener, ui), when: reader.exactly(ticket.createdAt),
                text: said(shown.description, with: nil, reader)))
        for note in notes where note.isShared {
            paper.parts.append(
                .entry(
                    who: name(note.author, ui), when: reader.exactly(note.at),
                    text: said(note.body, with: note, reader)))
        }
        let found = [shown.cause, shown.solution].filter { !$0.isEmpty }
        if !found.isEmpty {
            paper.parts.append(.heading(reader.say("What we found")))
            paper.parts += found.map { .paragraph($0.plainMarkdown()) }
        }
        return paper
    }

    func answer(_ settings: Settings, _ ui: Interface) -> Answer {
        .document(paper(Ticket.Shown(settings), ui), named: "\(ticket.number) \(ticket.subject)")
    }

    private func name(_ author: TicketNote.Author, _ ui: Interface) -> String {
        guard case .contact(_, let name, _, let staff?) = author else { return author.name }
        return ui.onBehalf(staff, of: name)
    }

    /// A text, and the names of the files that came with it.
    private func said(_ text: String, with note: TicketNote?, _ reader: Reader) -> String {
        let names = sharedFiles.filter { $0.note == note?.id }.map(\.attachment.name)
        guard !names.isEmpty else { return text.plainMarkdown() }
        return text.plainMarkdown() + "\n\n" + reader.say("Files") + ": " + names.joined(separator: ", ")
    }
}
