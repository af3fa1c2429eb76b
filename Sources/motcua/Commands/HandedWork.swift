import ArgumentParser
import Foundation
import SQLiteEngine
import Store
import UseCases

/// What a command does on an open office, in this process or in a running server's (việc của một lệnh ghi dữ liệu).
///
/// It holds what was typed, so that it can be handed over as it is.
protocol HandedWork: Codable, Sendable {
    /// The command's words after `motcua`; it names the holder of the lock too.
    static var name: String { get }

    /// Does it; throws `CommandFailure` and what the use case throws.
    func run(in place: WorkPlace, _ voice: any CommandVoice) throws
}

/// Where a command's work is done.
struct WorkPlace: Sendable {
    let office: Office
    /// Those of the process that does the work.
    let settings: InstallationSettings
    let folder: DataFolder
}

extension HandedWork {
    /// Does the work here, or hands it to the server that holds the folder.
    ///
    /// - Throws: what the work throws, `ExitCode` where a server said it all, `StoreError` `.heldElsewhere` where the
    ///   folder is held by a process that takes no commands.
    func run(on data: String, _ settings: InstallationSettings, _ voice: TerminalVoice = TerminalVoice()) throws {
        let office: Office
        do {
            office = try OpenOffice.writing(data, settings, holder: "motcua \(Self.name)")
        } catch {
            // The master key may be known to the server alone: its own shell names it.
            let isHeld = (error as? StoreError)?.code == .heldElsewhere
            guard isHeld || error is MasterKeyFault,
                let client = try Self.knock(at: DataFolder(data), tries: isHeld ? 5 : 1)
            else { throw error }
            let code = try client.run(Self.name, self) { try voice.pass($0) }
            guard code == 0 else { throw ExitCode(code) }
            return
        }
        defer { office.store.close() }
        try run(in: WorkPlace(office: office, settings: settings, folder: DataFolder(data)), voice)
    }

    /// A server that has just taken the lock may not listen yet.
    private static func knock(at folder: DataFolder, tries: Int) throws -> ControlClient? {
        for _ in 0..<tries {
            if let client = try ControlClient.knock(at: folder) { return client }
            usleep(100_000)
        }
        return nil
    }
}

/// The works that a server takes from commands beside it, and how it answers.
struct ControlDesk: Sendable {
    /// Everything but what needs the folder to itself: `rebuild` of all tables, `copy`, `restore`.
    private static let works: [any HandedWork.Type] = [
        EraseWork.self, PurgeWork.self, DiscloseWork.self, CatalogueWork.self, RotateKeyWork.self, RebuildWork.self,
    ]

    let place: WorkPlace

    /// Listens on the folder of a server; nil on PostgreSQL, where a command writes beside it, and where no socket can
    /// be made, which is told: counters work without.
    static func open(_ place: WorkPlace) -> ControlServer? {
        guard case .sqlite = place.office.store.dialect else { return nil }
        let desk = ControlDesk(place: place)
        do { return try ControlServer(place.folder) { try desk.answer($0) } } catch {
            writeError(
                "No command can be handed to this server: \(place.folder.control) cannot be made (\(error)). "
                    + "/ Không mở được kênh (socket) nhận lệnh.")
            return nil
        }
    }

    private func answer(_ call: ControlCall) throws -> Int32 {
        let voice = CallerVoice(call)
        guard let work = ControlDesk.works.first(where: { $0.name == call.command }) else {
            voice.note(
                "The running server takes no command \(call.command); it is of another version. Stop it first. "
                    + "/ Máy chủ đang chạy không nhận lệnh này; hãy dừng máy chủ trước.")
            return 69
        }
        do {
            try run(work, call, voice)
            return 0
        } catch let fault as ControlFault where fault == .arguments { throw fault } catch {
            let failure = CommandFailure(error) ?? CommandFailure(code: 70, words: "\(error)")
            voice.note(failure.words)
            return failure.code
        }
    }

    private func run<Work: HandedWork>(_ type: Work.Type, _ call: ControlCall, _ voice: CallerVoice) throws {
        try call.arguments(type).run(in: place, voice)
    }
}

extension ControlFault {
    /// What happened, and what to do.
    var words: String {
        switch self {
        case .otherUser:
            "The running server belongs to another user; give the command as that user. "
                + "/ Máy chủ đang chạy thuộc người dùng khác; hãy chạy lệnh bằng người dùng đó."
        case .brokenOff:
            "The server ended before it answered; whether it was done is not known. Look, then give it again. "
                + "/ Máy chủ dừng trước khi trả lời; chưa rõ lệnh đã thực hiện hay chưa. "
                + "Hãy kiểm tra rồi mới chạy lại."
        case .notUnderstood, .arguments:
            "The running server does not understand this command; it is of another version. Stop it first. "
                + "/ Máy chủ đang chạy không hiểu lệnh này; hãy dừng máy chủ trước."
        case .gone: "Nobody takes the answer any more. / Không còn ai nhận kết quả."
        case .stopping:
            "The server is stopping; give the command again. / Máy chủ đang dừng; hãy chạy lại lệnh."
        }
    }
}
