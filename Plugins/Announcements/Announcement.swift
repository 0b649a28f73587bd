import PortalKit

/// One announcement, as it may be or become.
struct Announcement {
    let id: ID<Announcement>
    let ref: Ref<Announcement>
    let title: String
    let body: String
    let publishedAt: Instant?
    /// The one customer it is for; without one it is for everybody.
    let customer: String?
    let customerNumber: Int?
    let author: String
    let file: Attachment?
    let version: Int

    var isPublished: Bool { publishedAt != nil }

    static let list = "/announcements/announcements"
    static let staffList = "/staff/announcements/announcements"

    /// What staff fill in, checked.
    struct Draft {
        let title: String
        let body: String
        let customerNumber: Int?
        let file: UploadedFile?

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            title = check.line("title", most: 160, missing: "Enter a title.")
            body = check.text("body", mostBytes: 100_000, missing: "Enter the text.")
            customerNumber = check.number("customer")
            file = form.files.first
            try check.finish()
        }
    }
}
