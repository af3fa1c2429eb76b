import Core
import Ledger
import Store
import UseCases

/// Gives one file of a dossier to an officer who may open the dossier, as a download (tải tệp của hồ sơ).
struct DossierFileReply {
    let pages: Pages

    /// - Throws: `.forbidden` to whoever may not see the dossier whole, `.notFound` for a file that is none of this
    ///   dossier's, `.erased` once the dossier's key is destroyed.
    func answer(_ call: Call) async throws -> Reply {
        let opened = try await DeskCase.open(call, try call.officer(), pages)
        guard opened.showsPersons else { throw Problem(.forbidden) }
        let wanted = FileID(call.parameter("file"))
        guard let given = files(of: opened).first(where: { $0.file == wanted }) else { throw Problem(.notFound) }
        let office = pages.office
        let stream = opened.id.stream
        let bytes = try await office.store.offload { () throws -> [UInt8] in
            switch try office.keyring.key(of: stream) {
            case .open(let key): return try office.files.get(wanted, key: key)
            case .destroyed: throw Problem(.erased)
            case .none: throw Problem(.notFound)
            }
        }
        let name =
            opened.dossier.name(of: wanted)
            ?? "\(opened.shownCode)-\(wanted.text.prefix(8)).\(given.kind.rawValue)"
        return .download(bytes, given.kind.contentType, name: name)
    }

    /// Every file that ever belonged to it, replaced ones among them.
    private func files(of opened: DeskCase) -> [FileGiven] {
        opened.story.flatMap { recorded -> [FileGiven] in
            switch recorded.event.change {
            case .submitted(let e): return e.components.flatMap(\.files)
            case .supplied(let e): return e.components.flatMap(\.files)
            case .settled(let e): return e.files
            case .completionAsked, .receptionRefused, .received, .procedureChanged, .assigned, .stepCompleted,
                .sentBack, .consulted, .consultationAnswered, .supplementRequested, .paymentRequested,
                .paymentConfirmed, .extended, .apologised, .refused, .stopped, .withdrawn, .resultReturned,
                .corrected, .receptionVoided, .secretRenewed:
                return []
            }
        }
    }
}
