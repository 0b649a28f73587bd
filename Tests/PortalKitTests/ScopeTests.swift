import Testing

@testable import PortalKit

@Suite("A scope in a statement")
struct ScopeTests {
    static let staff = Scope(.everything)
    static func customer(_ reach: Reach, contact: UInt64? = 7) -> Scope {
        Scope(.customer(42, contact: contact, reach: reach))
    }

    static func full(_ scope: Scope) -> SQL {
        "SELECT 1 WHERE \(scope, on: "t", own: "t.contact_id", shared: "t.shared_at") AND t.id = \(9)"
    }

    @Test("A05 a customer's is his customer, bound")
    func organisation() {
        let sql: SQL = "WHERE \(Self.customer(.organisation), on: "t")"
        #expect(sql.text == "WHERE (t.customer_id = ?)")
        #expect(sql.binds == [.uint(42)])
        #expect(sql.scopes == 1)
    }

    @Test("reach own adds the contact, and its values stand in the order of their places")
    func own() {
        let sql = Self.full(Self.customer(.own))
        #expect(
            sql.text
                == "SELECT 1 WHERE (t.customer_id = ? AND t.contact_id = ? AND t.shared_at IS NOT NULL) AND t.id = ?"
        )
        #expect(sql.binds == [.uint(42), .uint(7), .int(9)])
    }

    @Test("reach own sees nothing without a column or without a contact")
    func ownOfNobody() {
        let noColumn: SQL = "\(Self.customer(.own), on: "t")"
        let noContact: SQL = "\(Self.customer(.own, contact: nil), on: "t", own: "t.contact_id")"
        #expect(noColumn.text == "(t.customer_id = ? AND FALSE)")
        #expect(noContact.text == "(t.customer_id = ? AND FALSE)")
    }

    @Test("E07 with reach own somebody reaches what is his and what he is a member of, inside his customer")
    func members() throws {
        let sql: SQL = """
            SELECT 1 FROM support_ticket t WHERE \(Self.customer(.own), on: "t", own: "t.contact_id",
                members: "support_member(ticket_id)", shared: "t.shared_at") AND t.id = \(9)
            """
        let member =
            "EXISTS (SELECT 1 FROM support_member scope_member WHERE scope_member.customer_id = ?"
            + " AND scope_member.ticket_id = t.id AND scope_member.contact_id = ?)"
        #expect(
            sql.text
                == "SELECT 1 FROM support_ticket t WHERE (t.customer_id = ? AND (t.contact_id = ? OR \(member))"
                + " AND t.shared_at IS NOT NULL) AND t.id = ?")
        #expect(sql.binds == [.uint(42), .uint(7), .uint(42), .uint(7), .int(9)])
        // Two tables, each held inside the customer.
        try StatementCheck.check(sql, portal: "support", countsOwners: true)
        #expect(throws: StatementFault.foreignTable(portal: "notes", table: "support_ticket")) {
            try StatementCheck.check(sql, portal: "notes", countsOwners: true)
        }
        let only: SQL = "\(Self.customer(.own), on: "t", members: "support_member(ticket_id)")"
        #expect(only.text == "(t.customer_id = ? AND \(member))")
    }

    @Test("E07 a visitor without a contact is a member of nothing; organisation and staff need no members")
    func membersOfOthers() {
        func text(_ scope: Scope) -> String {
            ("\(scope, on: "t", own: "t.contact_id", members: "support_member(ticket_id)")" as SQL).text
        }
        #expect(text(Self.customer(.own, contact: nil)) == "(t.customer_id = ? AND FALSE)")
        #expect(text(Self.customer(.none)) == "(t.customer_id = ? AND FALSE)")
        #expect(text(Self.customer(.organisation)) == "(t.customer_id = ?)")
        #expect(text(Self.staff) == "TRUE")
    }

    @Test(
        "members that are misspelt make a statement that no database takes, and never one that shows more",
        arguments: [
            ("", "SELECT 1 FROM  scope_member"), ("(", "scope_member. = t.id"),
            ("m(", "scope_member. = t.id"),
            ("support_member", "scope_member. = t.id"),
        ] as [(StaticString, String)])
    func misspeltMembers(_ members: StaticString, _ part: String) {
        let sql: SQL = "\(Self.customer(.own), on: "t", members: members)"
        #expect(sql.text.contains(part))
    }

    @Test("reach none sees nothing, were it ever asked")
    func none() {
        #expect(
            ("\(Self.customer(.none), on: "t", own: "t.contact_id")" as SQL).text
                == "(t.customer_id = ? AND FALSE)")
    }

    @Test("reach organisation needs neither contact nor column")
    func wholeOrganisation() {
        let sql: SQL = "\(Self.customer(.organisation, contact: nil), on: "t", own: "t.contact_id")"
        #expect(sql.text == "(t.customer_id = ?)")
    }

    @Test("staff see everything, shared or not, and the statement still has its scope")
    func everything() {
        let sql = Self.full(Self.staff)
        #expect(sql.text == "SELECT 1 WHERE TRUE AND t.id = ?")
        #expect(sql.binds == [.int(9)])
        #expect(sql.scopes == 1)
    }

    @Test("what is for everybody is held together by parentheses, so that no OR leaks out of it")
    func everybody() {
        let sql: SQL = "\(Self.customer(.organisation), on: "a", shared: "a.published_at", everybody: true)"
        #expect(sql.text == "((a.customer_id = ? OR a.customer_id IS NULL) AND a.published_at IS NOT NULL)")
        #expect(sql.binds == [.uint(42)])
    }

    @Test("a new record belongs to the viewer's customer; staff name one")
    func owner() {
        let sql: SQL = "VALUES (\(ownerOf: Self.customer(.own)))"
        #expect(sql.text == "VALUES (?)")
        #expect(sql.binds == [.uint(42)])
        #expect(sql.scopes == 1)
        #expect(("VALUES (\(ownerOf: Self.staff))" as SQL).text == "VALUES (NULL)")
    }

    @Test("a new record is its writer's, where a contact writes it")
    func writer() {
        let sql: SQL = "VALUES (\(ownerOf: Self.customer(.own)), \(contactOf: Self.customer(.organisation)))"
        #expect(sql.text == "VALUES (?, ?)")
        #expect(sql.binds == [.uint(42), .uint(7)])
        for nobody in [Self.staff, Self.customer(.own, contact: nil)] {
            let sql: SQL = "VALUES (\(contactOf: nobody))"
            #expect(sql.text == "VALUES (NULL)")
            #expect(sql.scopes == 0, "a writer holds nothing inside a customer")
        }
    }

    @Test("a permission without a reach gives no scope at all")
    func forbidden() {
        let reaches = Reaches(["support.view": .own])
        let view = Permission("support.view", title: "See")
        let answer = Permission("support.answer", title: "Answer")
        #expect(reaches.reach(view) == .own)
        #expect(reaches.reach(answer) == .none)
        #expect(Reach.none < .own && Reach.own < .organisation)
        #expect(min(Reach.organisation, .own) == .own)
    }
}
