/// Work of Tarnwick for a customer that has a beginning and an end.
struct DemoProject: Sendable {
    var name: String
    /// The external id of the customer.
    var customer: String
    /// The names of the contacts who are in it.
    var members: [String]
    var description: String
    /// Days from now.
    var starts: Int
    var ends: Int
    /// In hours; members see it and what was spent.
    var budget: Int?
    var items: [DemoItem]
}

/// A part of a project; days are counted from now.
struct DemoItem: Sendable {
    enum Kind: String, Sendable { case milestone, task, update, document }

    var kind: Kind
    var title: String
    var text = ""
    var list: String?
    var due: Int?
    var done: Int?
    var made = -20
    var isShared = true
    /// The name of the contact whose task it is.
    var contact: String?
    var asksApproval = false
    var file: DemoFile?
    /// Of a task: it is done by a file that the customer sends.
    var asksFile = false
    /// Titles of earlier tasks of the project that it waits for.
    var needs: [String] = []
    /// What staff spent on it.
    var hours: [(minutes: Int, remark: String)] = []
    /// What staff said about it, and whether customers see that.
    var comments: [(text: String, isShared: Bool)] = []
}

extension DemoProject {
    static let all: [DemoProject] = [bar, lobby]

    private static let bar = DemoProject(
        name: "Espresso bar at Storgata 114", customer: "TW-1001", members: ["Ingrid Sørbø"],
        description:
            "A bar with two groups and two grinders where the old counter stands. We plan, deliver, fit and train; the electrician and the plumber are yours.",
        starts: -40, ends: 30, budget: 60,
        items: [
            DemoItem(kind: .milestone, title: "Site survey", due: -33, done: -34, made: -40),
            DemoItem(
                kind: .milestone, title: "Counter layout",
                text:
                    "Variant B puts the machine along the north wall: 40 cm more aisle, one socket less. All measures are in the drawing.",
                due: 3, made: -12, asksApproval: true,
                comments: [
                    ("The landlord wants to see it too.", true),
                    ("Variant A would cost us a day more.", false),
                ]),
            DemoItem(kind: .milestone, title: "Delivery and fitting", due: 18, made: -40),
            DemoItem(kind: .milestone, title: "Opening", due: 30, made: -40),
            DemoItem(
                kind: .task, title: "Measure doors and ramp", list: "Before the fitting", due: -30, done: -32,
                made: -40, hours: [(210, "On site, with the laser"), (75, "Drawing")]),
            DemoItem(
                kind: .task, title: "Confirm the floor load with the landlord", list: "Before the fitting",
                due: -20,
                done: -21, made: -40, contact: "Ingrid Sørbø"),
            DemoItem(
                kind: .task, title: "Power supply for the counter",
                text: "A line of its own with 16 A; the electrician finds the plan under Documents.",
                list: "Before the fitting", due: 5, made: -30, contact: "Ingrid Sørbø",
                needs: ["Confirm the floor load with the landlord"],
                hours: [(90, "Call with the electrician")],
                comments: [("The electrician can come on Tuesday or on Thursday morning.", true)]),
            DemoItem(
                kind: .task, title: "Certificate of the electrician",
                text: "A scan or a photo is enough. Without it we may not connect the machine.",
                list: "Before the fitting", due: 12, made: -9, asksFile: true,
                needs: ["Power supply for the counter"]),
            DemoItem(
                kind: .task, title: "Order the water filter", list: "Before the fitting", due: 8, made: -25,
                hours: [(45, "Water sample measured")]),
            DemoItem(
                kind: .task, title: "Fit the counter and the machine", list: "Opening", due: 18, made: -25,
                needs: ["Power supply for the counter", "Order the water filter"],
                hours: [(960, "Counter built in our workshop")]),
            DemoItem(
                kind: .task, title: "Ask the supplier for a later payment", list: "Our side", due: 2,
                made: -25,
                isShared: false),
            DemoItem(
                kind: .task, title: "Train two colleagues on the machine", list: "Opening", due: 28,
                made: -20,
                needs: ["Fit the counter and the machine"]),
            DemoItem(kind: .task, title: "Tasting for the neighbours", list: "Opening", due: 30, made: -20),
            DemoItem(
                kind: .update, title: "The machine has left Milan",
                text:
                    "It arrives in Narvik on Thursday and waits there until the counter is in.\n\nThe electrician needs your answer on the layout before the cables are laid.",
                made: -2, comments: [("Thank the driver for calling ahead.", false)]),
            DemoItem(
                kind: .update, title: "The survey is done",
                text: "The ramp is wide enough, the floor carries the counter. The plan follows next week.",
                made: -33),
            DemoItem(
                kind: .document, title: "Counter layout, variant B", made: -11, asksApproval: false,
                file: DemoFile(
                    name: "Counter layout variant B.txt",
                    text: "Aisle 140 cm\nMachine 92 cm from the north wall\nSockets: 2 below the counter\n"),
                comments: [("The plumber has seen it and agrees.", true)]),
            DemoItem(
                kind: .document, title: "Power plan", made: -29,
                file: DemoFile(name: "Power plan.txt", text: "16 A, type C, own line, 4.2 kW\n")),
            DemoItem(
                kind: .document, title: "Calculation", made: -29, isShared: false,
                file: DemoFile(name: "Calculation.txt", text: "Margin 18 percent\n")),
        ])

    private static let lobby = DemoProject(
        name: "Coffee for three floors", customer: "TW-1006", members: ["Jörg Müßig"],
        description: "Machines, grinders and a refill plan for the new offices.", starts: -5, ends: 60,
        items: [
            DemoItem(kind: .milestone, title: "Machines chosen", due: 12, made: -5),
            DemoItem(
                kind: .task, title: "How many cups a day on each floor?", list: "Planning", due: 6, made: -4,
                contact: "Jörg Müßig"),
            DemoItem(
                kind: .task, title: "Floor plans with the sockets", list: "Planning", due: 8, made: -4,
                asksFile: true),
            DemoItem(
                kind: .task, title: "Propose machines for each floor", list: "Planning", due: 12, made: -4,
                needs: ["How many cups a day on each floor?", "Floor plans with the sockets"]),
            DemoItem(
                kind: .update, title: "We begin",
                text:
                    "Jonas comes by next week to see the kitchens. Until then we need a number for each floor.",
                made: -4),
        ])
}
