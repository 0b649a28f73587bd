import PortalKit

/// The files of a project in one archive, for staff: shared or not.
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
            let files = try context.read { try ItemFile.everything(of: project, context.scope, $0) }
            return project.archive(files, at: project.staffPath)
        },
    ]
}
