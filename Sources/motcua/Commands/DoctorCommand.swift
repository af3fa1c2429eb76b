import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check an installation and say what to mend. / Kiểm tra hệ thống và chỉ chỗ cần sửa.")

    @Option(help: "Data folder. / Thư mục dữ liệu.")
    var data: String

    @OptionGroup var choice: SettingsChoice

    func run() throws {
        var faults = 0
        var settings = InstallationSettings()
        let isRightlySet: Bool
        do {
            print("ok    settings: \(try read(&settings))")
            isRightlySet = true
        } catch {
            print("MEND  settings: \(CommandFailure(error)?.words ?? "\(error)")")
            isRightlySet = false
        }
        func check(_ name: String, _ body: () throws -> String) {
            do {
                print("ok    \(name): \(try body())")
            } catch {
                faults += 1
                print("MEND  \(name): \(CommandFailure(error)?.words ?? "\(error)")")
            }
        }
        check("data folder") {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: data, isDirectory: &isFolder)
            guard isThere, isFolder.boolValue else { throw NoDataFolder(path: data) }
            let mode = try FileManager.default.attributesOfItem(atPath: data)[.posixPermissions] as? Int ?? 0
            guard mode & 0o077 == 0 else { throw DoctorFinding("others may read it: chmod 700 \(data)") }
            return data
        }
        // The rest would only say the same in other words.
        guard faults == 0 else { throw ExitCode(1) }
        check("resources") { try ResourceFolder.find(settings).path }
        check("master key") {
            let file = MasterKeyFile(DataFolder(data), settings)
            _ = try file.read()
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int ?? 0
            guard mode & 0o077 == 0 else { throw DoctorFinding("chmod 600 \(file.path)") }
            return file.path
        }
        check("free disk") {
            let free = try FileManager.default.attributesOfFileSystem(forPath: data)[.systemFreeSize] as? Int ?? 0
            guard free > 1 << 30 else { throw DoctorFinding("less than 1 GiB is left; make room") }
            return "\(free >> 30) GiB"
        }
        let isSynchronised = FileManager.default.fileExists(atPath: "/run/systemd/timesync/synchronized")
        print(
            isSynchronised
                ? "ok    time: synchronised"
                : "LOOK  time: not known to be synchronised; a legal clock needs it (timedatectl status)")
        var logKey: Result<String, any Error>?
        check("ledger and tables") {
            let office = try OpenOffice.reading(data, settings)
            defer { office.store.close() }
            logKey = Result { try findLogKey(office) }
            let size = try office.store.readNow { try office.reader.head($0)?.size ?? 0 }
            if try RecordRights.mayChange(office.store) { throw DoctorFinding(RecordRights.words) }
            guard office.catalogue.province != nil else {
                throw DoctorFinding("no province was founded in it; make one in an empty folder with motcua init")
            }
            let last = try office.store.readNow { try office.reader.head($0)?.recorded } ?? Instant(microseconds: 0)
            let now = office.clock.now()
            let isReal = office.catalogue.province?.demonstration == false
            if isReal, last.microseconds - now.microseconds > ClockFault.most {
                throw ClockFault.behindLedger(last: last, now: now)
            }
            return "\(size) records, \(office.catalogue.entries.count) procedures, calendar "
                + "\(office.catalogue.calendar.years)"
        }
        if let logKey { check("log key") { try logKey.get() } }
        if !isRightlySet { throw ExitCode(78) }
        if faults > 0 { throw ExitCode(1) }
    }

    /// The file of the key that the log signs with. Before the first checkpoint none is missed: the server makes it.
    private func findLogKey(_ office: Office) throws -> String {
        let (file, log) = (LogKeyFile(DataFolder(data)), office.reader.log)
        let hasSigned = try office.store.readNow { try CheckpointTable.latest(of: log, in: $0) != nil }
        guard hasSigned || file.isThere else { return "none yet, and nothing was signed" }
        let key = try file.keys(named: LogBook.name(of: log)).current.verifier
        let isCurrent = try office.store.readNow { try LogKeyRotation.isCurrent(key, of: log, in: $0) }
        guard isCurrent else { throw LogKeyFault(file.path, .otherKey) }
        return file.path
    }

    /// Reads the settings; says which file, and what it sets.
    private func read(_ settings: inout InstallationSettings) throws -> String {
        guard let file = choice.file(of: data) else { return "no file, all at their defaults" }
        try file.read(into: &settings)
        try settings.checkOpenness()
        let read = settings
        let set = read.setKeys.map { "\n        \($0.rawValue) = \(read.text(of: $0))" }
        return file.path + (set.isEmpty ? ", all at their defaults" : ", sets:" + set.joined())
    }
}

struct DoctorFinding: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
