import PortalKit

/// One announcement; in a list its text is cut.
struct Announcement {
    let id: ID<Announcement>
    let ref: Ref<Announcement>
    let title: String
    let text: String
    let createdAt: Instant
    let publishedAt: Instant?
    /// The one customer it is for; without one it is for everybody.
    let customer: String?
    let customerNumber: Int?
    let author: String
    let version: Int
    let file: Attachment?

    static let (list, staffList) = ("/announcements/announcements", "/staff/announcements/announcements")

    var at: Instant { publishedAt ?? createdAt }
    var path: String { "\(Self.list)/\(ref)" }
    var staffPath: String { "\(Self.staffList)/\(ref)" }
    var match: SearchSource.Match { SearchSource.Match(title, line: text.opening(), at: path) }

    /// What staff fill in.
    struct Draft {
        let title: String
        let text: String
        let customerNumber: Int?
        let file: UploadedFile?
        let isPublished: Bool
        let version: Int?

        init(_ sheet: inout FormSheet, _ stored: Announcement?) {
            title = sheet.line("title", "Title", stored?.title, most: 160, missing: "Enter a title.")
            text = sheet.text(
                "text", "Text", stored?.text, hint: "An empty line starts a new paragraph.",
                mostBytes: 60_000, missing: "Enter the text.")
            customerNumber = sheet.customer(stored?.customerNumber, hint: "Empty is for everybody.")
            file = sheet.file(stored?.file, hint: "One file of up to 25 MB. A new one replaces the old.")
            isPublished = sheet.checkbox(
                "published", "Show it in the portal", stored?.publishedAt != nil,
                hint: "Those it is for see it as soon as you save.")
            version = sheet.version(stored?.version)
        }
    }
}
