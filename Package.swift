// swift-tools-version: 6.1
import PackageDescription

/// One block of settings for every target: Swift 6 mode, and imports that say what they show.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

// A target imports the rows below it only; `Tests/TidyTests` reads every import and holds the same rule.
let package = Package(
    name: "motcua",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "motcua", targets: ["motcua"]),
        .executable(name: "motcua-bench", targets: ["motcua-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .target(name: "Core", swiftSettings: strict),
        .target(name: "HTML", swiftSettings: strict),
        .target(name: "Ledger", dependencies: ["Core", crypto], swiftSettings: strict),
        .target(name: "Reports", dependencies: ["Core"], swiftSettings: strict),
        .target(name: "Store", dependencies: ["Core", "Ledger", "Reports", crypto], swiftSettings: strict),
        .target(
            name: "SQLiteEngine",
            dependencies: ["Store", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "PostgresEngine", dependencies: ["Store", "CLibPQ"], swiftSettings: strict),
        .systemLibrary(
            name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(name: "Documents", dependencies: ["Core", "CQRencode"], swiftSettings: strict),
        .target(
            name: "UseCases",
            dependencies: ["Core", "Ledger", "Reports", "Store", crypto, cryptoExtras],
            swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "UseCases", "Documents", "HTML", "Reports", "Store", "Ledger", "Core", crypto, hummingbird, logging,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "motcua",
            dependencies: [
                "Web", "UseCases", "SQLiteEngine", "PostgresEngine", "Store", "Reports", "Ledger", "Core", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "motcua-bench",
            dependencies: [
                "UseCases", "SQLiteEngine", "PostgresEngine", "CLibPQ", "Store", "Ledger", "Core",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),

        .testTarget(name: "CoreTests", dependencies: ["Core"], swiftSettings: strict),
        .testTarget(name: "HTMLTests", dependencies: ["HTML"], swiftSettings: strict),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Core"], swiftSettings: strict),
        .testTarget(
            name: "LifeTests",
            dependencies: ["TestEngines", "UseCases", "Store", "Reports", "Ledger", "Core"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: ["TestEngines", "SQLiteEngine", "PostgresEngine", "Store", "Ledger", "Core"],
            swiftSettings: strict),
        .target(
            name: "TestEngines", dependencies: ["SQLiteEngine", "PostgresEngine", "Store"], path: "Tests/TestEngines",
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "TestEngines", "UseCases", "SQLiteEngine", "PostgresEngine", "Store", "Reports", "Ledger", "Core",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "TestEngines", "Web", "UseCases", "SQLiteEngine", "Store", "Ledger", "HTML", "Core", hummingbird,
                logging,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
