import Foundation
import Testing

/// What portals may use: every public declaration of the modules that reach them.
enum Contract {
    static let path = "Sources/PortalKit/contract.txt"
    static let modules = ["PortalKit", "Web", "MariaDB"]

    static func listing() -> [String] {
        modules.flatMap { module in
            Tree.program.filter { $0.path.hasPrefix("Sources/" + module + "/") }.flatMap {
                Declarations($0).list
            }.sorted().map {
                module + " " + $0
            }
        }
    }

    static func difference(from old: [String], to new: [String]) -> [String] {
        new.difference(from: old).map { change in
            switch change {
            case .insert(_, let line, _): "+ " + line
            case .remove(_, let line, _): "- " + line
            }
        }
    }
}

@Suite("The contract with portals")
struct ContractTests {
    @Test(
        "it is what contract.txt says; PORTICO_RENEW_CONTRACT=1 swift test --filter ContractTests writes it anew"
    )
    func listed() throws {
        let listing = Contract.listing()
        #expect(listing.count > 200)
        if ProcessInfo.processInfo.environment["PORTICO_RENEW_CONTRACT"] == "1" {
            let text = listing.joined(separator: "\n") + "\n"
            try text.write(to: Tree.root.appending(path: Contract.path), atomically: true, encoding: .utf8)
        }
        let committed = Tree.file(Contract.path)?.text.split(separator: "\n").map(String.init) ?? []
        #expect(Contract.difference(from: committed, to: listing) == [])
    }

    @Test("a portal has exactly one public declaration")
    func portals() {
        let portals = Dictionary(
            grouping: Tree.program.filter { $0.path.hasPrefix("Plugins/") }, by: \.target)
        for (portal, files) in portals {
            let declarations = files.flatMap { Declarations($0).list }
            #expect(declarations.count == 1, "\(portal): \(declarations)")
        }
    }

    @Test("the kernel and the layers below it promise nothing")
    func inside() {
        func declarations(_ targets: Set<String>) -> [String] {
            Tree.program.filter { targets.contains($0.target) }.flatMap { Declarations($0).list }
        }
        #expect(declarations(["Kernel", "FastCGI", "Posix"]) == [])
        #expect(declarations(["PorticoApp"]).count == 1)
    }

    @Test("public declarations are read with what they stand in, and no others")
    func reading() {
        let source = """
            public import Web
            /// public let notThis = 1
            public struct Ticket: Sendable {
                public let id: Int
                package let secret: Int
                let number = { 1 }()
                @discardableResult
                public func close(
                    by who: String, _ body: () -> Void = {}
                ) throws -> Ticket { self }
                public enum State { case open, closed(Int) }
                enum Hidden { public static let x = 1 }
                public static func == (left: Ticket, right: Ticket) -> Bool { true }
            }
            package struct Inside { public var x: Int }
            public protocol Shape {
                var area: Int { get }
            }
            public enum Colour {
                case red, green
                var name: String { "" }
            }
            extension Ticket where Self: Sendable {
                public static var all: [Ticket] { [] }
                var not: Int { 1 }
            }
            public let limit = 1_000
            """
        #expect(
            Declarations(SourceFile(path: "Sources/X/X.swift", text: source)).list == [
                "struct Ticket: Sendable", "Ticket: let id: Int",
                "Ticket: func close(by who: String, _ body: () -> Void = {}) throws -> Ticket",
                "Ticket: enum State", "Ticket: static func == (left: Ticket, right: Ticket) -> Bool",
                "protocol Shape", "Shape: var area: Int", "enum Colour", "Colour: case red, green",
                "Ticket where Self: Sendable: static var all: [Ticket]", "let limit",
            ])
    }

    @Test("a changed, a new and a lost declaration are told apart")
    func difference() {
        #expect(Contract.difference(from: ["a", "b"], to: ["a", "b"]).isEmpty)
        #expect(Contract.difference(from: ["a", "b"], to: ["a", "c"]) == ["- b", "+ c"])
    }
}
