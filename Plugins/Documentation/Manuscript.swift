import PortalKit

/// An article as staff see it: what they wrote last, whether it is published, and for whom.
struct Manuscript {
    /// What an article says.
    struct Text: Equatable {
        let title: String
        let summary: String
        let body: String

        /// Byte for byte: an accent that was mended is a change.
        static func == (left: Text, right: Text) -> Bool {
            left.title.utf8.elementsEqual(right.title.utf8)
                && left.summary.utf8.elementsEqual(right.summary.utf8)
                && left.body.utf8.elementsEqual(right.body.utf8)
        }

        /// For comparing line by line.
        var lines: String { [title, summary, body].joined(separator: "\n\n") }
    }

    /// Where it stands.
    enum State: String, CaseIterable {
        case draft, published, changed

        var words: Words {
            switch self {
            case .draft: "Draft"
            case .published: "Published"
            case .changed: "Published, changed since"
            }
        }

        var meaning: Meaning {
            switch self {
            case .draft: .rest
            case .published: .good
            case .changed: .waiting
            }
        }
    }

    let id: ID<Manuscript>
    let ref: Ref<Manuscript>
    /// What customers read once it is published.
    let live: Text
    /// What staff wrote since then.
    let pending: Text?
    let section: Section.Name?
    let isInternal: Bool
    let customer: String?
    let customerNumber: Int?
    let changedAt: Instant
    let publishedAt: Instant?
    let publishedBy: String?
    let version: Int
    let tally: Feedback.Tally
    /// How many people said that it answered what they were about to ask.
    let deflections: Int

    var text: Text { pending ?? live }
    var state: State { publishedAt == nil ? .draft : pending == nil ? .published : .changed }
    var staffPath: String { "\(Article.staffList)/\(ref)" }

    /// For whom it is, in words.
    func audience(_ ui: Interface) -> String {
        let who = customer ?? ui.say("All customers")
        return isInternal ? ui.say("\("who", who), internal") : who
    }

    /// Who of the customers' people reads it.
    enum Audience: String, CaseIterable {
        case everybody = "public"
        case groups = "internal"

        static var choices: [Choice] {
            [
                Choice(everybody.rawValue, "Public", hint: "For everybody whose group has View Public."),
                Choice(
                    groups.rawValue, "Internal",
                    hint: "Only for groups that an administrator gave View Internal."),
            ]
        }
    }

    /// What staff fill in.
    struct Draft {
        let text: Text
        let section: Ref<Section>?
        let isInternal: Bool
        let customerNumber: Int?
        let version: Int?
        let publishes: Bool

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            text = Text(
                title: check.line("title", most: 160, missing: "Enter a title."),
                summary: check.line("summary", most: 300),
                body: check.text("body", mostBytes: 60_000, missing: "Enter the text."))
            section = try? Ref<Section>(form["section"])
            if section == nil, !form["section"].isEmpty { check.refuse("section", "Choose one of these.") }
            let audience: Audience? = check.choice("audience")
            isInternal = audience == .groups
            customerNumber = check.number("customer")
            version = check.number("version")
            publishes = form["then"] == "publish"
            try check.finish()
        }
    }
}

/// What an article said when it was published.
struct Version {
    let ref: Ref<Version>
    let number: Int
    let text: Manuscript.Text
    let publishedAt: Instant
    let publishedBy: String
}
