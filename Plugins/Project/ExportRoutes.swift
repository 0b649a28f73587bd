import PortalKit

/// The documents of a project, or all of it, in one archive, for staff: shared or not.
enum ExportRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/documents/all", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let files = try context.read { try ItemFile.documents(of: project, context.scope, $0) }
            return project.archive(files, at: project.staffPath + "/documents")
        },
        .get("/projects/{project}/files/all", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let export = try context.read { try ProjectExport(of: project, context.scope, $0) }
            return .archive(
                export.files.map { (folder: $0.file.folder, file: $0.file.attachment) },
                with: ExportPages.texts(export, context.ui),
                named: project.name)
        },
    ]
}
