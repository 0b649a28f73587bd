/// Something that Tarnwick tells its customers.
struct DemoAnnouncement: Sendable {
    var title: String
    /// The external id of the one customer it is for; nil is for everybody.
    var customer: String?
    /// Nil is a draft.
    var publishedDaysAgo: Int?
    var body: String
    var file: DemoFile?
}

/// A small text that hangs on an announcement.
struct DemoFile: Sendable {
    var name: String
    var text: String
}

extension DemoAnnouncement {
    static let all: [DemoAnnouncement] = [
        DemoAnnouncement(
            title: "Price list from 1 January",
            publishedDaysAgo: 2,
            body: """
                Our new price list holds for every order that is delivered from 1 January. House blends \
                stay as they are; three single origins go up by 20 to 60 cents a kilo, because the harvest \
                in the Yirga valley was small. Capsules for offices become a little cheaper.

                Orders placed before 20 December are delivered at the old prices, whatever the date of \
                delivery.
                """,
            file: DemoFile(
                name: "price-list-january.txt",
                text: """
                    TARNWICK COFFEE ROASTERS
                    Price list, valid for deliveries from 1 January. Per kilo, without tax, from 6 kg.

                    Harbour Blend, espresso          14.20  (unchanged)
                    Lamplight Blend, espresso        15.10  (unchanged)
                    Slow Tide, filter                15.60  (unchanged)
                    Yirga Valley, washed             19.80  (was 19.20)
                    Finca La Ventana, honey          18.40  (was 18.10)
                    Kiambu Ridge AA                  21.90  (was 21.70)
                    Night Shift, decaffeinated       17.30  (unchanged)
                    Office capsules, 100 pieces      24.00  (was 25.50)
                    """)),
        DemoAnnouncement(
            title: "Delivery days around the holidays",
            publishedDaysAgo: 5,
            body: """
                We roast for the last time this year on Tuesday 22 December and again from Monday 4 \
                January. Orders that reach us by Friday 18 December at noon arrive before the holidays.

                The calendar with the days for each region is attached. If your day falls on a holiday, \
                the van comes one working day earlier, not later.
                """,
            file: DemoFile(
                name: "delivery-calendar.txt",
                text: """
                    Delivery calendar, 14 December to 10 January

                    Region          Last delivery   First delivery
                    British Isles   Wed 23 Dec      Tue 5 Jan
                    North           Tue 22 Dec      Wed 6 Jan
                    Centre          Wed 23 Dec      Tue 5 Jan
                    South           Tue 22 Dec      Thu 7 Jan
                    Overseas        Fri 11 Dec      Mon 11 Jan

                    Order by noon, three working days before. Overseas: ten.
                    """)),
        DemoAnnouncement(
            title: "Recall of lot L-4471, Slow Tide filter, 1 kg",
            publishedDaysAgo: 9,
            body: """
                Bags of Slow Tide with the lot number L-4471 may contain small pieces of a white plastic \
                seal from our filling line. Nobody has been hurt. Please take them off the shelf and do \
                not brew from open bags.

                The lot number is printed under the valve. Tell us how many bags you have; we collect them \
                with the next delivery and replace them free of charge. Other lots are not affected.
                """,
            file: DemoFile(
                name: "recall-L-4471.txt",
                text: """
                    RECALL NOTICE
                    Product   Slow Tide, filter, whole bean, 1 kg
                    Lot       L-4471, best before 30 June
                    Delivered between 28 October and 4 November
                    Reason    pieces of a white plastic seal, 2 to 5 mm

                    What to do
                    1. Put the bags aside, opened ones too.
                    2. Write the number of bags on this sheet.
                    3. Hand the bags and the sheet to our driver.
                    """)),
        DemoAnnouncement(
            title: "The order line is closed on Thursday afternoon",
            publishedDaysAgo: 12,
            body: """
                On Thursday from 13:00 to 17:00 our telephones are moved to a new system. Orders by e-mail \
                are read as always; deliveries are not affected. In an emergency with a machine, the \
                service number on the sticker works throughout.
                """),
        DemoAnnouncement(
            title: "Meet Hanneke, who looks after hotels",
            publishedDaysAgo: 16,
            body: """
                From this month Hanneke Bos is the contact for hotels and conference houses. She spent \
                eleven years behind hotel bars and knows what a breakfast for three hundred does to a \
                grinder. Oskar Lund, who did this until now, takes over training.
                """),
        DemoAnnouncement(
            title: "Descaling: please check your water filters",
            publishedDaysAgo: 19,
            body: """
                Nine out of ten machines that we opened this autumn had one thing in common: a filter \
                cartridge that was a year too old. Look at the date on yours. In towns with hard water a \
                cartridge lasts six months, elsewhere twelve.

                We can bring new ones with the coffee. Changing one takes two minutes and no tools.
                """),
        DemoAnnouncement(
            title: "New: Kiambu Ridge AA is here",
            publishedDaysAgo: 23,
            body: """
                The first bags of this year's Kiambu Ridge have landed. Blackcurrant, cane sugar, a long \
                finish; best as filter, brave as espresso. There are 140 sacks and there will not be more. \
                Ask for a sample with your next delivery.
                """),
        DemoAnnouncement(
            title: "Your yearly machine service, 12 January",
            customer: "TW-1012",
            publishedDaysAgo: 4,
            body: """
                Our technician Ewan comes to all four canteens on Tuesday 12 January, beginning at 6:30 in \
                the main building. Each machine is out of use for about fifty minutes. Please keep the \
                service hatch in the east wing clear, last year a trolley stood in front of it.
                """),
        DemoAnnouncement(
            title: "A loan machine while yours is away",
            customer: "TW-1006",
            publishedDaysAgo: 6,
            body: """
                The two-group machine from Revaler Straße is on our bench. The boiler gasket is worn and \
                the part arrives next week. Until then the loan machine is yours free of charge; its \
                manual lies in the drawer under the drip tray.
                """),
        DemoAnnouncement(
            title: "Minutes of our tasting on 3 November",
            customer: "TW-1015",
            publishedDaysAgo: 18,
            body: """
                Thank you for coming. You preferred the darker roast of Finca La Ventana by five votes to \
                two, and want the house blend a touch sweeter. We roast two versions in the week before \
                your opening; both come in plain bags marked A and B.
                """),
        DemoAnnouncement(
            title: "Standing order: confirmed until March",
            customer: "TW-1011",
            publishedDaysAgo: 8,
            body: """
                Every Wednesday before 8:00: 12 kg Harbour Blend, 4 kg Night Shift, 200 paper filters. In \
                the week of the street festival 18 kg. To change a delivery, write to us by Monday noon.
                """),
        DemoAnnouncement(
            title: "Bonded warehouse: papers for shipment 0318",
            customer: "TW-1043",
            publishedDaysAgo: 11,
            body: """
                Your pallet left Rotterdam on Friday. The certificate of origin and the plant health \
                certificate travel with the driver. We expect it at the terminal in nine to twelve days \
                and write again when it has a berth.
                """),
        DemoAnnouncement(
            title: "Training dates in spring",
            publishedDaysAgo: 27,
            body: """
                Three courses in our training room, each for at most six people: espresso and milk on 16 \
                February, filter and water on 2 March, looking after a grinder on 9 March. Customers with \
                a machine contract take part free of charge, travel not included. Places go in the order \
                of your answers.
                """),
        DemoAnnouncement(
            title: "Paper cups: the new lids fit both sizes",
            publishedDaysAgo: 33,
            body: """
                From now on one lid fits the 8 oz and the 12 oz cup. You can use up the old ones; they are \
                still compatible with the old cups, but not with the new. The new cups have a thin green \
                line at the foot.
                """),
        DemoAnnouncement(
            title: "Why deliveries were late last week",
            publishedDaysAgo: 38,
            body: """
                On Monday and Tuesday the ferry did not sail, and forty customers waited a day longer than \
                we had promised. Whoever was without coffee because of it gets the delivery free of \
                charge; you need not do anything, the credit note comes by itself.

                For the winter we now keep three days of the house blends on the mainland.
                """),
        DemoAnnouncement(
            title: "Maintenance of this portal, Sunday 6:00 to 6:30",
            publishedDaysAgo: 44,
            body: """
                We renew the server on which this portal runs. You may see a notice for a few minutes; \
                nothing is lost. Orders by e-mail are not affected.
                """),
        DemoAnnouncement(
            title: "Invoices now carry your order number",
            publishedDaysAgo: 52,
            body: """
                Many of you asked for it. If you give us an order number, it stands on the delivery note \
                and at the top of the invoice. For standing orders, tell us one number for the year.
                """),
        DemoAnnouncement(
            title: "Harvest report: what to expect from Central America",
            publishedDaysAgo: 60,
            body: """
                Rain came late, and so did the cherries. Our partners at Finca La Ventana expect a smaller \
                but sweeter crop, ready to ship in April. We have bought the same quantity as last year. \
                Prices for the honey process may move by two to three per cent; we will tell you before \
                the list changes.
                """),
        DemoAnnouncement(
            title: "Closed for stocktaking on 30 September",
            publishedDaysAgo: 75,
            body: """
                On Wednesday 30 September we count every bag. Nothing is sent on that day. Orders that \
                reach us by Monday are delivered on Tuesday.
                """),
        DemoAnnouncement(
            title: "Returnable buckets instead of bags",
            publishedDaysAgo: 89,
            body: """
                For customers within two hours of the roastery we fill 5 kg buckets that come back with \
                the driver. They keep the beans fresh for three weeks, and save some forty bags a month in \
                a middling café. If you would like to try it, answer this with your delivery day.
                """),
        DemoAnnouncement(
            title: "Summer hours from 6 July",
            publishedDaysAgo: 121,
            body: """
                In July and August the office is open from 7:30 to 15:30. The service number answers as \
                always, weekends included.
                """),
        DemoAnnouncement(
            title: "We have moved the roaster, not the address",
            publishedDaysAgo: 160,
            body: """
                The large roaster now stands in the north hall. Deliveries to us still come to gate 2. For \
                you nothing changes, but come and see it: the window on the towpath looks straight into \
                the drum.
                """),
        DemoAnnouncement(
            title: "How we set the prices of green coffee",
            publishedDaysAgo: 210,
            body: """
                We buy at prices agreed with the farms before the harvest, not at the exchange. In a good \
                year that costs us a little more, in a bad year it keeps the farms alive. Our yearly \
                report lists what we paid for each lot, and to whom.
                """),
        DemoAnnouncement(
            title: "Draft: spring blend, the name is still open",
            body: """
                Two thirds Finca La Ventana, one third Yirga Valley, roasted a shade lighter than the \
                house blend. From 1 March while it lasts. Label and price to follow.
                """),
        DemoAnnouncement(
            title: "Draft: changed delivery days in the south",
            body: """
                From April the tour in the south starts on Wednesday instead of Tuesday. To be checked \
                with the haulier before this goes out.
                """),
    ]
}
