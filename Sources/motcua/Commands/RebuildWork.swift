import Foundation
import UseCases

/// `motcua rebuild --beside` on an open folder: the tables of dossiers alone, while commands are taken.
struct RebuildWork: HandedWork {
    static let name = "rebuild"

    /// In which others write.
    private static let turn: useconds_t = 2_000
    /// While somebody reads for long: doubled each time, for every try keeps readers waiting for a moment.
    private static let heldUp: useconds_t = 2_000_000
    private static let heldUpMost: useconds_t = 64_000_000

    func run(in place: WorkPlace, _ voice: any CommandVoice) throws {
        var beside = RebuildBeside(place.office)
        var told = -1
        var heldUp = RebuildWork.heldUp
        try beside.run {
            try voice.checkGoesOn()
            return true
        } pause: { pause in
            switch pause {
            case .turn:
                heldUp = RebuildWork.heldUp
                usleep(RebuildWork.turn)
            case .heldUp:
                usleep(heldUp)
                heldUp = min(heldUp * 2, RebuildWork.heldUpMost)
            }
        } progress: { done, total in
            // Pages are many and small; whoever listens is told every half of a hundredth.
            let share = done * 200 / max(total, 1)
            guard share > told || done == total else { return }
            told = share
            voice.progress("rebuild", done, of: total)
        }
    }
}
