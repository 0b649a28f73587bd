import PortalKit

/// One announcement, as it may be or become.
struct Announcement {
    let id: ID<Announcement>
    let ref: Ref<Announcement>
    let title: String
    let body: String
    let createdAt: Instant
    let publishedAt: Instant?
    /// The customer it is for; nil is for everybody.
    let audience: Audience?
    let author: String
    let file: Attachment?
    let version: Int

    struct Audience {
        let name: String
        let number: Int
    }

    var isPublished: Bool { publishedAt != nil }
    var path: String { "/announcements/announcements/" + ref.description }
    var staffPath: String { "/staff/announcements/announcements/" + ref.description }
    static let listPath = "/announcements/announcements"
    static let staffListPath = "/staff/announcements/announcements"

    /// The first words of the text, for lists.
    static func opening(_ text: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        return line.unicodeScalars.count <= 110 ? line : String(line.unicodeScalars.prefix(107)) + "…"
    }

    /// What staff fill in, checked.
    struct Draft {
        let title: String
        let body: String
        /// The customer's number; nil for everybody.
        let customer: Int?

        init(_ form: Form) throws(PortalError) {
            title = form["title"]
            body = form["body"]
            let number = form["customer"]
            customer = Int(number)
            var problems: [FieldProblem] = []
            if !title.contains(where: { !$0.isWhitespace }) {
                problems.append(FieldProblem("title", "Enter a title."))
            } else if title.unicodeScalars.count > 160 {
                problems.append(FieldProblem("title", "Use at most \("n", 160) characters."))
            }
            if !body.contains(where: { !$0.isWhitespace }) {
                problems.append(FieldProblem("body", "Enter the text."))
            } else if body.utf8.count > 100_000 {
                problems.append(FieldProblem("body", "The text is too long. Attach it as a file."))
            }
            if !number.isEmpty && customer == nil {
                problems.append(FieldProblem("customer", "Enter a customer's number, or nothing for everybody."))
            }
            if !problems.isEmpty { throw .invalid(problems) }
        }
    }
}
