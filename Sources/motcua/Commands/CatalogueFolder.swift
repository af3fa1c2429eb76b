import Foundation
import UseCases

/// The folder that an import reads, or the one file of the calendar that was named (thư mục danh mục).
struct CatalogueFolder {
    /// A file larger than this is no catalogue: the whole national one takes a hundredth.
    static let bytesMax = 64 * 1_024 * 1_024

    let path: String
    let calendarAlone: Bool
    private let held: Set<CatalogueFile>

    /// - Throws: `CatalogueFault` with `.missing` and the path where nothing is there.
    init(_ given: String) throws(CatalogueFault) {
        let path = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CatalogueFault(file: path, reason: .missing)
        }
        if isFolder.boolValue {
            self.path = path
            calendarAlone = false
        } else {
            let name = URL(fileURLWithPath: path).lastPathComponent
            guard let file = CatalogueFile.allCases.first(where: { $0.name == name }) else {
                throw CatalogueFault(file: path, reason: .noCatalogueFile)
            }
            self.path = URL(fileURLWithPath: path).deletingLastPathComponent().path
            calendarAlone = file.isOfCalendar
        }
        let folder = self.path
        held = Set(CatalogueFile.allCases.filter { FileManager.default.fileExists(atPath: folder + "/" + $0.name) })
        for file in CatalogueFile.allCases where file.isNeeded && !held.contains(file) {
            if calendarAlone && !file.isOfCalendar { continue }
            throw CatalogueFault(file: folder + "/" + file.name, reason: .missing)
        }
    }

    /// The tables as they lie there now, for whoever imports them.
    func work() throws -> CatalogueWork {
        let tables = try held.map { ($0.name, Data(try bytes($0.name))) }
        return CatalogueWork(
            path: path, calendarAlone: calendarAlone, tables: Dictionary(uniqueKeysWithValues: tables))
    }

    /// Tables in the folder that no import reads: pages read some of them, others are misspelt.
    var unread: [String] {
        get throws(CatalogueFault) {
            if calendarAlone { return [] }
            do {
                let known = Set(CatalogueFile.allCases.map(\.name))
                return try FileManager.default.contentsOfDirectory(atPath: path)
                    .filter { $0.hasSuffix(".tsv") && !known.contains($0) }.sorted()
            } catch { throw CatalogueFault(file: path, reason: .unreadable) }
        }
    }

    private var bytes: CatalogueFiles.Source {
        { [path] name in
            let file = path + "/" + name
            do {
                let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
                let data = try handle.read(upToCount: CatalogueFolder.bytesMax + 1) ?? Data()
                try handle.close()
                guard data.count <= CatalogueFolder.bytesMax else {
                    throw CatalogueFault(file: file, reason: .tooLarge(mostBytes: CatalogueFolder.bytesMax))
                }
                return Array(data)
            } catch let fault as CatalogueFault { throw fault } catch {
                throw CatalogueFault(file: file, reason: .unreadable)
            }
        }
    }
}
