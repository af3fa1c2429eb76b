import Ledger
import Store
import UseCases

/// Where witnesses hand their signatures in: `POST /log/cosign`, `{"note": "…"}`.
///
/// Anybody may send: what counts is whether a signature in it holds by the key of a known witness.
struct CosignRoute {
    let pages: Pages

    private static var limits: RequestLimits {
        var limits = RequestLimits.standard
        limits.jsonBytesMax = 2 * CheckpointNote.bytesMax
        return limits
    }

    private struct Wanted: Decodable {
        var note: String
    }

    var route: Route {
        .command(.logCosign, access: .tokenIfAny, limits: CosignRoute.limits) { _, body in
            let note = try body.decode(Wanted.self).note
            let (office, witnesses) = (pages.office, pages.witnessKeys)
            do {
                let names = try await office.store.write { transaction in
                    try Cosigning.take(
                        note, witnesses: witnesses, of: office.reader.log, now: office.clock.now(),
                        in: transaction.sql)
                }
                return .text(names.map { $0 + "\n" }.joined())
            } catch let refusal as Cosigning.Refusal {
                switch refusal {
                case .note: throw Problem.field("/note", .malformed)
                case .unknownCheckpoint: throw Problem.field("/note", .notOffered)
                case .unknownWitness: throw Problem(.forbidden)
                }
            }
        }
    }
}
