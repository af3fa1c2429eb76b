import Core
import Ledger
import Store
import UseCases

/// Gives one file of a result to its owner, once a one-time code has opened it (tải kết quả điện tử).
struct OwnerFileReply {
    let pages: Pages

    /// - Throws: `.notFound` for a file that is none of the result's, `.erased` once the dossier's key is destroyed.
    func answer(_ call: Call) async throws -> Reply {
        guard let opened = try await OwnerCase.find(call, pages), !opened.isOver, opened.grant.mayFetch,
            opened.may(.fetch)
        else {
            return .seeOther(Path.ownerAct(call.parameter("number"), OwnerAct.fetch.rawValue))
        }
        let wanted = FileID(call.parameter("file"))
        let files = opened.dossier.outcome?.files ?? []
        guard let index = files.firstIndex(where: { $0.file == wanted }) else { throw Problem(.notFound) }
        let (office, now, stream, actor) = (pages.office, pages.now, opened.id, opened.actor.id)
        let bytes = try await office.store.offload { () throws -> [UInt8] in
            switch try office.keyring.key(of: stream.stream) {
            case .open(let key): return try office.files.get(wanted, key: key)
            case .destroyed: throw Problem(.erased)
            case .none: throw Problem(.notFound)
            }
        }
        try await office.store.write { transaction in
            var random = SystemRandom()
            try Audit.write(.personalRead, by: actor, on: stream, now: now, random: &random, in: transaction.sql)
        }
        let kind = files[index].kind
        let name = opened.dossier.name(of: wanted) ?? "\(opened.number)-\(index + 1).\(kind.rawValue)"
        return .download(bytes, kind.contentType, name: name).keptNowhere
    }

    /// A file as the page lists it: by its name, or `Tệp 1 (PDF, 120 KB)`.
    static func shown(_ file: FileGiven, at index: Int, _ opened: OwnerCase, _ page: PageContext) -> String {
        let size = max(1, file.size / 1024)
        if let name = opened.dossier.name(of: file.file) {
            return page.text("apply.papers.file", ["file": .text(name), "size": .number(size)])
        }
        return page.text(
            "act.ket-qua.file",
            [
                "number": .number(index + 1), "kind": .text(file.kind.rawValue.uppercased()),
                "size": .number(size),
            ])
    }
}
