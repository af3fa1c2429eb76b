import Dispatch
import Logging
import ServiceLifecycle
import Store
import UseCases

/// Makes tables anew that a migration wants so, or that were left in the making, while pages are answered (dựng lại
/// bảng trong lúc chạy), on a thread of its own.
struct RebuildRounds: Service {
    let office: Office
    let logger: Logger
    /// Between two pages, in which others write.
    var pause: Duration = .milliseconds(2)
    /// How long after a failure of the store, or while somebody reads for long, it is tried again.
    var rest: Duration = .seconds(5)
    var restMost: Duration = .seconds(120)
    /// How often it is looked whether there is something to do; a migration comes with a start.
    var look: Duration = .seconds(86_400)

    func run() async throws {
        let ending = Ending()
        let group = DispatchGroup()
        PacedThread.start("rebuild", ending, in: group) { making() }
        await PacedThread.untilShutdown()
        ending.end()
        await PacedThread.wait(for: group)
    }

    private func making() -> PacedThread.Work {
        var beside: RebuildBeside?
        var told = 0
        var held = rest
        return { _ in
            do {
                guard try RebuildBeside.isWaiting(office) else {
                    // Done, here or by another process: the dossiers it held are let go.
                    (beside, told) = (nil, 0)
                    return look
                }
                if beside == nil { logger.info("tables are being made anew beside those that answer") }
                var going = beside ?? RebuildBeside(office, onlyWaiting: true)
                // Whatever becomes of the page, the next one goes on with it.
                defer { beside = going }
                let now = try going.step()
                held = rest
                if now.switched {
                    logger.info("tables made anew answer from now on", metadata: ["records": "\(now.done)"])
                    return pause
                }
                let tenth = now.done * 10 / max(now.total, 1)
                if tenth > told {
                    told = tenth
                    logger.info(
                        "tables are being made anew", metadata: ["records": "\(now.done)", "of": "\(now.total)"])
                }
                return pause
            } catch is RebuildBeside.Refusal {
                logger.warning(
                    "tables wait to be made anew; run motcua rebuild --beside under the role that owns them")
                return look
            } catch let error as StoreError where error.code == .busy {
                // Every try keeps readers waiting for a moment: the longer somebody reads, the fewer.
                defer { held = min(held * 2, restMost) }
                return held
            } catch {
                let code = (error as? StoreError)?.code.rawValue ?? String(reflecting: type(of: error))
                logger.error("tables were not made anew, will be tried again", metadata: ["error": "\(code)"])
                return rest
            }
        }
    }
}
