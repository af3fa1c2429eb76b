import ArgumentParser
import Foundation
import Ledger
import UseCases

struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Keep a log's checkpoints and sign beside it. / Giữ mốc sổ và ký xác nhận: dành cho bên giám sát.",
        discussion: """
            The first time, name the log's key (--log-key) and yourself (--name); both are kept in --keep, the log's
            key once it has proved right. Where the log changed its key, give both once: --log-key OLD --log-key NEW.
            The key that is printed goes to those who run the log, into their setting witness-keys.

            Exit code 1: the log contradicts what was kept of it; both are saved as evidence.
            """)

    @Argument(help: "Address of the log. / Địa chỉ của sổ.")
    var url: String

    @Option(help: "Folder of what is kept. / Thư mục lưu.")
    var keep: String

    @Option(help: "File of our own key (default: in --keep, made when missing). / Tệp khóa ký của bên giám sát.")
    var key: String?

    @Option(help: "Our name for a new key, as hdnd.gialai. / Tên của bên giám sát khi tạo khóa.")
    var name: String?

    @Option(help: "The log's verifier key, got another way than from it; may be repeated. / Khóa kiểm chứng của sổ.")
    var logKey: [String] = []

    @Option(help: "Seconds between two looks. / Số giây giữa hai lần kiểm tra.")
    var every = 60

    @Flag(help: "Look once and end, for a timer. / Kiểm tra một lần rồi dừng.")
    var once = false

    func validate() throws {
        guard (5...86_400).contains(every) else {
            throw ValidationError("--every: 5 to 86400 seconds. / --every: từ 5 đến 86400 giây.")
        }
    }

    func run() throws {
        guard let log = HTTPLog(url) else {
            throw ValidationError("\(url) is no address. / Địa chỉ không đúng.")
        }
        let folder = try WitnessFolder(keep)
        let signer = try signer(folder)
        let keys = try logKeys(folder)
        let witness = Witness(log, keys: keys, signer: signer)
        print("witness \(signer.verifier.text)")
        fflush(nil)
        while true {
            try turn(witness, signer, keys, folder, log)
            if once { return }
            Thread.sleep(forTimeInterval: Double(every))
        }
    }

    /// One look; what cannot be reached is told, and tried again at the next.
    private func turn(
        _ witness: Witness, _ signer: NoteSigner, _ keys: [NoteVerifierKey], _ folder: WitnessFolder, _ log: HTTPLog
    ) throws {
        let kept: CheckpointNote?
        do { kept = try folder.newest() } catch let error as NoteError {
            writeError("\(keep)/checkpoint is damaged (\(error)). Put it back from a copy. / Tệp mốc đã giữ bị hỏng.")
            throw ExitCode(65)
        }
        do {
            switch try witness.look(kept, now: Int(Date().timeIntervalSince1970)) {
            case .same: break
            case .signed(let note, _):
                try folder.keep(note)
                print("ok    \(note.checkpoint.size) \(note.checkpoint.root)")
                fflush(nil)
            case .fork(let found, let contradiction): try shout(kept, found, contradiction, folder)
            }
            try keepProved(keys, folder, log)
            if let unsent = try folder.unsent() { try handIn(unsent, by: signer, log, folder) }
        } catch let found as LogContradiction {
            writeError(LogWords.contradiction(found))
            if case .signature = found, logKey.isEmpty {
                writeError(
                    "The key is the one kept in \(folder.logKeyFile). If the log changed its key, give both once: "
                        + "--log-key OLD --log-key NEW. If it is wrong, remove that file and give the right one. "
                        + "/ Khóa đã dùng được lưu trong \(folder.logKeyFile). Nếu sổ đã đổi khóa, hãy đưa cả hai khóa "
                        + "một lần; nếu khóa đã lưu bị sai, hãy xóa tệp đó và đưa khóa đúng.")
            }
            throw ExitCode(1)
        } catch let fault as HTTPLog.Unreachable {
            writeError(LogWords.unreachable(fault))
            if once { throw ExitCode(69) }
        }
    }

    private func shout(
        _ kept: CheckpointNote?, _ found: CheckpointNote, _ contradiction: LogContradiction, _ folder: WitnessFolder
    ) throws {
        let words = LogWords.contradiction(contradiction)
        writeError(words)
        if let kept {
            let place = try folder.keepFork(kept, found, words: words, now: Date())
            writeError("Nothing was signed. Evidence: \(place) / Không ký. Chứng cứ: \(place)")
        }
        throw ExitCode(1)
    }

    /// Our signature alone: another witness's in the same checkpoint would be taken in our stead.
    private func handIn(
        _ note: CheckpointNote, by signer: NoteSigner, _ log: HTTPLog, _ folder: WitnessFolder
    ) throws {
        guard let own = signer.verifier.signature(in: note) else { return try folder.handedIn() }
        let status = try log.post(["note": note.body + "\n" + own.line + "\n"], to: "cosign")
        if (200...299).contains(status) { return try folder.handedIn() }
        // What the log answers for a checkpoint that it keeps no more.
        if status == 422 {
            writeError(
                "The log no longer keeps the checkpoint of \(note.checkpoint.size) records: our signature comes too "
                    + "late and stays here; the next one will be handed in. "
                    + "/ Máy chủ không còn giữ mốc này; chữ ký được giữ tại đây và sẽ gửi cho mốc sau.")
            return
        }
        writeError(
            "The log did not take our signature (HTTP \(status)); is our key in its witness-keys? It is kept here. "
                + "/ Máy chủ chưa nhận chữ ký (HTTP \(status)); chữ ký vẫn được giữ tại đây.")
    }

    private func signer(_ folder: WitnessFolder) throws -> NoteSigner {
        let path = key ?? folder.ownKeyFile
        do {
            if let signer = try WitnessKeyFile.read(path) { return signer }
        } catch let fault as WitnessKeyFile.BadForm {
            throw ValidationError("\(fault.path) holds no witness's key. / Tệp khóa không đúng dạng.")
        }
        guard let name else {
            throw ValidationError("--name is wanted to make a key at \(path). / Cần --name để tạo khóa.")
        }
        guard let signer = try WitnessKeyFile.make(named: name, at: path, in: folder) else {
            throw ValidationError("--name: no spaces and no plus signs. / --name không có dấu cách và dấu cộng.")
        }
        return signer
    }

    /// The keys given, else those kept. One that is given never takes the place of those kept.
    private func logKeys(_ folder: WitnessFolder) throws -> [NoteVerifierKey] {
        let kept = try keptKeys(folder)
        if logKey.isEmpty {
            guard !kept.isEmpty else {
                throw ValidationError("--log-key is wanted the first time. / Lần đầu cần --log-key.")
            }
            return kept
        }
        let given = try LogKeyTexts.read(logKey)
        guard kept.isEmpty || given.contains(where: { kept.contains($0) }) else {
            throw CommandFailure(
                code: 73,
                words: "--log-key is not the key kept in \(folder.logKeyFile). If the log changed its key, give both: "
                    + "--log-key OLD --log-key NEW. If the kept one is wrong, remove that file first. / --log-key khác "
                    + "khóa đã lưu trong \(folder.logKeyFile). Nếu sổ đã đổi khóa, hãy đưa cả hai khóa; nếu khóa đã "
                    + "lưu bị sai, hãy xóa tệp đó trước.")
        }
        return given
    }

    private func keptKeys(_ folder: WitnessFolder) throws -> [NoteVerifierKey] {
        guard FileManager.default.fileExists(atPath: folder.logKeyFile) else { return [] }
        return try LogKeyTexts.read([folder.logKeyFile])
    }

    /// Keeps those keys given that signed the log's checkpoint: a wrong one kept would break every later run.
    private func keepProved(_ keys: [NoteVerifierKey], _ folder: WitnessFolder, _ log: HTTPLog) throws {
        let kept = try keptKeys(folder)
        let new = keys.filter { !kept.contains($0) }
        guard !new.isEmpty else { return }
        let newest = try OutsideCheck(log, keys: keys).newest()
        let proved = new.filter { $0.verifies(newest) }
        guard !proved.isEmpty else { return }
        try folder.write((kept + proved).map { $0.text + "\n" }.joined(), to: folder.logKeyFile)
    }
}
