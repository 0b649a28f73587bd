import Foundation
import Testing

@Suite("The proof of isolation")
struct ProofTests {
    @Test("G09 every portal that ships is walked through")
    func everyPortal() throws {
        let folder = Tree.root.appending(path: "Plugins").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        let test = Tree.file("Tests/PortalContractTests/ShippedPortalsTests.swift")?.text ?? ""
        #expect(!names.isEmpty)
        for name in names {
            let constant = name.prefix(1).lowercased() + name.dropFirst() + "Portal"
            #expect(test.contains("import \(name)Portal\n") && test.contains(constant), "\(name)")
        }
    }
}
