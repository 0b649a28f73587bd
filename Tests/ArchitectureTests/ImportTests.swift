import Testing

/// Which modules a target may name. The compiler sees every module that was built before, and SwiftPM's own check
/// of imports gives up without a word when it cannot scan a target, so the walls stand here.
enum Imports {
    /// Modules of the toolchain that everybody may use.
    static let common: Set<String> = ["Synchronization"]

    static let allowed: [String: Set<String>] = [
        "Posix": ["CPosix", "Glibc"],
        "Web": ["HTTPTypes"],
        "Markdown": ["CMD4C", "Web"],
        "MariaDB": ["CMariaDB"],
        "FastCGI": ["CFastCGI", "Posix", "Glibc"],
        "Mail": ["CCurl"],
        "MailReading": ["CGMime"],
        "PDF": ["CPango", "PortalKit"],
        "PortalKit": ["Web", "Markdown", "MariaDB", "CQRCode", "HTTPTypes"],
        "Kernel": [
            "PDF", "PortalKit", "Web", "MariaDB", "Posix", "CArgon2", "HTTPTypes", "Logging", "Crypto",
            "FoundationEssentials", "Dispatch",
        ],
        "PorticoApp": [
            "Kernel", "PortalKit", "Web", "MariaDB", "FastCGI", "Mail", "MailReading", "Posix", "HTTPTypes",
            "Logging",
            "ArgumentParser",
            "Yams", "FoundationEssentials",
        ],
        "PortalTesting": ["Kernel", "PortalKit", "Web", "MariaDB", "Posix", "HTTPTypes", "Foundation"],
        "EmbedTool": ["Foundation"],
        "EmbedPortal": ["Foundation", "PackagePlugin"],
    ]

    /// Files that may use more than their target.
    static let exceptions: [String: Set<String>] = ["Sources/PortalKit/Formats.swift": ["Foundation"]]

    static func modules(_ code: Code) -> [(line: Int, name: String)] {
        let before: Set<Substring> = [
            "public", "package", "internal", "private", "fileprivate", "_exported", "preconcurrency",
            "testable",
        ]
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        return code.lines.enumerated().flatMap { number, line in
            line.split(separator: ";").compactMap { statement in
                let words = Code.words(String(statement))
                guard let place = words.firstIndex(of: "import"), before.isSuperset(of: words[..<place]),
                    let name = words[(place + 1)...].first(where: { !kinds.contains($0) })
                else { return nil }
                return (number + 1, String(name))
            }
        }
    }

    static func faults(_ file: SourceFile) -> [String] {
        modules(file.code).compactMap { line, name in
            let isAllowed: Bool
            if file.path.hasPrefix("Plugins/") {
                isAllowed = name == "PortalKit"
            } else if file.target == "portico" {
                isAllowed = name == "PorticoApp" || name.hasSuffix("Portal")
            } else {
                isAllowed =
                    common.contains(name) || allowed[file.target]?.contains(name) == true
                    || exceptions[file.path]?.contains(name) == true
            }
            return isAllowed ? nil : "\(file.path):\(line): \(file.target) may not import \(name)"
        }
    }
}

@Suite("The arrows between the modules")
struct ImportTests {
    @Test("every import follows them")
    func arrows() {
        #expect(Tree.program.flatMap(Imports.faults) == [])
    }

    @Test(
        "an import against them is found",
        arguments: [
            ("Plugins/Support/Ticket.swift", "import Kernel"),
            ("Plugins/Support/Ticket.swift", "import MariaDB"),
            ("Plugins/Support/Ticket.swift", "import FastCGI"),
            ("Plugins/Support/Ticket.swift", "import CMariaDB"),
            ("Plugins/Support/Ticket.swift", "import Foundation"),
            ("Plugins/Support/Ticket.swift", "import Glibc"),
            ("Plugins/Support/Ticket.swift", "import InvoicingPortal"),
            ("Plugins/Support/Ticket.swift", "  @_exported public import struct Kernel.Gate"),
            ("Plugins/Support/Ticket.swift", "@testable import PorticoApp"),
            ("Plugins/Support/Ticket.swift", "import PortalKit; import Kernel"),
            ("Sources/Kernel/Gate.swift", "import SupportPortal"),
            ("Sources/Kernel/Gate.swift", "import Foundation"),
            ("Sources/PortalKit/Scope.swift", "import Kernel"),
            ("Sources/Web/Path.swift", "import MariaDB"),
            ("Sources/Web/Path.swift", "import FoundationEssentials"),
            ("Sources/MariaDB/Row.swift", "package import Web"),
            ("Sources/FastCGI/Workers.swift", "import Web"),
            ("Sources/Mail/SMTPSender.swift", "import Kernel"), ("Sources/Kernel/Gate.swift", "import CCurl"),
            ("Sources/New/New.swift", "import Web"),
        ])
    func planted(path: String, text: String) {
        #expect(!Imports.faults(SourceFile(path: path, text: text)).isEmpty)
    }

    @Test("what only looks like an import is none")
    func lookalikes() {
        let text =
            "// import Kernel\nlet text = \"import Kernel\"\nfunc important() {}\nlet x = y.import\nimport PortalKit"
        #expect(Imports.faults(SourceFile(path: "Plugins/Support/Ticket.swift", text: text)).isEmpty)
    }

    @Test("F02 a portal is a module that depends on the contract alone, without access to the package")
    func manifest() throws {
        let manifest = try #require(Tree.file("Package.swift")).text
        #expect(
            manifest.contains(#"name: "\(name)Portal", dependencies: ["PortalKit"], path: "Plugins/\(name)""#)
        )
        #expect(manifest.contains("packageAccess: false, swiftSettings: rules, plugins: [embed]"))
    }
}
