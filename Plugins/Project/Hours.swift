import PortalKit

/// What somebody of staff spent on a task. Members see sums of it where the project's switch says so.
struct Hours {
    let ref: Ref<Hours>
    let staff: ID<StaffMember>
    let staffName: String
    let minutes: Int
    let remark: String
    let at: Instant

    /// What is filled in: from a minute to a day.
    struct Draft {
        let minutes: Int
        let remark: String

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            let hours = form["hours"].isEmpty ? 0 : check.number("hours", in: 0...24) ?? 0
            let rest = form["minutes"].isEmpty ? 0 : check.number("minutes", in: 0...59) ?? 0
            minutes = hours * 60 + rest
            remark = check.line("remark", most: 160)
            if !(1...1_440).contains(minutes) {
                check.refuse("hours", "Enter at least a minute and at most a day.")
            }
            try check.finish()
        }
    }

    /// What a project took and may take, as far as the reader sees it.
    struct Account {
        /// On the tasks that the reader sees; nil where he sees none.
        let spent: Int?
        let budget: Int?

        var isEmpty: Bool { spent == nil && budget == nil }
    }

    /// The two switches of a project.
    enum Switch: String { case hours, budget }

    /// Which of them are on.
    struct Switches {
        let hours: Bool
        let budget: Bool
    }

    /// In whole hours.
    static let mostBudget = 100_000
}
