/// Western, southern and eastern Europe.
extension DemoCustomer {
    static let south: [DemoCustomer] = [
        DemoCustomer(
            externalID: "TW-1021", number: 10021, name: "Maison Quenouille",
            street: "14 rue des Teinturiers", postalCode: "75005", city: "Paris", country: "France",
            phone: "01 99 00 24 18", mailbox: "bonjour.quenouille",
            contacts: [
                DemoContact(
                    "Élodie Lefèvre", "Owner", mailbox: "elodie.quenouille", phone: "06 39 98 24 18",
                    portalUser: true),
                DemoContact(
                    "François N'Diaye", "Head barista", mailbox: "francois.quenouille",
                    phone: "06 39 98 24 19"),
                DemoContact("Œdipe Sautreau", "Accounts", mailbox: "compta.quenouille"),
                DemoContact("Inès Chauvet", "Pastry"),
            ]),
        DemoCustomer(
            externalID: "TW-1022", number: 10022, name: "Le Comptoir des Abers",
            street: "3 quai du Léon", postalCode: "29200", city: "Brest", country: "France",
            phone: "02 61 91 07 33",
            contacts: [
                DemoContact("Yann Le Goff", "Owner", mailbox: "yann.abers", phone: "02 61 91 07 34"),
                DemoContact("Soazig Kermarrec", "Orders"),
            ]),
        DemoCustomer(
            externalID: "TW-1023", number: 10023, name: "Hôtel du Vieux-Phare",
            street: "9 montée des Accoules", postalCode: "13002", city: "Marseille", country: "France",
            phone: "04 65 71 12 50", mailbox: "direction.vieuxphare",
            contacts: [
                DemoContact(
                    "Naïma Belkacem", "Director", mailbox: "naima.vieuxphare", phone: "04 65 71 12 51"),
                DemoContact(
                    "Jean-Baptiste Orsini", "Restaurant manager", mailbox: "jb.vieuxphare",
                    phone: "04 65 71 12 52"),
                DemoContact("Loïc Père", "Maintenance"),
            ]),
        DemoCustomer(
            externalID: "TW-1024", number: 10024, name: "Brûlerie Garonne SARL",
            street: "52 cours de la Martinique", postalCode: "33000", city: "Bordeaux",
            country: "France", phone: "05 36 49 44 02",
            contacts: [
                DemoContact(
                    "Anaïs Etcheverry", "Buyer", mailbox: "anais.garonne", phone: "05 36 49 44 03"),
                DemoContact("Gaël Dupouy", "Warehouse"),
            ]),
        DemoCustomer(
            externalID: "TW-1025", number: 10025, name: "Koffiehuis de Zeven Bruggen",
            street: "Lange Lauwerstraat 19", postalCode: "3512 VH", city: "Utrecht",
            country: "Netherlands", mailbox: "info.zevenbruggen",
            contacts: [
                DemoContact(
                    "Sjoerd van 't Hoff", "Owner", mailbox: "sjoerd.zevenbruggen", portalUser: true),
                DemoContact("Fatima el Idrissi", "Manager", mailbox: "fatima.zevenbruggen"),
                DemoContact("Wouter Dijkstra", "Administration", mailbox: "administratie.zevenbruggen"),
                DemoContact("Noor Yildirim", "Weekend team"),
            ]),
        DemoCustomer(
            externalID: "TW-1026", number: 10026, name: "Grachtenpand Werkplekken BV",
            street: "Nieuwe Herengracht 203", postalCode: "1011 SP", city: "Amsterdam",
            country: "Netherlands",
            contacts: [
                DemoContact("Anouk de Wit", "Office manager", mailbox: "anouk.grachtenpand"),
                DemoContact("Chidi Eze", "Building"),
            ]),
        DemoCustomer(
            externalID: "TW-1027", number: 10027, name: "Branderij 't Zwin", street: "Gentpoortvest 30",
            postalCode: "8000", city: "Brugge", country: "Belgium", mailbox: "tzwin",
            contacts: [
                DemoContact("Lieselotte Vanneste", "Owner", mailbox: "lieselotte.tzwin"),
                DemoContact("Père Anselme Wouters", "Abbey shop"),
            ]),
        DemoCustomer(
            externalID: "TW-1028", number: 10028, name: "Café Trois Ponts",
            street: "Quai des Forges 17", postalCode: "4020", city: "Liège", country: "Belgium",
            contacts: [
                DemoContact("Benoît Lambermont", "Owner", mailbox: "benoit.troisponts")
            ]),
        DemoCustomer(
            externalID: "TW-1029", number: 10029, name: "Pastelaria Aurora do Tejo",
            street: "Rua das Janelas Altas 44", postalCode: "1200-691", city: "Lisboa",
            country: "Portugal", mailbox: "aurora",
            contacts: [
                DemoContact("João Simões", "Owner", mailbox: "joao.aurora"),
                DemoContact("Conceição Simões", "Kitchen"),
            ]),
        DemoCustomer(
            externalID: "TW-1030", number: 10030, name: "Cafés Almudena Norte S.L.",
            street: "Calle del Limonero 58", postalCode: "28020", city: "Madrid", country: "Spain",
            mailbox: "pedidos.almudena",
            contacts: [
                DemoContact(
                    "Íñigo Echevarría", "Purchasing", mailbox: "inigo.almudena", portalUser: true),
                DemoContact("María José Núñez", "Accounts", mailbox: "administracion.almudena"),
                DemoContact("Begoña Muñoz", "Quality", mailbox: "begona.almudena"),
                DemoContact("Jordi Puig", "Deliveries"),
            ]),
        DemoCustomer(
            externalID: "TW-1031", number: 10031, name: "Hostal Puerta del Albaicín",
            street: "Cuesta de los Aljibes 7", postalCode: "18010", city: "Granada", country: "Spain",
            contacts: [
                DemoContact("Rocío Cortés Heredia", "Owner", mailbox: "rocio.albaicin"),
                DemoContact("Ibrahim Diallo", "Breakfast"),
            ]),
        DemoCustomer(
            externalID: "TW-1032", number: 10032, name: "Torrefazione Lanterna S.r.l.",
            street: "Via dei Setaioli 12", postalCode: "16128", city: "Genova", country: "Italy",
            mailbox: "ordini.lanterna",
            contacts: [
                DemoContact("Niccolò Parodi", "Buyer", mailbox: "niccolo.lanterna"),
                DemoContact("Letizia D'Angelo", "Administration", mailbox: "letizia.lanterna"),
            ]),
        DemoCustomer(
            externalID: "TW-1033", number: 10033, name: "Bar Stazione Vecchia",
            street: "Piazza del Lavatoio 2", postalCode: "40121", city: "Bologna", country: "Italy",
            contacts: [
                DemoContact("Renzo Zucchini", "Owner")
            ]),
        DemoCustomer(
            externalID: "TW-1034", number: 10034, name: "Kaffeehaus Zum Goldenen Rechen",
            street: "Strozzigasse 33", postalCode: "1080", city: "Wien", country: "Austria",
            mailbox: "rechen",
            contacts: [
                DemoContact("Hofrat Leopold Wessely", "Owner", mailbox: "leopold.rechen"),
                DemoContact("Zdenka Horáková", "Manager", mailbox: "zdenka.rechen", portalUser: true),
                DemoContact("Mirjana Kovačević", "Patisserie"),
            ]),
        DemoCustomer(
            externalID: "TW-1035", number: 10035, name: "Bergstation Flüela AG",
            street: "Talstrasse 70", postalCode: "7270", city: "Davos Platz", country: "Switzerland",
            contacts: [
                DemoContact("Ursina Caflisch", "Gastronomy", mailbox: "ursina.fluela"),
                DemoContact("Gian-Reto Söldi", "Lift operations"),
            ]),
        DemoCustomer(
            externalID: "TW-1036", number: 10036, name: "Kavárna Na Můstku", street: "Žerotínova 21",
            postalCode: "602 00", city: "Brno", country: "Czechia", mailbox: "namustku",
            contacts: [
                DemoContact("Jiří Dvořáček", "Owner", mailbox: "jiri.namustku"),
                DemoContact("Šárka Říhová", "Shop"),
            ]),
        DemoCustomer(
            externalID: "TW-1037", number: 10037, name: "Palarnia Wisła sp. z o.o.",
            street: "ul. Łazienna 15", postalCode: "31-064", city: "Kraków", country: "Poland",
            mailbox: "biuro.wisla",
            contacts: [
                DemoContact("Małgorzata Świątek", "Managing director", mailbox: "malgorzata.wisla"),
                DemoContact("Łukasz Żółkiewski", "Roaster", mailbox: "lukasz.wisla"),
                DemoContact("Grażyna Ćwik", "Accounts", mailbox: "ksiegowosc.wisla"),
            ]),
        DemoCustomer(
            externalID: "TW-1038", number: 10038, name: "Καφενείο Ο Πλάτανος",
            street: "Οδός Κυδωνίας 11", postalCode: "546 30", city: "Θεσσαλονίκη", country: "Greece",
            mailbox: "platanos",
            contacts: [
                DemoContact("Ελένη Παπαδοπούλου", "Owner", mailbox: "eleni.platanos", portalUser: true),
                DemoContact("Γιώργος Αναγνώστου", "Deliveries"),
            ]),
        DemoCustomer(
            externalID: "TW-1039", number: 10039, name: "Кав’ярня «Лелека»",
            street: "вул. Вірменська 29", postalCode: "79008", city: "Львів", country: "Ukraine",
            mailbox: "leleka",
            contacts: [
                DemoContact("Соломія Ґудзик", "Owner", mailbox: "solomiia.leleka"),
                DemoContact("Тарас Їжакевич", "Barista"),
            ]),
        DemoCustomer(
            externalID: "TW-1040", number: 10040, name: "Kahve Durağı", street: "Moda Bostanı Sokak 6",
            postalCode: "34710", city: "İstanbul", country: "Türkiye", mailbox: "duragi",
            contacts: [
                DemoContact("İpek Şahin", "Owner", mailbox: "ipek.duragi"),
                DemoContact("Oğuzhan Çelik", "Buyer", mailbox: "oguzhan.duragi"),
                DemoContact("Ayşe Güneş", "Accounts", mailbox: "muhasebe.duragi"),
            ]),
    ]
}
