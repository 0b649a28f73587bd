/// What Tarnwick explains to its customers once and for all.
struct DemoArticle: Sendable {
    var title: String
    var summary: String
    /// The title of its section.
    var section: String
    /// The external id of the one customer it is for; nil is for all.
    var customer: String?
    var isInternal = false
    /// Nil is a draft.
    var publishedDaysAgo: Int?
    /// What it said before, if it was published twice.
    var before: String?
    var body: String
    /// What staff wrote and have not published yet.
    var pending: String?
    /// What the first contacts of these customers say of it.
    var said: [DemoVerdict] = []
}

/// What somebody says of an article.
struct DemoVerdict: Sendable {
    /// The external id of the customer.
    var customer: String
    var isHelpful: Bool
    var comment: String = ""
}

extension DemoArticle {
    /// In the order of the front page.
    static let sections = ["Getting started", "Machines and care", "Orders and delivery", "Invoices"]

    static let all = care + orders
}

extension DemoArticle {
    static let care: [DemoArticle] = [
        DemoArticle(
            title: "Your first week with the portal",
            summary: "Where tickets, news and these pages are, and who of your people can come in.",
            section: "Getting started", publishedDaysAgo: 40,
            body: """
                # What you find here

                - **Support** has your questions and our answers.
                - **Announcements** is what we tell all of you: prices, holidays, recalls.
                - **Documentation** is this part. Search it before you write; most answers stand here.

                # Who can come in

                Your own administrator invites colleagues and says what each of them sees. If nobody of you \
                has that right yet, open a ticket and name the person.

                # If something looks wrong

                Write to us in a ticket rather than by telephone: then both sides can read later what was agreed.
                """,
            said: [DemoVerdict(customer: "TW-1001", isHelpful: true)]),
        DemoArticle(
            title: "Descaling an espresso machine",
            summary: "Every three months, in hard water every six weeks. It takes forty minutes.",
            section: "Machines and care", publishedDaysAgo: 12,
            before: """
                Use the descaling powder that came with the machine. Rinse with three litres of clear water.
                """,
            body: """
                Lime makes a machine slow, then loud, then expensive. How often depends on your water:

                | Hardness | Descale every | Change the filter every |
                |---|---|---|
                | soft, below 8 °dH | six months | twelve months |
                | middle, 8 to 14 °dH | three months | nine months |
                | hard, above 14 °dH | six weeks | six months |

                # What you need

                1. One sachet of our descaling powder for each litre of boiler.
                2. A jug, and forty minutes without guests.
                3. Gloves. The powder is citric acid.

                # How it is done

                1. Switch the machine off and let it cool for an hour.
                2. Dissolve the powder in warm water and fill the tank.
                3. Draw half of it through the group, wait twenty minutes, draw the rest.
                4. Rinse with **two full tanks** of clear water.

                > Never use vinegar. It attacks the seals, and the next hundred cups taste of it.

                # When it does not help

                If the pump stays loud, open a ticket and write the serial number from the plate below the tray.
                """,
            said: [
                DemoVerdict(
                    customer: "TW-1001", isHelpful: true, comment: "The table hangs beside our machine now."),
                DemoVerdict(customer: "TW-1006", isHelpful: false, comment: "Which powder for two boilers?"),
            ]),
        DemoArticle(
            title: "Setting a grinder",
            summary: "Three numbers to write down before anybody turns the ring.",
            section: "Machines and care", publishedDaysAgo: 25,
            body: """
                Write down the dose, the time and the weight in the cup. Then change **one** of them.

                - Too fast and sour: finer by one mark.
                - Too slow and bitter: coarser by one mark.
                - Uneven: clean the burrs before you touch the ring.

                After each change throw the first dose away. The old grind is still in the chute.
                """,
            pending: """
                Write down the dose, the time and the weight in the cup. Then change **one** of them.

                - Too fast and sour: finer by one mark.
                - Too slow and bitter: coarser by one mark.
                - Uneven: clean the burrs before you touch the ring.

                After each change throw the first two doses away. The old grind is still in the chute.
                """),
        DemoArticle(
            title: "The machines in your four canteens",
            summary: "Which model stands where, and the way to its hatch.",
            section: "Machines and care", customer: "TW-1012", publishedDaysAgo: 30,
            body: """
                | Canteen | Model | Serial number |
                |---|---|---|
                | Main building | Lamplight two-group | LL-20931 |
                | East wing | Lamplight two-group | LL-20932 |
                | Laboratory | Quay one-group | QY-11870 |
                | Gate house | Quay one-group | QY-11874 |

                In the east wing the hatch is behind the trolleys.
                """),
        DemoArticle(
            title: "Water filters, and which one fits",
            summary: "", section: "Machines and care", publishedDaysAgo: nil,
            body: "To be written with Ewan: cartridges by model."),
    ]
}
