import Core
import Ledger

/// Carries stored files over as they lie there, encrypted; what the source no longer has is removed.
struct FileCopying {
    private let source: CopyPlace
    private let target: CopyPlace

    init(from source: CopyPlace, to target: CopyPlace) {
        self.source = source
        self.target = target
    }

    /// Gives the files that are not what their names say, which are left out: nobody can open them.
    func run(progress: (_ done: Int, _ total: Int) -> Void) throws -> [FileID] {
        let wanted = Set(try source.sealed.names())
        let there = Set(try target.sealed.names())
        var damaged: [FileID] = []
        var done = there.intersection(wanted).count
        for name in wanted.subtracting(there).sorted() {
            // One that is gone by now was removed on purpose.
            if let bytes = try source.sealed.sealed(name) {
                if SealedFile.name(of: bytes) == name {
                    try target.sealed.keep(SealedFile(name: name, bytes: bytes))
                } else {
                    damaged.append(name)
                }
            }
            done += 1
            progress(done, wanted.count)
        }
        for name in there.subtracting(wanted) { try target.files.remove(name) }
        return damaged
    }
}
