import DocumentationPortal
import PortalKit
import PortalTesting
import Testing

/// An installation with a knowledge base: Maria and Karl of Alfreds, of whom Karl's group may see internal articles
/// too; Ana of another customer; a customer without portal users; and Jonas, who writes.
struct Bookshelf {
    static let list = "/documentation/articles"
    static let staffList = "/staff/documentation/articles"

    let kernel: TestKernel
    let jonas: TestStaff
    let maria: TestSeat
    let karl: TestSeat
    let ana: TestSeat
    let desk: Browser

    init() throws {
        kernel = try TestKernel(portals: [documentationPortal])
        jonas = try kernel.addStaff("Jonas Kettering", isAdministrator: false)
        let alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        karl = try kernel.addSeat(
            kernel.addContact("Karl Brandt", at: alfreds),
            group: kernel.addGroup([
                "documentation.public.view": .organisation, "documentation.internal.view": .organisation,
            ]))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
        desk = try kernel.signIn(jonas)
    }

    /// Who an article is for.
    enum For { case all, groups, customer(TestCustomer) }

    /// An article that staff write in their form; gives its ref.
    @discardableResult
    func write(
        _ title: String, for audience: For = .all, isPublished: Bool = true, section: String = "",
        body: String? = nil
    ) throws -> String {
        var fields = [
            "title": title, "summary": "About " + title, "body": body ?? "The text of **\(title)**.",
            "audience": "public", "section": section, "then": isPublished ? "publish" : "look",
        ]
        switch audience {
        case .all: break
        case .groups: fields["audience"] = "internal"
        case .customer(let customer): fields["customer"] = String(customer.number)
        }
        let reply = try desk.post(Self.staffList + "/new", fields)
        let path = try #require(reply.location, "\(reply.text)")
        return String(path.dropFirst(Self.staffList.count + 1).prefix { $0 != "?" && $0 != "#" })
    }

    /// A section that staff make; gives its ref.
    func section(_ title: String, at position: Int) throws -> String {
        let reply = try desk.post(
            "/staff/documentation/sections/new", ["title": title, "position": String(position)])
        #expect(reply.status == 303, "\(reply.text)")
        let ref: Ref<Bookshelf>? = try kernel.value(
            "SELECT ref FROM documentation_section WHERE title = \(title)")
        return try #require(ref).description
    }

    func page(_ ref: String) -> String { Self.list + "/" + ref }
    func staffPage(_ ref: String) -> String { Self.staffList + "/" + ref }
}
