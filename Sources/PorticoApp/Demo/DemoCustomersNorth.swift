/// Northern and central Europe, Britain and Ireland.
extension DemoCustomer {
    static let north: [DemoCustomer] = [
        DemoCustomer(
            externalID: "TW-1001", number: 10001, name: "Blåtoppen Kaffebar AS", street: "Storgata 114",
            postalCode: "9008", city: "Tromsø", country: "Norway", mailbox: "post.blatoppen",
            contacts: [
                DemoContact("Ingrid Sørbø", "Owner", mailbox: "ingrid.blatoppen", portalUser: true),
                DemoContact("Ailo Guttorm", "Head barista"),
            ]),
        DemoCustomer(
            externalID: "TW-1002", number: 10002, name: "Havnehagen Brygge Hotell",
            street: "Strandkaien 61", postalCode: "5013", city: "Bergen", country: "Norway",
            contacts: [
                DemoContact("Tor Erik Åsheim", "Food and beverage manager", mailbox: "tor.havnehagen"),
                DemoContact("Oddny Myklebust", "Accounts", mailbox: "faktura.havnehagen"),
                DemoContact("Samira Haugland", "Breakfast chef"),
            ]),
        DemoCustomer(
            externalID: "TW-1003", number: 10003, name: "Kafé Björkgården",
            street: "Aschebergsgatan 27", postalCode: "411 33", city: "Göteborg", country: "Sweden",
            phone: "031-390 06 04", mailbox: "hej.bjorkgarden",
            contacts: [
                DemoContact(
                    "Åsa Lindqvist", "Owner", mailbox: "asa.bjorkgarden", phone: "070-174 06 05",
                    portalUser: true),
                DemoContact(
                    "Måns Öberg", "Shop manager", mailbox: "mans.bjorkgarden", phone: "070-174 06 08"),
                DemoContact("Leila Rahimi", "Bookkeeping", mailbox: "leila.bjorkgarden"),
            ]),
        DemoCustomer(
            externalID: "TW-1004", number: 10004, name: "Södermalms Konditori & Bageri",
            street: "Bondegatan 88", postalCode: "116 33", city: "Stockholm", country: "Sweden",
            phone: "08-465 004 17",
            contacts: [
                DemoContact("Göran Wåhlström", "Baker"),
                DemoContact(
                    "Ebba Wåhlström", "Office", mailbox: "ebba.sodermalms", phone: "08-465 004 18"),
            ]),
        DemoCustomer(
            externalID: "TW-1005", number: 10005, name: "Öresund Arbetsplatser AB",
            street: "Citadellsvägen 9", postalCode: "211 18", city: "Malmö", country: "Sweden",
            phone: "040-628 04 31", mailbox: "reception.oresund",
            contacts: [
                DemoContact(
                    "Jasmin Åkesson", "Workplace manager", mailbox: "jasmin.oresund", phone: "070-174 06 31",
                    portalUser: true),
                DemoContact("Viktor Håkansson", "Purchasing", mailbox: "viktor.oresund"),
                DemoContact("Nils-Petter Ek", "Facilities"),
            ]),
        DemoCustomer(
            externalID: "TW-1006", number: 10006, name: "Stellwerk Kaffee GmbH",
            street: "Revaler Straße 41", postalCode: "10245", city: "Berlin", country: "Germany",
            phone: "030 23125 117", mailbox: "kontakt.stellwerk",
            contacts: [
                DemoContact(
                    "Jörg Müßig", "Managing director", mailbox: "joerg.stellwerk", phone: "030 23125 118",
                    portalUser: true),
                DemoContact(
                    "Annegret Schäfer-Özdemir", "Purchasing", mailbox: "einkauf.stellwerk",
                    phone: "030 23125 119", portalUser: true, group: "Everything"),
                DemoContact("Tuğba Yılmaz", "Shift lead"),
                DemoContact("Håkon Lie", "Roaster", mailbox: "hakon.stellwerk"),
            ]),
        DemoCustomer(
            externalID: "TW-1007", number: 10007, name: "Hotel Alsterruh", street: "Schwanenwik 19",
            postalCode: "22087", city: "Hamburg", country: "Germany", phone: "040 66969 203",
            contacts: [
                DemoContact(
                    "Heike Großmann", "Director", mailbox: "heike.alsterruh", phone: "040 66969 204"),
                DemoContact("Björn Petersen", "Bar"),
                DemoContact("Olena Kovalchuk", "Purchasing", mailbox: "olena.alsterruh"),
            ]),
        DemoCustomer(
            externalID: "TW-1008", number: 10008, name: "Rösthaus am Dom",
            street: "Unter Taschenmacher 6", postalCode: "50667", city: "Köln", country: "Germany",
            phone: "0221 4710 064", mailbox: "laden.roesthaus",
            contacts: [
                DemoContact(
                    "Marlies Kürten", "Owner", mailbox: "marlies.roesthaus", phone: "0221 4710 065")
            ]),
        DemoCustomer(
            externalID: "TW-1009", number: 10009, name: "Kantine Nordstern eG",
            street: "Dachauer Straße 210", postalCode: "80992", city: "München", country: "Germany",
            phone: "089 99998 330", mailbox: "kueche.nordstern",
            contacts: [
                DemoContact(
                    "Xaver Höß", "Kitchen manager", mailbox: "xaver.nordstern", phone: "089 99998 331"),
                DemoContact("Ylva Brandt", "Cooperative board", mailbox: "ylva.nordstern"),
                DemoContact("Đorđe Petrović", "Deliveries"),
            ]),
        DemoCustomer(
            externalID: "TW-1010", number: 10010, name: "Mainufer Konferenzzentrum",
            street: "Schaumainkai 140", postalCode: "60596", city: "Frankfurt am Main",
            country: "Germany", phone: "069 90009 412",
            contacts: [
                DemoContact(
                    "Cornelia Weiß", "Event catering", mailbox: "cornelia.mainufer", phone: "069 90009 413"),
                DemoContact(
                    "Rüdiger Fuchs", "Accounts payable", mailbox: "kreditoren.mainufer",
                    phone: "069 90009 414"),
            ]),
        DemoCustomer(
            externalID: "TW-1011", number: 10011, name: "The Lantern Yard Café",
            street: "18 Lantern Yard", postalCode: "BS1 6XN", city: "Bristol",
            country: "United Kingdom", phone: "0117 496 0141", mailbox: "hello.lanternyard",
            contacts: [
                DemoContact(
                    "Maeve Okonkwo", "Owner", mailbox: "maeve.lanternyard", phone: "07700 900141",
                    portalUser: true),
                DemoContact(
                    "Ben Thistlewood", "Manager", mailbox: "ben.lanternyard", phone: "07700 900142",
                    portalUser: true),
                DemoContact("Priya Raman", "Bookkeeper", mailbox: "priya.lanternyard"),
                DemoContact("Kwame Boateng", "Weekend lead"),
            ]),
        DemoCustomer(
            externalID: "TW-1012", number: 10012, name: "St Elwyn's Hospital Canteens",
            street: "Heath Rise", postalCode: "CF14 7QX", city: "Cardiff", country: "United Kingdom",
            phone: "029 2018 0265", mailbox: "catering.stelwyns",
            contacts: [
                DemoContact(
                    "Rhiannon Pugh", "Catering lead", mailbox: "rhiannon.stelwyns", phone: "029 2018 0266",
                    portalUser: true),
                DemoContact("Gareth ap Hywel", "Stores"),
                DemoContact(
                    "Dr Oluwaseun Adeyemi", "Infection control", mailbox: "oluwaseun.stelwyns",
                    phone: "029 2018 0268"),
            ]),
        DemoCustomer(
            externalID: "TW-1013", number: 10013, name: "Marchmont & Daughters Bakers",
            street: "77 Warrender Row", postalCode: "EH9 1LS", city: "Edinburgh",
            country: "United Kingdom", phone: "0131 496 0373",
            contacts: [
                DemoContact(
                    "Isla Marchmont", "Owner", mailbox: "isla.marchmont", phone: "0131 496 0374"),
                DemoContact("Fiona Marchmont", "Deliveries"),
            ]),
        DemoCustomer(
            externalID: "TW-1014", number: 10014, name: "Kelvinbridge Student Union",
            street: "12 Otago Brae", postalCode: "G12 8PX", city: "Glasgow", country: "United Kingdom",
            phone: "0141 496 0417",
            contacts: [
                DemoContact(
                    "Callum MacAskill", "Venue manager", mailbox: "callum.kelvinbridge", phone: "07700 900417"
                ),
                DemoContact("Zainab Hussain", "President", mailbox: "president.kelvinbridge"),
            ]),
        DemoCustomer(
            externalID: "TW-1015", number: 10015, name: "Quayside Brew Co",
            street: "Unit 4, Albion Wharf", postalCode: "M3 5FS", city: "Manchester",
            country: "United Kingdom", phone: "0161 496 0522", mailbox: "orders.quayside",
            contacts: [
                DemoContact(
                    "Jordan Entwistle", "Director", mailbox: "jordan.quayside", phone: "07700 900522"),
                DemoContact(
                    "Wiktoria Nowicka", "Wholesale", mailbox: "wiktoria.quayside", phone: "07700 900523"),
            ]),
        DemoCustomer(
            externalID: "TW-1016", number: 10016, name: "Hyde & Sparrow Law LLP",
            street: "3 Carter's Court", postalCode: "EC4M 7NB", city: "London",
            country: "United Kingdom", phone: "020 7946 0611", mailbox: "facilities.hydesparrow",
            contacts: [
                DemoContact(
                    "Arabella Finch-Osei", "Facilities manager", mailbox: "arabella.hydesparrow",
                    phone: "020 7946 0612", portalUser: true),
                DemoContact(
                    "Tom Sparrow", "Partner", mailbox: "tom.hydesparrow", phone: "020 7946 0613"),
                DemoContact(
                    "Mei-Ling Chow", "Accounts", mailbox: "accounts.hydesparrow", phone: "020 7946 0614"),
                DemoContact("Derek", "Post room"),
                DemoContact(
                    "Siobhán Walsh", "Events", mailbox: "events.hydesparrow", phone: "020 7946 0615"),
            ]),
        DemoCustomer(
            externalID: "TW-1017", number: 10017, name: "Cavehill Coffee Cart",
            street: "5 Waterworks Lane", postalCode: "BT15 4FJ", city: "Belfast",
            country: "United Kingdom", phone: "028 9649 6071",
            contacts: [
                DemoContact("Niamh O'Kane", "Owner", mailbox: "niamh.cavehill", phone: "07700 900607")
            ]),
        DemoCustomer(
            externalID: "TW-1018", number: 10018, name: "Tigh an Chaife", street: "Sráid Doiminic 22",
            postalCode: "H91 XV80", city: "Galway", country: "Ireland", phone: "020 912 3307",
            mailbox: "failte.tighanchaife",
            contacts: [
                DemoContact(
                    "Caoimhe Ní Dhomhnaill", "Owner", mailbox: "caoimhe.tighanchaife", phone: "020 912 3308"),
                DemoContact("Seán Ó Flaithearta", "Barista"),
            ]),
        DemoCustomer(
            externalID: "TW-1019", number: 10019, name: "Liberties Co-working", street: "41 Meath Row",
            postalCode: "D08 K5W3", city: "Dublin", country: "Ireland", phone: "020 913 4420",
            contacts: [
                DemoContact(
                    "Aisling Byrne", "Community manager", mailbox: "aisling.liberties", phone: "020 913 4421"),
                DemoContact("Mateus Carvalho", "Front desk", mailbox: "mateus.liberties"),
            ]),
        DemoCustomer(
            externalID: "TW-1020", number: 10020, name: "Kahvila Kuunsilta Oy",
            street: "Tähtitorninkatu 8", postalCode: "00140", city: "Helsinki", country: "Finland",
            mailbox: "kuunsilta",
            contacts: [
                DemoContact("Väinö Hämäläinen", "Owner", mailbox: "vaino.kuunsilta"),
                DemoContact("Sirkku Ylönen", "Shop"),
            ]),
    ]
}
