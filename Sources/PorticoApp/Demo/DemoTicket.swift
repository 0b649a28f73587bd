/// What a customer of Tarnwick asked, and what was said about it.
struct DemoTicket: Sendable {
    var subject: String
    /// One of ``DemoDesk/categories``.
    var category: String
    /// The external id of the customer.
    var customer: String
    /// The name of the contact who asked.
    var contact: String
    var daysAgo: Int
    var status: String
    var priority = "normal"
    var handled = true
    var description: String
    var notes: [DemoNote] = []
    var solution = ""
    /// What the customer says of it.
    var rating: (score: String, comment: String)?
}

/// A note: the contact's, or one of staff, shared or not.
struct DemoNote: Sendable {
    enum Author: Sendable { case customer, shared, hidden }

    var author: Author
    /// Hours after the ticket was opened.
    var hours: Int
    var body: String
    var file: DemoFile?

    init(_ author: Author, _ hours: Int, _ body: String, file: DemoFile? = nil) {
        self.author = author
        self.hours = hours
        self.body = body
        self.file = file
    }
}

extension DemoTicket {
    static let all: [DemoTicket] = [
        DemoTicket(
            subject: "Which grind for Slow Tide?", category: "Coffee and brewing", customer: "TW-1001",
            contact: "Ingrid Sørbø", daysAgo: 6,
            status: "open",
            description:
                "Our new brewer is slower than the old one. Slow Tide tastes thin since. How fine do you grind it?",
            notes: [
                DemoNote(
                    .shared, 5,
                    "Two steps finer than for the old one, and 62 grams a litre. The card says it for both brewers.",
                    file: DemoFile(
                        name: "brew-card-slow-tide.txt",
                        text:
                            "SLOW TIDE, filter\n62 g a litre, 94 degrees, 4:30 minutes\nOld brewer: step 7. New brewer: step 5.\n"
                    )),
                DemoNote(.hidden, 6, "Offer her a visit with the next delivery."),
            ]),
        DemoTicket(
            subject: "Two boxes of Lamplight Blend arrived wet", category: "Deliveries", customer: "TW-1006",
            contact: "Jörg Müßig",
            daysAgo: 1, status: "waiting",
            description: """
                This morning's delivery stood in the rain. Two of the ten boxes of Lamplight Blend are soaked, \
                the bags inside are damp on one side. The driver wrote it on the delivery note.

                Can we have new ones before the weekend?
                """,
            notes: [
                DemoNote(
                    .hidden, 1,
                    "Third wet delivery on this route since September. The carrier insures up to 150 euros, let us claim it.",
                    file: DemoFile(
                        name: "claims-route-7.txt",
                        text:
                            "Route 7, damage this year\n2 September, 3 boxes\n14 October, 1 box\nToday, 2 boxes\n"
                    )),
                DemoNote(
                    .shared, 2,
                    "Good morning Jörg, I am sorry about that. Two boxes are packed and leave with tomorrow's van, so you have them before the weekend."
                ),
                DemoNote(
                    .shared, 20,
                    "One question for the claim: could you send a photo of the label on the wet side? It has the number of the pallet."
                ),
            ]),
        DemoTicket(
            subject: "Loan machine: the left group drips", category: "Machines", customer: "TW-1006",
            contact: "Annegret Schäfer-Özdemir", daysAgo: 4, status: "open", priority: "high",
            description:
                "The loan machine drips from the left group when the right one is in use. We put a cloth under it.",
            notes: [
                DemoNote(.shared, 3, "Ewan comes on Thursday between 14 and 16 o'clock with a new gasket."),
                DemoNote(.customer, 5, "Thursday is good. Please ring at the back, the shop is closed then."),
            ]),
        DemoTicket(
            subject: "Price of Yirga Valley from January", category: "Prices and invoices",
            customer: "TW-1006", contact: "Jörg Müßig",
            daysAgo: 26, status: "solved",
            description: "Does the new price hold for the order of 22 December that you deliver in January?",
            notes: [
                DemoNote(
                    .shared, 6,
                    "No: what is ordered before 20 December keeps the old price, and yours is of the 18th."),
                DemoNote(.customer, 8, "Thank you, that is all I wanted to know."),
            ], solution: "The order of 18 December keeps the old price.",
            rating: ("good", "Answered before I had finished my coffee.")),
        DemoTicket(
            subject: "A new address for the Wednesday delivery", category: "Deliveries", customer: "TW-1003",
            contact: "Åsa Lindqvist",
            daysAgo: 0, status: "new", handled: false,
            description:
                "From next month we have a second shop at Linnégatan 44. Can the Wednesday box of filters go there?"
        ),
        DemoTicket(
            subject: "Invoice 2041 has the old company name", category: "Prices and invoices",
            customer: "TW-1011", contact: "Maeve Okonkwo",
            daysAgo: 2, status: "open",
            description:
                "We are a limited company since October. Could invoice 2041 be written again with the new name?",
            notes: [
                DemoNote(.hidden, 4, "Needs a credit note. Asked Joan in accounts."),
                DemoNote(
                    .shared, 5,
                    "We write it anew this week and send both together, the credit note and the new invoice."),
            ]),
        DemoTicket(
            subject: "Street festival: 18 kg or 24?", category: "Coffee and brewing", customer: "TW-1011",
            contact: "Maeve Okonkwo",
            daysAgo: 11,
            status: "solved",
            description:
                "Ben thinks 18 kg is too little for the week of the festival. What did others take last year?",
            notes: [
                DemoNote(
                    .shared, 20,
                    "The two cafés nearest to the stage took 22 and 26 kg. I put 24 on hold for you until Monday."
                ),
                DemoNote(.customer, 26, "24 it is."),
            ], solution: "24 kg in the week of the festival."),
        DemoTicket(
            subject: "Grinder in the east wing runs warm", category: "Machines", customer: "TW-1012",
            contact: "Rhiannon Pugh",
            daysAgo: 3,
            status: "waiting", priority: "urgent",
            description:
                "The grinder in the east wing is hot after ten minutes and smells. We have taken it out of use.",
            notes: [
                DemoNote(
                    .shared, 1,
                    "Good that it is off. Ewan brings another one this afternoon. Which outlet may he use for testing?"
                ),
                DemoNote(.hidden, 2, "Probably the burr set, 1,100 kg since the last change."),
            ]),
        DemoTicket(
            subject: "Samples for the tasting in March", category: "Coffee and brewing", customer: "TW-1015",
            contact: "Jordan Entwistle",
            daysAgo: 7,
            status: "closed", priority: "low",
            description:
                "We would like to taste four washed coffees in March, 250 g each. Which are in by then?",
            notes: [
                DemoNote(
                    .shared, 30,
                    "Kiambu Ridge, Yirga Valley, and two from Huila that land in February. They leave on 1 March."
                )
            ], solution: "Four samples leave on 1 March."),
        DemoTicket(
            subject: "Pallet 0318: customs asks for a second copy", category: "Deliveries",
            customer: "TW-1043",
            contact: "Marisol Begay",
            daysAgo: 5, status: "open", priority: "high",
            description:
                "The broker wants a second signed copy of the plant health certificate by Friday, or the pallet waits.",
            notes: [
                DemoNote(
                    .shared, 2, "Here it is, signed and stamped today. The paper copy is with the courier.",
                    file: DemoFile(
                        name: "certificate-0318.txt",
                        text:
                            "Plant health certificate, second copy\nShipment 0318, 1 pallet, 36 bags\nSigned in Rotterdam\n"
                    ))
            ]),
        DemoTicket(
            subject: "Capsules for the tenth floor", category: "Coffee and brewing", customer: "TW-1043",
            contact: "Marisol Begay",
            daysAgo: 16,
            status: "solved",
            description: "The machine on the tenth floor takes other capsules than those that came.",
            notes: [
                DemoNote(
                    .shared, 10,
                    "The right ones are on their way. Please keep the others for the bar, they fit there.")
            ], solution: "Capsules of type B sent; type A stays at the bar.",
            rating: ("bad", "Right in the end, but the bar was without coffee for two days.")),
    ]
}
