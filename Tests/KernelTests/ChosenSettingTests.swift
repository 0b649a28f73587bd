import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What runs without a viewer goes by what administrators chose, as pages do")
struct ChosenSettingTests {
    private let kernel: TestKernel
    private let contact: TestContact

    init() throws {
        kernel = try TestKernel(portals: [choosyPortal])
        contact = try kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds Futterkiste"))
        let office = try kernel.signIn(kernel.addStaff())
        #expect(try office.post("/staff/settings/choosy", ["choosy.years": "7"]).status == 303)
    }

    @Test("SL07 handing out one person's data and forgetting him")
    func privacy() throws {
        #expect(
            try kernel.personalData(of: contact).portals == ["choosy": [.init(name: "years", value: "7")]])
        #expect(try kernel.erase(contact).first == "choosy: 7 years, because of the law")
    }

    @Test("reading a file, tried and done")
    func importing() throws {
        let importer = try #require(choosyPortal.imports.first)
        for isRehearsal in [true, false] {
            let result = try kernel.withConnection { connection in
                try RecordImport(importer, Array("name\nx\n".utf8)).run(
                    for: choosyPortal, kernel.house, connection, isRehearsal: isRehearsal)
            }
            #expect(result.problems.map(\.message) == ["kept for 7 years"])
        }
    }
}

/// A portal whose parts without a viewer say which setting they were given.
private let choosyPortal = Portal(
    id: "choosy", title: "Choosy", icon: .megaphone, permissions: [], settings: [Setting<Int>.years],
    imports: [
        Importer("things", [ImportColumn("name")]) { _, context, _ in
            let years = context.settings[.years]
            throw PortalError.invalid("name", Words(verbatim: "kept for \(years) years"))
        }
    ], examples: .none,
    privacy: Privacy(
        export: { context, _ in [("years", String(context.settings[.years]))] },
        erase: { context, _, _ in [Privacy.Kept("\(context.settings[.years]) years", because: "of the law")] }
    ),
    resources: PortalResources(migrations: []))

extension Setting where Value == Int {
    fileprivate static var years: Setting { Setting("choosy.years", title: "Years", default: 1, in: 1...9) }
}
