import Foundation

/// Finds the program's texts, style and catalogue (thư mục tài nguyên).
///
/// `MOTCUA_RESOURCES` first, then where the settings say, then the nearest folder above the program that holds
/// `Resources/texts`, then where a package puts it.
struct ResourceFolder {
    let path: String

    static func find(_ settings: InstallationSettings = .init()) throws(ResourceFolderMissing) -> ResourceFolder {
        let manager = FileManager.default
        if let told = ProcessInfo.processInfo.environment["MOTCUA_RESOURCES"] {
            guard manager.fileExists(atPath: told + "/texts") else { throw ResourceFolderMissing(told: told) }
            return ResourceFolder(path: told)
        }
        if let told = settings.resources { return ResourceFolder(path: told) }
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath() ?? URL(fileURLWithPath: ".")
        var folder = program.deletingLastPathComponent()
        for _ in 0..<8 {
            let candidate = folder.appendingPathComponent("Resources").path
            if manager.fileExists(atPath: candidate + "/texts") { return ResourceFolder(path: candidate) }
            folder.deleteLastPathComponent()
        }
        let installed = "/usr/share/motcua"
        guard manager.fileExists(atPath: installed + "/texts") else { throw ResourceFolderMissing(told: nil) }
        return ResourceFolder(path: installed)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }
}

struct ResourceFolderMissing: Error {
    var told: String?
}
