import PortalKit

/// What the walk tries announcements with.
enum AnnouncementExamples {
    static let all = Examples(
        [
            ExampleRecord(.announcement, of: .customer, shared: .byStaff, removed: .never, everybody: true) {
                it, tx in
                let ref: Ref<Announcement> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO announcements_announcement (ref, customer_id, title, body, attachment_id,
                        created_at, created_by, published_at, published_by)
                    VALUES (\(ref), \(it.customer), \(it.text), \(it.text), \(tx.attach(it.file)),
                        \(it.now), \(it.staff), \(it.shared.at), \(it.shared.by))
                    """)
                return ref
            }
        ],
        forms: [
            .staff("/announcements/new", form), .staff("/announcements/{announcement}", form),
        ])

    private static let form = ["title": "Holiday hours", "text": "Closed on Monday.", "published": "1"]
}
