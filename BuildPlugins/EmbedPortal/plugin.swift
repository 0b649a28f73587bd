import Foundation
import PackagePlugin

/// Turns the migrations, words and assets of a portal into code, so that one program file holds all of it.
///
/// The plugin only says which files count; `EmbedTool` reads them. It looks in the package that owns the target, so
/// that a portal in another package keeps the same folders.
@main
struct EmbedPortal: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target as? any SourceModuleTarget else { return [] }
        let home = module.directoryURL
        let said = home.appending(component: "portal-id")
        let isSaid = FileManager.default.fileExists(atPath: said.path(percentEncoded: false))
        let id = isSaid ? try text(of: said) : id(of: module.name)
        let folders: [(flag: String, url: URL, endings: [String])] = [
            ("--migrations", context.package.directoryURL.appending(components: "migrations", id), ["sql"]),
            ("--words", home.appending(component: "Words"), ["json"]),
            ("--assets", home.appending(component: "Assets"), ["css", "svg", "js"]),
            ("--styles", home.appending(components: "Interface", "Styles"), ["css"]),
        ]
        let output = context.pluginWorkDirectoryURL.appending(component: "Resources.swift")
        var arguments = ["--output", output.path(percentEncoded: false)]
        if module.name != "PortalKit" { arguments += ["--import", "PortalKit"] }
        var inputs = isSaid ? [said] : []
        for folder in folders {
            guard let files = files(in: folder.url, endings: folder.endings) else { continue }
            arguments += [folder.flag, folder.url.path(percentEncoded: false)]
            // The folder itself is an input too: a file that is added or removed changes it.
            inputs += [folder.url] + files
        }
        return [
            .buildCommand(
                displayName: "Embedding the resources of \(module.name)",
                executable: try context.tool(named: "EmbedTool").url,
                arguments: arguments,
                inputFiles: inputs,
                outputFiles: [output]
            )
        ]
    }

    /// `AnnouncementsPortal` keeps its migrations in `migrations/announcements`. An id that the name does not give
    /// stands in a file `portal-id` beside the sources.
    private func id(of module: String) -> String {
        (module.hasSuffix("Portal") ? String(module.dropLast("Portal".count)) : module).lowercased()
    }

    private func text(of file: URL) throws -> String {
        try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The files of a folder in name order, or nothing when there is no such folder.
    private func files(in folder: URL, endings: [String]) -> [URL]? {
        guard
            let found = try? FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        else { return nil }
        return
            found
            .filter { endings.contains($0.pathExtension) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
