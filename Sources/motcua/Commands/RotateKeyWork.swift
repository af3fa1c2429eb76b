import Core
import Foundation
import Ledger
import Store
import UseCases

/// `motcua keys rotate` on an open folder; the new key is made and kept where the log is signed.
struct RotateKeyWork: HandedWork {
    static let name = "keys rotate"

    /// One rotation at a time: another one would take the first one's file for what an interruption left.
    private static let turn = NSLock()

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        RotateKeyWork.turn.lock()
        defer { RotateKeyWork.turn.unlock() }
        let office = place.office
        let file = LogKeyFile(place.folder)
        let name = LogBook.name(of: office.reader.log)
        if try finish(file, name, office, voice) { return }
        let keys = try file.keys(named: name)
        try checkSettled(keys, file, office)
        let old = keys.current
        var random = SystemRandom()
        let seed = NoteSigner.newSeed(random: &random)
        guard let new = NoteSigner(name: name, kind: .log, seed: seed) else { throw LogKeyFault(file.path, .badForm) }
        let change = try LogKeyRotation.change(from: old, to: new)
        let clock = Assignment(role: .clock, agency: agency(office))
        let founder = Actor(id: ActorID(random.id()), assignments: [clock])
        let before = try file.currentDigits()
        try office.store.writeNow { transaction in
            // The log's end is locked from here on. The file first, aside: a record of a key that nobody holds could
            // never be undone.
            let until = try office.writer.size(in: transaction) + 1
            try file.write("\(hexadecimal(seed))\n\(before) until \(until)\n", to: file.aside)
            try LogKeyRotation(office).record(change, by: founder, random: &random, in: transaction)
        }
        _ = try finish(file, name, office, voice)
    }

    /// Puts a new key into its place once its record is there, also after an interruption; true if there was one.
    private func finish(
        _ file: LogKeyFile, _ name: String, _ office: Office, _ voice: any CommandVoice
    ) throws -> Bool {
        guard FileManager.default.fileExists(atPath: file.aside) else { return false }
        let waiting = try file.keys(named: name, at: file.aside).current.verifier.text
        let last = try office.store.readNow { try LogKeyRotation.last(of: office.reader.log, in: $0) }
        guard let last, last.key == waiting else {
            // Interrupted before its record: nobody has heard of it.
            try FileManager.default.removeItem(atPath: file.aside)
            return false
        }
        guard rename(file.aside, file.path) == 0 else { throw LogKeyFault(file.path, .cannotWrite) }
        voice.tell("The log signs with a new key; hand it to all who check the log:")
        voice.tell("Từ nay sổ được ký bằng khóa mới; xin gửi cho những người kiểm tra sổ:")
        voice.tell("  \(last.key)")
        voice.tell("Before / Khóa trước: \(last.previous)")
        voice.tell("Sheets of the key before serve no more; print new ones: motcua keys escrow --log")
        voice.tell("Hai tờ giấy ghi khóa trước không còn dùng được; xin in lại bằng lệnh trên.")
        voice.tell("Who holds an older checkpoint, and each witness, gives both keys: --key or --log-key, twice")
        voice.tell("Người giữ mốc cũ và bên giám sát cần đưa cả hai khóa: --key hoặc --log-key, hai lần.")
        return true
    }

    /// Throws while no checkpoint bears both signatures of the last change: the key before it would be forgotten, and
    /// whoever holds the log against it would find no way to the next.
    private func checkSettled(_ keys: LogKeys, _ file: LogKeyFile, _ office: Office) throws {
        guard let outgoing = keys.outgoing else { return }
        let newest = try office.store.readNow {
            try CheckpointTable.latest(of: office.reader.log, in: $0)?.note.checkpoint.size
        }
        guard newest ?? 0 >= outgoing.until else { throw LogKeyFault(file.path, .stillChanging) }
    }

    private func agency(_ office: Office) -> AgencyCode {
        office.catalogue.province?.code ?? AgencyCode(office.reader.log.text)
    }
}
