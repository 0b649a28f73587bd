extension DemoArticle {
    static let orders: [DemoArticle] = [
        DemoArticle(
            title: "Until when to order for tomorrow",
            summary: "By noon, three working days before; in an emergency until four.",
            section: "Orders and delivery", publishedDaysAgo: 50,
            body: """
                We roast on Tuesday and Friday. What is ordered **by noon, three working days before** your day of \
                delivery, comes with the van.

                # If it is urgent

                Write *urgent* in the subject of a ticket before four in the afternoon. We send a parcel the same \
                evening; the carriage is on your invoice at cost.

                # Overseas

                Ten working days, because of customs.
                """,
            said: [DemoVerdict(customer: "TW-1015", isHelpful: true)]),
        DemoArticle(
            title: "Something arrived broken or wet",
            summary: "Photographs first, then a ticket within three days.",
            section: "Orders and delivery", publishedDaysAgo: 33,
            body: """
                1. Photograph the parcel before it is opened further, with the label.
                2. Open a ticket, attach the pictures and say how many bags are affected.
                3. Keep the bags for a week. The driver takes them along.

                We replace what is spoilt with the next delivery, or credit it if you prefer that.
                """),
        DemoArticle(
            title: "Returning empty sacks and crates",
            summary: "Put them out on the day of delivery; they need no label.",
            section: "Orders and delivery", publishedDaysAgo: 61,
            body: """
                Crates carry a deposit of 4.00 each, sacks carry none. Put both beside the door on the morning of \
                your delivery. The driver counts them with you, and the deposit is credited on the next invoice.
                """),
        DemoArticle(
            title: "Reading an invoice",
            summary: "What the lines mean, and where deposits and credits stand.",
            section: "Invoices", publishedDaysAgo: 45,
            body: """
                # The lines

                Every delivery is one group of lines, with the number of the delivery note. Prices are without tax.

                # Deposits and credits

                They stand at the end, deposits with a plus, returned crates with a minus.

                # Another address, or an order number of yours

                Tell us once in a ticket; from then on it is printed on each invoice.
                """),
        DemoArticle(
            title: "Terms for resellers",
            summary: "Margins and the shelf talkers that go with them.",
            section: "Invoices", isInternal: true, publishedDaysAgo: 20,
            body: """
                For those who sell our bags over the counter:

                - 22 % below the list from 24 bags a month, 27 % from 96.
                - Shelf talkers and two tastings a year are included.
                - Returns of whole bags until eight weeks before their date.
                """),
    ]
}
