// swift-tools-version: 6.2
// The map of Portico. A portal is one line in `portals` below and one word in Sources/portico/main.swift.
import Foundation
import PackageDescription

/// Portals that ship with Portico: the folder in `Plugins/` and the rest of its target's name.
let portals = ["Announcements", "Documentation", "Invoicing", "Project", "Support"]

/// `script/test` sets PORTICO_STRICT=1, so that a newer Swift with new warnings can still build a release.
let isStrict = ProcessInfo.processInfo.environment["PORTICO_STRICT"] == "1"

let rules: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
    ] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let embed: Target.PluginUsage = .plugin(name: "EmbedPortal")

let package = Package(
    name: "portico",
    products: [
        .executable(name: "portico", targets: ["portico"]),
        .library(name: "PortalKit", targets: ["PortalKit"]),
        .library(name: "PorticoApp", targets: ["PorticoApp"]),
        .library(name: "PortalTesting", targets: ["PortalTesting"]),
        .plugin(name: "EmbedPortal", targets: ["EmbedPortal"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // C libraries of Debian: a module map and a header each, and C only where a function is variadic.
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .target(name: "CCurl"),
        .systemLibrary(name: "GMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CGMime", dependencies: ["GMime"]),
        .systemLibrary(name: "CFastCGI", providers: [.apt(["libfcgi-dev"])]),
        .systemLibrary(name: "CPosix"),
        .systemLibrary(
            name: "CQRCode", pkgConfig: "qrcodegen", providers: [.apt(["libqrcodegen-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CMD4C", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),
        .systemLibrary(name: "CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),

        // From the outside world to a request and back.
        .target(name: "Posix", dependencies: ["CPosix"], swiftSettings: rules),
        .target(name: "Web", dependencies: [httpTypes], swiftSettings: rules),
        .target(name: "Markdown", dependencies: ["CMD4C", "Web"], swiftSettings: rules),
        .target(name: "MariaDB", dependencies: ["CMariaDB"], swiftSettings: rules),
        .target(name: "FastCGI", dependencies: ["CFastCGI", "Posix"], swiftSettings: rules),
        .target(name: "Mail", dependencies: ["CCurl"], swiftSettings: rules),
        .target(name: "MailReading", dependencies: ["CGMime"], swiftSettings: rules),

        // The contract, the kernel behind it, and the program.
        .target(
            name: "PortalKit", dependencies: ["Web", "Markdown", "MariaDB", "CQRCode", httpTypes],
            exclude: ["contract.txt"],
            swiftSettings: rules, plugins: [embed]),
        .target(name: "PDF", dependencies: ["CPango", "PortalKit"], swiftSettings: rules),
        .target(
            name: "Kernel",
            dependencies: [
                "PDF", "PortalKit", "Web", "MariaDB", "Posix", "CArgon2", httpTypes, logging, crypto,
            ],
            swiftSettings: rules, plugins: [embed]),
        .target(
            name: "PorticoApp",
            dependencies: [
                "Kernel", "PortalKit", "Web", "MariaDB", "FastCGI", "Mail", "MailReading", "Posix", arguments,
                httpTypes, logging, yams,
            ],
            swiftSettings: rules),
        .executableTarget(
            name: "portico", dependencies: ["PorticoApp"] + portals.map { .target(name: "\($0)Portal") },
            swiftSettings: rules),
        .target(
            name: "PortalTesting",
            dependencies: ["Kernel", "PortalKit", "Web", "MariaDB", "Posix", httpTypes],
            swiftSettings: rules),

        // Makes a portal's migrations, words and assets into code.
        .executableTarget(name: "EmbedTool", swiftSettings: rules),
        .plugin(
            name: "EmbedPortal", capability: .buildTool(), dependencies: ["EmbedTool"],
            path: "BuildPlugins/EmbedPortal"),

        .testTarget(name: "PosixTests", dependencies: ["Posix"], swiftSettings: rules),
        .testTarget(name: "WebTests", dependencies: ["Web", httpTypes], swiftSettings: rules),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "Web"], swiftSettings: rules),
        .testTarget(name: "MariaDBTests", dependencies: ["MariaDB"], swiftSettings: rules),
        .executableTarget(
            name: "FastCGIChild", dependencies: ["FastCGI", "Posix"], path: "Tests/FastCGIChild",
            swiftSettings: rules),
        .testTarget(
            name: "FastCGITests", dependencies: ["FastCGI", "Posix", "FastCGIChild"], swiftSettings: rules),
        .testTarget(name: "MailTests", dependencies: ["Mail"], swiftSettings: rules),
        .testTarget(name: "MailReadingTests", dependencies: ["MailReading"], swiftSettings: rules),
        .executableTarget(
            name: "PaperBench", dependencies: ["PDF", "PortalKit", "Posix"], path: "Tests/PaperBench",
            swiftSettings: rules),
        .testTarget(name: "PDFTests", dependencies: ["PDF", "PortalKit", "Posix"], swiftSettings: rules),
        .testTarget(name: "PortalKitTests", dependencies: ["PortalKit"], swiftSettings: rules),
        .testTarget(
            name: "KernelTests",
            dependencies: ["Kernel", "PortalKit", "PortalTesting", "Posix", "Web", "MariaDB", httpTypes],
            swiftSettings: rules),
        .testTarget(
            name: "PorticoAppTests",
            dependencies: [
                "PorticoApp", "Kernel", "MailReading", "PortalKit", "PortalTesting", "Posix", "MariaDB",
            ],
            swiftSettings: rules),
        .testTarget(name: "ArchitectureTests", swiftSettings: rules),
        .testTarget(
            name: "PortalContractTests",
            dependencies: portals.map { .target(name: "\($0)Portal") } + [
                "Kernel", "PortalKit", "PortalTesting",
            ],
            swiftSettings: rules),
    ]
        + portals.flatMap { name -> [Target] in
            [
                .target(
                    name: "\(name)Portal", dependencies: ["PortalKit"], path: "Plugins/\(name)",
                    packageAccess: false, swiftSettings: rules, plugins: [embed]),
                .testTarget(
                    name: "\(name)PortalTests",
                    dependencies: [.target(name: "\(name)Portal"), "PortalKit", "PortalTesting"],
                    swiftSettings: rules),
            ]
        }
)
