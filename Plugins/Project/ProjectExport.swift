import PortalKit

/// All of a project at one moment, for staff who take it along: what is shared and what is not.
struct ProjectExport: Sendable {
    struct Said: Sendable {
        let item: Ref<Item>
        let at: Instant
        let author: String
        let isStaffs: Bool
        let isShared: Bool
        let text: String
    }

    struct Spent: Sendable {
        let item: Ref<Item>
        let at: Instant
        let name: String
        let minutes: Int
        let remark: String
    }

    let project: Project
    let budget: Int?
    let members: [Member]
    let items: [Item]
    let comments: [Said]
    let files: [(item: Ref<Item>, file: ItemFile)]
    let hours: [Spent]
    /// Which task waits for which.
    let needs: [(item: Ref<Item>, title: String)]

    /// More than this many of a kind is no archive for reading any more; the oldest count.
    static let most = 20_000

    // MARK: Tables

    /// The names of the columns are for programs, and the same in every language.
    func tables() -> [ArchivedTexts.Table] {
        let titles = Dictionary(items.map { ($0.ref, $0.title) }) { first, _ in first }
        func title(_ item: Ref<Item>) -> String { titles[item] ?? "" }
        return [
            work("tasks", .task), work("milestones", .milestone), words("updates", .update),
            words("documents", .document),
            .init(
                "comments", heads: ["about", "at", "by", "side", "shared", "text"],
                comments.map {
                    [
                        title($0.item), $0.at.utc, $0.author, $0.isStaffs ? "operator" : "customer",
                        $0.isShared ? "yes" : "no", $0.text,
                    ]
                }),
            .init(
                "hours", heads: ["task", "at", "by", "minutes", "remark"],
                hours.map { [title($0.item), $0.at.utc, $0.name, "\($0.minutes)", $0.remark] }),
            .init(
                "files", heads: ["of", "name", "bytes", "at", "by"],
                files.map {
                    [
                        title($0.item), $0.file.attachment.name, "\($0.file.attachment.size)", $0.file.at.utc,
                        $0.file.author,
                    ]
                }),
        ]
    }

    private func work(_ name: StaticString, _ kind: Item.Kind) -> ArchivedTexts.Table {
        let minutes = Dictionary(hours.map { ($0.item, $0.minutes) }, uniquingKeysWith: +)
        let waits = Dictionary(needs.map { ($0.item, [$0.title]) }, uniquingKeysWith: +)
        let heads = [
            "title", "text", "list", "begins_on", "due_on", "of_us", "of_customer", "asks_file", "done_at",
            "done_by", "waits_for", "minutes", "approval", "shared", "created_at", "created_by",
        ]
        return .init(
            name, heads: heads,
            items.filter { $0.kind == kind }.map { item in
                [
                    item.title, item.text, item.list?.name ?? "", item.startsOn?.description ?? "",
                    item.dueOn?.description ?? "", item.assigneeName ?? "", item.contactName ?? "",
                    item.asksFile ? "yes" : "no", item.doneAt?.utc ?? "", item.doneBy ?? "",
                    (waits[item.ref] ?? []).joined(separator: "; "), "\(minutes[item.ref] ?? 0)",
                    item.approval?.word ?? "", item.isShared ? "yes" : "no", item.createdAt.utc, item.author,
                ]
            })
    }

    private func words(_ name: StaticString, _ kind: Item.Kind) -> ArchivedTexts.Table {
        .init(
            name, heads: ["title", "text", "approval", "shared", "created_at", "created_by"],
            items.filter { $0.kind == kind }.map { item in
                [
                    item.title, item.text, item.approval?.word ?? "", item.isShared ? "yes" : "no",
                    item.createdAt.utc, item.author,
                ]
            })
    }
}

extension Item.Approval {
    fileprivate var word: String { decision?.verdict.rawValue ?? (isOpen ? "asked" : "") }
}

extension Instant {
    /// `2026-03-06T14:05Z` (ISO 8601).
    fileprivate var utc: String {
        let day: Int64 = 86_400_000_000
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: day)
        let days = rest < 0 ? whole - 1 : whole
        let minutes = Int((microseconds - days * day) / 60_000_000)
        let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(PlainDate(days: Int32(clamping: days)))T\(clock.joined(separator: ":"))Z"
    }
}
