/// The Americas, Africa, Asia and the Pacific.
extension DemoCustomer {
    static let world: [DemoCustomer] = [
        DemoCustomer(
            externalID: "TW-1041", number: 10041, name: "Juniper Street Roastery",
            street: "1480 Juniper St", postalCode: "97209", city: "Portland, OR",
            country: "United States", phone: "+1 503-555-0117", mailbox: "orders.juniper",
            contacts: [
                DemoContact(
                    "Dakota Whitfield", "Co-owner", mailbox: "dakota.juniper", phone: "+1 503-555-0118",
                    portalUser: true),
                DemoContact(
                    "Xóchitl Ramírez", "Co-owner", mailbox: "xochitl.juniper", phone: "+1 503-555-0119"),
                DemoContact("Hank Olmstead", "Receiving"),
                DemoContact(
                    "Sunita Rao", "Quality", mailbox: "sunita.juniper", phone: "+1 503-555-0120"),
            ]),
        DemoCustomer(
            externalID: "TW-1042", number: 10042, name: "Prospect Heights Library Café",
            street: "212 Underhill Place", postalCode: "11238", city: "Brooklyn, NY",
            country: "United States", phone: "+1 718-555-0132",
            contacts: [
                DemoContact(
                    "Shanice Baptiste", "Café manager", mailbox: "shanice.prospect", phone: "+1 718-555-0133"),
                DemoContact(
                    "Eliezer Katz", "Treasurer", mailbox: "treasurer.prospect", phone: "+1 718-555-0134"),
            ]),
        DemoCustomer(
            externalID: "TW-1043", number: 10043, name: "Saguaro Conference Hotels Inc.",
            street: "9 Arroyo Seco Blvd", postalCode: "85004", city: "Phoenix, AZ",
            country: "United States", phone: "+1 602-555-0158", mailbox: "purchasing.saguaro",
            contacts: [
                DemoContact(
                    "Marisol Begay", "Regional purchasing", mailbox: "marisol.saguaro",
                    phone: "+1 602-555-0159", portalUser: true, group: "Everything"),
                DemoContact(
                    "Trent Kowalczyk", "Food and beverage", mailbox: "trent.saguaro", phone: "+1 602-555-0160"
                ),
                DemoContact(
                    "Accounts Payable", "Shared mailbox", mailbox: "ap.saguaro", phone: "+1 602-555-0161"),
            ]),
        DemoCustomer(
            externalID: "TW-1044", number: 10044, name: "Café Mille-Feuilles",
            street: "4410, rue Saint-Ambroise", postalCode: "H4C 2C7", city: "Montréal, QC",
            country: "Canada", phone: "+1 514-555-0144",
            contacts: [
                DemoContact(
                    "Geneviève Tremblay-Côté", "Owner", mailbox: "genevieve.millefeuilles",
                    phone: "+1 514-555-0145"),
                DemoContact("Étienne Ouellet", "Barista"),
            ]),
        DemoCustomer(
            externalID: "TW-1045", number: 10045, name: "Salish Sea Bakery Ltd",
            street: "88 Powell Lane", postalCode: "V6A 1G2", city: "Vancouver, BC", country: "Canada",
            phone: "+1 604-555-0171", mailbox: "salish",
            contacts: [
                DemoContact(
                    "Harpreet Gill", "Owner", mailbox: "harpreet.salish", phone: "+1 604-555-0172"),
                DemoContact("Wren Nakamura", "Production", mailbox: "wren.salish"),
                DemoContact(
                    "Théa Lindgren", "Accounts", mailbox: "accounts.salish", phone: "+1 604-555-0173"),
            ]),
        DemoCustomer(
            externalID: "TW-1046", number: 10046, name: "Laneway & Larder",
            street: "6/31 Degraves Alley", postalCode: "3000", city: "Melbourne VIC",
            country: "Australia", phone: "(03) 5550 1742", mailbox: "hello.laneway",
            contacts: [
                DemoContact(
                    "Matilda Papadakis", "Owner", mailbox: "matilda.laneway", phone: "0491 570 006",
                    portalUser: true),
                DemoContact("Kiri Tamihana", "Manager", mailbox: "kiri.laneway", phone: "0491 570 156"),
                DemoContact("Duc Nguyễn", "Kitchen"),
            ]),
        DemoCustomer(
            externalID: "TW-1047", number: 10047, name: "Fremantle Ferry Kiosk",
            street: "2 Slip Street", postalCode: "6160", city: "Fremantle WA", country: "Australia",
            phone: "(08) 5550 4417",
            contacts: [
                DemoContact(
                    "Bruce Yunupingu", "Owner", mailbox: "bruce.ferrykiosk", phone: "0491 570 157")
            ]),
        DemoCustomer(
            externalID: "TW-1048", number: 10048, name: "Harbour Bridge Offices Pty Ltd",
            street: "Level 12, 40 Argyle Cut", postalCode: "2000", city: "Sydney NSW",
            country: "Australia", phone: "(02) 5550 0931", mailbox: "concierge.harbourbridge",
            contacts: [
                DemoContact(
                    "Saoirse Campbell", "Concierge", mailbox: "saoirse.harbourbridge", phone: "(02) 5550 0932"
                ),
                DemoContact(
                    "Anil Wickramasinghe", "Procurement", mailbox: "anil.harbourbridge",
                    phone: "(02) 5550 0933"),
            ]),
        DemoCustomer(
            externalID: "TW-1049", number: 10049, name: "Te Aro Beans", street: "19 Ghuznee Rise",
            postalCode: "6011", city: "Wellington", country: "New Zealand", mailbox: "tearo",
            contacts: [
                DemoContact("Hinemoa Parata", "Owner", mailbox: "hinemoa.tearo"),
                DemoContact("Lachlan Reid", "Roaster"),
            ]),
        DemoCustomer(
            externalID: "TW-1050", number: 10050, name: "喫茶 月の庭", street: "左京区吉田橘町 12-3",
            postalCode: "606-8301", city: "京都市", country: "Japan", mailbox: "tsukinoniwa",
            contacts: [
                DemoContact("高橋 由美子", "Owner", mailbox: "takahashi.tsukinoniwa", portalUser: true),
                DemoContact("渡邉 健", "Head barista", mailbox: "watanabe.tsukinoniwa"),
                DemoContact("Émile Durand", "Visiting roaster"),
            ]),
        DemoCustomer(
            externalID: "TW-1051", number: 10051, name: "株式会社みなとオフィス給茶", street: "港区海岸 2-7-4",
            postalCode: "105-0022", city: "東京都", country: "Japan", mailbox: "minato",
            contacts: [
                DemoContact("鈴木 さくら", "Purchasing", mailbox: "suzuki.minato"),
                DemoContact("齋藤 大輔", "Accounts", mailbox: "keiri.minato"),
                DemoContact("グエン・ティ・ラン", "Service"),
            ]),
        DemoCustomer(
            externalID: "TW-1052", number: 10052, name: "달빛 로스터스", street: "마포구 와우산로 88",
            postalCode: "04053", city: "서울특별시", country: "South Korea", mailbox: "dalbit",
            contacts: [
                DemoContact("김민서", "Owner", mailbox: "minseo.dalbit"),
                DemoContact("박지훈", "Buyer", mailbox: "jihoon.dalbit"),
            ]),
        DemoCustomer(
            externalID: "TW-1053", number: 10053, name: "梧桐里咖啡有限公司", street: "徐汇区桃江路 46 号",
            postalCode: "200031", city: "上海市", country: "China", mailbox: "wutongli",
            contacts: [
                DemoContact("王思远", "Managing director", mailbox: "siyuan.wutongli"),
                DemoContact("欧阳娜娜", "Operations", mailbox: "ouyang.wutongli"),
            ]),
        DemoCustomer(
            externalID: "TW-1054", number: 10054, name: "مقهى شجرة التوت", street: "شارع النارنج 14",
            postalCode: "11511", city: "القاهرة", country: "Egypt", mailbox: "tout",
            contacts: [
                DemoContact("ليلى عبد الرحمن", "Owner", mailbox: "layla.tout", portalUser: true),
                DemoContact("يوسف الشافعي", "Deliveries"),
            ]),
        DemoCustomer(
            externalID: "TW-1055", number: 10055, name: "فندق واحة الصفصاف",
            street: "شارع الكورنيش 203", postalCode: "00000", city: "أبوظبي",
            country: "United Arab Emirates", mailbox: "safsaf",
            contacts: [
                DemoContact("مريم الكعبي", "Purchasing", mailbox: "maryam.safsaf"),
                DemoContact("Rajesh Pillai", "Executive chef", mailbox: "rajesh.safsaf"),
                DemoContact("Joy Dela Cruz", "Front office"),
            ]),
        DemoCustomer(
            externalID: "TW-1056", number: 10056, name: "בית קפה הגשר", street: "רחוב הזית 5",
            postalCode: "6334208", city: "תל אביב-יפו", country: "Israel", mailbox: "hagesher",
            contacts: [
                DemoContact("נועה בן-דוד", "Owner", mailbox: "noa.hagesher"),
                DemoContact("Yonatan Levi", "Barista"),
            ]),
        DemoCustomer(
            externalID: "TW-1057", number: 10057, name: "कॉफ़ी चौपाल", street: "गली नीम वाली 23",
            postalCode: "302001", city: "जयपुर", country: "India", mailbox: "chaupal",
            contacts: [
                DemoContact("मीरा शेखावत", "Owner", mailbox: "meera.chaupal"),
                DemoContact("अर्जुन राठौड़", "Accounts", mailbox: "arjun.chaupal"),
            ]),
        DemoCustomer(
            externalID: "TW-1058", number: 10058, name: "Malabar Monsoon Exports",
            street: "7 Spice Godown Road", postalCode: "682001", city: "Kochi", country: "India",
            mailbox: "malabar",
            contacts: [
                DemoContact("Thomas Kurian", "Export manager", mailbox: "thomas.malabar"),
                DemoContact("Lakshmi Menon", "Quality laboratory", mailbox: "lakshmi.malabar"),
            ]),
        DemoCustomer(
            externalID: "TW-1059", number: 10059, name: "ร้านกาแฟดอยหมอก", street: "ถนนช้างม่อยเก่า 18",
            postalCode: "50300", city: "เชียงใหม่", country: "Thailand", mailbox: "doimok",
            contacts: [
                DemoContact("สมชาย ใจดี", "Owner", mailbox: "somchai.doimok"),
                DemoContact("นภัสสร วงศ์คำ", "Roaster"),
            ]),
        DemoCustomer(
            externalID: "TW-1060", number: 10060, name: "ყავის სახლი მთაწმინდა",
            street: "ბესიკის ქუჩა 9", postalCode: "0108", city: "თბილისი", country: "Georgia",
            mailbox: "mtatsminda",
            contacts: [
                DemoContact("ნინო ბერიძე", "Owner", mailbox: "nino.mtatsminda"),
                DemoContact("გიორგი კაპანაძე", "Buyer", mailbox: "giorgi.mtatsminda"),
            ]),
        DemoCustomer(
            externalID: "TW-1061", number: 10061, name: "Cafetería La Jacaranda",
            street: "Calle Durazno 1240", postalCode: "11200", city: "Montevideo", country: "Uruguay",
            mailbox: "jacaranda",
            contacts: [
                DemoContact("Agustina Pereyra", "Owner", mailbox: "agustina.jacaranda"),
                DemoContact(
                    "Ben Thistlewood", "Adviser", mailbox: "ben.lanternyard", phone: "07700 900142",
                    portalUser: true),
            ]),
        DemoCustomer(
            externalID: "TW-1062", number: 10062, name: "Nairobi Nook", street: "Kiambere Close 31",
            postalCode: "00100", city: "Nairobi", country: "Kenya", mailbox: "nook",
            contacts: [
                DemoContact("Wanjiru Kamau", "Owner", mailbox: "wanjiru.nook"),
                DemoContact("Otieno Odhiambo", "Head of training", mailbox: "otieno.nook"),
            ]),
    ]
}
