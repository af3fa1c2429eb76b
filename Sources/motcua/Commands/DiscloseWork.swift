import Core
import Ledger
import Store
import UseCases

/// `motcua disclose` on an open folder; the facts are its output.
struct DiscloseWork: HandedWork {
    static let name = "disclose"

    let from: String
    let to: String
    let auditor: String

    init(from: CivilDate, to: CivilDate, for auditor: AuditorName) {
        self.from = from.iso
        self.to = to.iso
        self.auditor = auditor.text
    }

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        guard let first = CivilDate(iso: from), let last = CivilDate(iso: to), first <= last,
            let auditor = AuditorName(auditor)
        else {
            throw CommandFailure(
                code: 64, words: "The days or the auditor's name cannot be read. / Kỳ hoặc nơi nhận chưa đúng.")
        }
        let office = place.office
        let outcome: Disclosure.Outcome
        do {
            outcome = try Disclosure(office, from: first, to: last, for: auditor).run { records in
                // Before anything goes out: whoever breaks off in the middle holds facts as well.
                var random = SystemRandom()
                try office.store.writeNow { transaction in
                    try Audit.write(
                        .factsDisclosed, by: nil, .facts(from: first, to: last, count: records, for: auditor),
                        now: office.clock.now(), random: &random, in: transaction.sql)
                }
            } write: { bytes in
                try voice.checkGoesOn()
                try voice.say(String(decoding: bytes, as: UTF8.self))
            }
        } catch is Disclosure.NoCheckpoint {
            throw CommandFailure(
                code: 69,
                words: "No checkpoint was signed yet: serve the folder for a minute, then disclose. "
                    + "/ Sổ chưa có mốc đã ký; hãy chạy máy chủ một phút rồi thử lại.")
        }
        voice.note(
            "\(outcome.facts) facts, \(outcome.withheld) withheld, under the checkpoint of \(outcome.checkpoint.size) "
                + "records. / Đã cung cấp \(outcome.facts) dữ kiện.")
    }
}
