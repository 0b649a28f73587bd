import FoundationEssentials
import Posix

/// Makes the folders of a portal out of the smallest real one, which is built and tested with every change: so what a
/// team begins with works before its first edit, and is never older than the contract.
struct NewPortal {
    let name: PortalName
    /// A checkout of Portico, where the portal to copy stands.
    let portico: String
    /// Where the portal goes: that checkout, or the folder of a package of one's own.
    let target: String

    struct Refusal: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// The portal becomes one of those that Portico ships.
    var isShipped: Bool { portico == target }

    private static let folders = [
        "Plugins/Announcements", "migrations/announcements", "Tests/AnnouncementsPortalTests",
    ]

    /// A checkout to copy from: this folder itself, or the one that SwiftPM fetched for it.
    static func checkout(near folder: String) -> String? {
        [folder, folder + "/.build/checkouts/portico"].first { isCheckout($0) }
    }

    static func isCheckout(_ folder: String) -> Bool {
        folders.allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    }

    /// Writes everything, and says what was written; nothing when any of it is there already.
    func write() throws -> [String] {
        guard Self.isCheckout(portico) else {
            throw Refusal(description: "there is no checkout of Portico at \(portico): --portico")
        }
        try refuseNameOfTheContract()
        var files: [(path: String, text: String)] = []
        for folder in Self.folders {
            for file in try Self.files(in: portico + "/" + folder) {
                var text = try String(contentsOfFile: portico + "/" + folder + "/" + file, encoding: .utf8)
                if file.hasSuffix(".json") { text = PortalName.untranslated(text) }
                files.append((name.renamed(folder + "/" + file), name.renamed(text)))
            }
        }
        if !isShipped {
            files.append(("Tests/\(name.plural)PortalTests/IsolationTests.swift", OwnPackage.proof(name)))
            if !exists("Package.swift") {
                files.append(("Package.swift", OwnPackage.manifest(name, portico: portico)))
                files.append(("Sources/portal/main.swift", OwnPackage.main(name)))
            }
        }
        for file in files where exists(file.path) {
            throw Refusal(description: "\(file.path) is there already; nothing was written")
        }
        for file in files { try write(file.text, to: file.path) }
        if isShipped { try ship() }
        return files.map(\.path)
    }

    /// The noun becomes a type of the portal, which would hide the contract's own of that name.
    private func refuseNameOfTheContract() throws {
        let contract = try String(
            contentsOfFile: portico + "/Sources/PortalKit/contract.txt", encoding: .utf8)
        for line in contract.split(separator: "\n") {
            let words = line.split { !$0.isLetter }
            if words.dropFirst().first.map({ ["struct", "enum", "protocol"].contains($0) }) == true,
                words.dropFirst(2).first == name.singular[...]
            {
                throw Refusal(
                    description:
                        "\(name.singular) is a type of the contract; say what else one of the \(name.plural) is "
                        + "called: --noun")
            }
        }
    }

    /// One word in the manifest, one in the program, and one in the proof of all portals.
    private func ship() throws {
        try edit("Package.swift") { text in
            text.replacing("let portals = [", with: "let portals = [\"\(name.plural)\", ")
        }
        try edit("Sources/portico/main.swift") { text in
            text.replacing("import PorticoApp\n", with: "import \(name.plural)Portal\nimport PorticoApp\n")
                .replacing("\n])", with: ",\n    \(name.id)Portal,\n])").replacing(",,\n", with: ",\n")
        }
        try edit("Tests/PortalContractTests/ShippedPortalsTests.swift") { text in
            text.replacing("import PortalKit\n", with: "import \(name.plural)Portal\nimport PortalKit\n")
                .replacing("let portals = [", with: "let portals = [\(name.id)Portal, ")
        }
    }

    private func edit(_ path: String, _ change: (String) -> String) throws {
        let old = try String(contentsOfFile: target + "/" + path, encoding: .utf8)
        let new = change(old)
        guard new != old else {
            throw Refusal(
                description: "\(path) does not look as expected: put \(name.plural) into it by hand")
        }
        try write(new, to: path)
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: target + "/" + path)
    }

    private func write(_ text: String, to path: String) throws {
        let whole = target + "/" + path
        try FileManager.default.createDirectory(
            atPath: Files.directory(of: whole), withIntermediateDirectories: true)
        try text.write(toFile: whole, atomically: true, encoding: .utf8)
    }

    private static func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { path in
            [".swift", ".json", ".sql", ".svg", ".css"].contains { path.hasSuffix($0) }
        }
    }
}
