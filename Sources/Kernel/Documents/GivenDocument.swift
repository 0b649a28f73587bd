import PDF
import PortalKit
import Web

extension Visit {
    /// A paper for whoever asks: shown where the address says so, else saved.
    func given(_ document: Document, name: String) throws -> Response {
        let installation = house.installation
        let letterhead = Letterhead(
            name: installation.operatorName,
            initials: String(Initials.of(installation.operatorName).prefix(2)))
        let paper = try DocumentShelf(directory: installation.filesDirectory).paper(
            document, letterhead, at: now)
        return Download.response(
            paper, name: name + ".pdf", isKnown: request.ifNoneMatch == Download.mark(paper),
            wantsInline: request.query["inline"] == "1")
    }
}
