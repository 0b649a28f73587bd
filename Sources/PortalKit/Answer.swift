package import HTTPTypes
import Web

/// What a handler answers. The kernel makes the response of it: frame, headers, cookies.
public struct Answer: Sendable {
    package enum Body: Sendable {
        case page(Page)
        case seeOther(path: String, flash: Words?)
        case file(Attachment)
        case archive([(folder: String, file: Attachment)], ArchivedTexts?, name: String)
        case document(Document, name: String)
        case response(Response)
    }

    package let body: Body
    package var cookies: [SetCookie] = []
    /// Of a page.
    package var status = HTTPResponse.Status.ok

    package init(_ body: Body, cookies: [SetCookie] = []) {
        self.body = body
        self.cookies = cookies
    }

    /// A page, in the frame of its audience.
    public static func page(_ title: Words, _ body: HTML) -> Answer {
        Answer(.page(Page(title, body)))
    }

    /// The same, of a page that was drawn whole.
    public static func page(_ page: Page) -> Answer { Answer(.page(page)) }

    /// After a change: the page to look at next (303, RFC 9110 §15.4.4), and one sentence that says what happened.
    public static func seeOther(_ path: String, saying flash: Words? = nil) -> Answer {
        Answer(.seeOther(path: path, flash: flash))
    }

    /// A text for programs, such as the calendar behind a link.
    public static func text(_ text: String, as type: TextType) -> Answer {
        Answer(
            .response(
                Response(
                    .ok, fields: [.contentType: type.rawValue + "; charset=utf-8"], body: Array(text.utf8))))
    }

    /// The HTML of a mail that came in, for a frame that is sandboxed: nothing in it runs, asks for anything from
    /// anywhere, sends a form or leads the page away. Images show only where they stand in the mail itself.
    public static func mailBody(_ html: String) -> Answer { Answer(.response(Response(mailBody: html))) }

    /// A file, sent by the web server itself. Who may have it was decided by finding its record. A browser saves it;
    /// where the address ends in `?inline=1` it shows a PNG, JPEG, GIF, WebP or PDF that is nothing else beside.
    public static func file(_ attachment: Attachment) -> Answer {
        Answer(.file(attachment))
    }

    /// Several files as one ZIP archive, sent by the web server itself: each under its own name, of two with the same
    /// name the second with a number. Who may have them was decided by finding their records. What the virus scan holds
    /// back is left out, and named in a text in it.
    ///
    /// - Parameters:
    ///   - texts: what is written for it and goes beside them.
    ///   - name: the archive's, without `.zip`.
    public static func archive(
        _ files: [Attachment], with texts: ArchivedTexts? = nil, named name: String
    ) -> Answer {
        archive(files.map { (folder: "", file: $0) }, with: texts, named: name)
    }

    /// The same, with each file in a folder of the archive; `/` parts a folder from one inside it.
    public static func archive(
        _ files: [(folder: String, file: Attachment)], with texts: ArchivedTexts? = nil, named name: String
    ) -> Answer {
        Answer(.archive(files, texts, name: name))
    }

    /// A paper as PDF, made now unless the same was made before. Who may have it was decided by finding what it tells of. A
    /// browser saves it; where the address ends in `?inline=1` it shows it.
    ///
    /// - Parameter name: the file's, without `.pdf`.
    public static func document(_ document: Document, named name: String) -> Answer {
        Answer(.document(document, name: name))
    }
}

/// Texts that are no pages.
public enum TextType: String, Sendable {
    /// RFC 5545.
    case calendar = "text/calendar"
    /// RFC 4180.
    case csv = "text/csv"
    /// As it stands.
    case plain = "text/plain"
}

/// The inside of a page: its title and its main part, which has the one `h1`.
public struct Page: Sendable {
    package var title: Words
    package var body: HTML
    /// It shows a mail in a frame, which pages may not else.
    package private(set) var framesMail = false
    /// The names of the scripts that it runs.
    package private(set) var scripts: [String] = []

    /// A page; the title stands in the window's bar, before the operator's name.
    public init(_ title: Words, _ body: HTML) {
        self.title = title
        self.body = body
    }

    /// The same, with one more script of the portal's `Assets/`, which runs when the page is there. What the page is for works
    /// without it.
    public func running(_ script: StaticString) -> Page {
        var page = self
        page.scripts.append(script.description)
        return page
    }

    /// The same, allowed to show a mail in its frame (``Interface/mailFrame(_:at:)``).
    public func framingMail() -> Page {
        var page = self
        page.framesMail = true
        return page
    }
}
