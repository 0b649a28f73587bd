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

    static let list = "/announcements/announcements"
    static let staffList = "/staff/announcements/announcements"

    var at: Instant { publishedAt ?? createdAt }
    var path: String { "\(Self.list)/\(ref)" }
    var staffPath: String { "\(Self.staffList)/\(ref)" }

    /// What staff fill in, checked.
    struct Draft {
        let title: String
        let text: String
        let customerNumber: Int?
        let isPublished: Bool
        let file: UploadedFile?
        let version: Int?

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            title = check.line("title", most: 160, missing: "Enter a title.")
            text = check.text("text", mostBytes: 60_000, missing: "Enter the text.")
            customerNumber = check.number("customer")
            isPublished = form["published"] == "1"
            file = form.files.first
            version = check.number("version")
            try check.finish()
        }
    }
}
