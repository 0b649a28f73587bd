public import PortalKit

/// Projects with milestones, tasks, updates and documents: private until somebody shares them, one by one.
public let projectPortal = Portal(
    id: "project", title: "Projects", icon: .flag, kind: .membership,
    permissions: [.viewProjects, .commentProjects, .completeTasks, .approveItems],
    staffPermissions: [.workOnProjects],
    settings: [
        Setting<Bool>.sharesNew, Setting<Bool>.sharesNewMilestones, Setting<Bool>.sharesNewTasks,
        Setting<Bool>.startsFromQuotations,
    ],
    tabs: [Tab("Projects", at: "/projects", needs: .customer(.viewProjects))],
    staffTabs: [Tab("Projects", at: "/projects", needs: .staff(.workOnProjects))],
    customer: ProjectRoutes.customer + CalendarRoutes.customer, staff: DeskRoutes.staff,
    widgets: [
        Widget(
            "Projects", note: "going on with you", at: Project.list, needs: .viewProjects,
            count: Project.countOpen)
    ],
    waiting: [
        Waiting.Source(needs: .viewProjects, ProjectRoutes.waiting),
        Waiting.Source(needs: .viewProjects, QuestionRoutes.waiting),
    ],
    activity: Activity.Source(needs: .viewProjects, Item.latest),
    search: [
        SearchSource("Projects", needs: .viewProjects, at: Project.list, Project.search),
        SearchSource("In projects", needs: .viewProjects, Item.search),
    ],
    panels: [DeskPages.panel(on: .customer), DeskPages.panel(on: .contact)],
    notices: [
        .projectJoined, .itemShared, .taskGiven, .filesAsked, .approvalAsked, .questionAsked, .commentShared,
    ],
    staffNotices: [.commented, .asked, .finished, .decided],
    publishes: [
        .projectStarted, .projectCompleted, .taskCompleted, .milestoneCompleted, .milestoneApproved,
        .documentApproved, .requestDelivered,
    ],
    reactions: [.projectForQuotation], tasks: [CustomerAct.told], imports: [Item.importer],
    links: [.calendar],
    ownOnlyTitle: "Show only own projects", log: .project,
    objects: [.project, .item, .file, .comment],
    examples: ProjectExamples.all, privacy: ProjectPrivacy.rules, resources: Resources.all)

extension Permission {
    static let viewProjects = Permission(
        "project.projects.view", title: "See projects",
        hint: "With reach own only those one is a member of", start: .own)
    static let commentProjects = Permission(
        "project.items.comment", title: "Comment and add files", start: .own)
    static let completeTasks = Permission(
        "project.tasks.complete", title: "Complete own tasks", hint: "Those that staff gave to the person",
        offers: [.own], start: .own)
    static let approveItems = Permission(
        "project.items.approve", title: "Approve milestones and documents", start: .own)
}

extension StaffPermission {
    static let workOnProjects = StaffPermission(
        "project.projects.work", title: "Work on projects", technicians: true)
}

extension Setting where Value == Bool {
    static var sharesNew: Setting {
        Setting(
            "project.shares-new",
            title: "New updates, documents and comments are shared unless somebody unticks it",
            hint: "What was written before stays as it is.", default: false)
    }
    static var sharesNewMilestones: Setting {
        Setting(
            "project.shares-new-milestones", title: "New milestones are shared unless somebody unticks it",
            hint: "What was there before stays as it is.", default: false)
    }
    static var sharesNewTasks: Setting {
        Setting(
            "project.shares-new-tasks", title: "New tasks are shared unless somebody unticks it",
            hint: "What was there before stays as it is.", default: false)
    }
}

extension ObjectKind {
    static let project = ObjectKind("project")
    static let item = ObjectKind("item")
    static let file = ObjectKind("file")
    static let comment = ObjectKind("comment")
}

extension AccessLog {
    /// Only what is shared: that there is something internal is nobody's but the staff's.
    static let project = AccessLog(
        records: [
            LoggedRecord(
                .project, "Project", name: "name", needs: .viewProjects,
                members: "project_member(project_id)",
                shared: "shared_at"),
            LoggedRecord(.item, "Part of a project", shared: "shared_at"),
            LoggedRecord(
                .file, "File of a project",
                shown:
                    "EXISTS (SELECT 1 FROM project_item i WHERE i.id = r.item_id AND i.shared_at IS NOT NULL)"
            ),
            LoggedRecord(
                .comment, "Comment in a project", shared: "shared_at",
                shown:
                    "EXISTS (SELECT 1 FROM project_item i WHERE i.id = r.item_id AND i.shared_at IS NOT NULL)"
            ),
        ],
        acts: [
            LoggedAct("project.item.commented", "Commented"),
            LoggedAct("project.item.completed", "Completed"),
            LoggedAct("project.item.delivered", "Sent a file"),
            LoggedAct("project.item.decided", "Decided"), LoggedAct("project.item.shared", "Shared with you"),
            LoggedAct("project.comment.shared", "Shared with you"),
            LoggedAct("project.question.asked", "Asked a question"),
            LoggedAct("project.question.answered", "Answered"),
            LoggedAct("project.member.added", "Added somebody"),
            LoggedAct("project.member.removed", "Took somebody out"),
            LoggedAct("project.project.written", "Began"), LoggedAct("project.project.changed", "Changed"),
        ],
        untold: [
            "project.item.written", "project.item.changed", "project.item.hidden", "project.item.linked",
            "project.item.finished",
            "project.item.reopened", "project.item.moved", "project.list.moved",
            "project.time.added", "project.time.removed", "project.budget.changed", "project.hours.shared",
            "project.hours.hidden", "project.item.asked",
            "project.item.unasked", "project.comment.written",
            "project.comment.hidden", "project.question.ended", "project.project.archived",
            "project.project.restored",
        ])
}
