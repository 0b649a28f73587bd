/// The package of a team that keeps its portal outside Portico's checkout.
enum OwnPackage {
    static func manifest(_ name: PortalName, portico: String) -> String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let portico = "portico"

        let package = Package(
            name: "\(name.id)-portal",
            dependencies: [.package(name: portico, path: "\(portico)")],
            targets: [
                .target(
                    name: "\(name.plural)Portal", dependencies: [.product(name: "PortalKit", package: portico)],
                    path: "Plugins/\(name.plural)", packageAccess: false,
                    plugins: [.plugin(name: "EmbedPortal", package: portico)]),
                .executableTarget(
                    name: "portal",
                    dependencies: [
                        "\(name.plural)Portal", .product(name: "PorticoApp", package: portico),
                    ]),
                .testTarget(
                    name: "\(name.plural)PortalTests",
                    dependencies: [
                        "\(name.plural)Portal", .product(name: "PortalKit", package: portico),
                        .product(name: "PortalTesting", package: portico),
                    ]),
            ]
        )

        """
    }

    static func main(_ name: PortalName) -> String {
        """
        import \(name.plural)Portal
        import PorticoApp

        // The portals of this program, in the order of their tabs.
        runPortico(portals: [
            \(name.id)Portal
        ])

        """
    }

    static func proof(_ name: PortalName) -> String {
        """
        import \(name.plural)Portal
        import PortalTesting
        import Testing

        @Suite("The portal")
        struct IsolationTests {
            @Test("shows nobody what is not for him, on any route, in any list, by any form")
            func isolation() throws {
                #expect(try Walked(through: [\(name.id)Portal]).findings == [])
            }
        }

        """
    }
}
