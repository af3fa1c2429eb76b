import Core
import Ledger
import Store
import UseCases

/// Takes files into a draft: encrypted under the dossier's key before anything is written down (nhận tệp tải lên).
struct DraftUploads {
    let pages: Pages
    /// The text of the secret under which the draft is kept.
    let visitor: String
    let draft: DraftID
    /// The stream under whose key the files lie: the dossier's, or the one that the draft will become.
    let stream: DossierID

    /// Takes the files of each paper that has an input on the page; what was not taken is told beside its paper.
    func take(_ form: Form, for papers: [(paper: ComponentCode, field: String)], _ page: PageContext) async throws
        -> [FieldError]
    {
        var errors = form.refused.map { refused in
            FieldError(fieldID: refused.field, message: DraftUploads.words(refused, page))
        }
        errors += form.files(besides: papers.map(\.field)).map { file in
            FieldError(fieldID: file.field, message: page.text("apply.file.unknown", ["file": .text(file.name)]))
        }
        for (paper, field) in papers {
            for file in form.files(field) {
                do { try await attach(file, for: paper) } catch let refusal as AccessRefusal {
                    errors.append(try DraftUploads.fault(refusal, file, page))
                }
            }
        }
        return errors
    }

    /// A file of the same name and size for the same paper is the same file sent again: it takes the other's place.
    private func attach(_ file: UploadedFile, for paper: ComponentCode) async throws {
        let (office, now, stream, draft, visitor) = (pages.office, pages.now, stream.stream, draft, visitor)
        let key = try await office.store.write { transaction in
            var random = SystemRandom()
            return try office.keyring.keyForWriting(stream, now: now, random: &random, in: transaction)
        }
        let id = try await office.store.offload {
            var random = SystemRandom()
            return try office.files.put(file.bytes, key: key, random: &random)
        }
        let kept = DraftFile(
            file: id, component: paper, name: file.name, kind: file.kind.contentType, bytes: file.bytes.count)
        let replaced: [FileID]
        do {
            replaced = try await office.store.write { transaction in
                var random = SystemRandom()
                let sql = transaction.sql
                let known = try Drafts.find(draft, visitor: visitor, sealer: office.sealer, now: now, in: sql)?.files
                let same = (known ?? []).filter {
                    $0.component == paper && $0.name == kept.name && $0.bytes == kept.bytes
                }.map(\.file)
                for old in same { try Drafts.detach(old, from: draft, visitor: visitor, now: now, in: sql) }
                try Drafts.attach(
                    kept, to: draft, visitor: visitor, sealer: office.sealer, now: now, random: &random, in: sql)
                return same
            }
        } catch let refusal as AccessRefusal {
            try await office.store.offload { try office.files.remove(id) }
            throw refusal
        }
        for old in replaced { try await office.store.offload { try office.files.remove(old) } }
    }

    /// A file that is gone already was taken off by an earlier click.
    func detach(_ typed: String, among files: [DraftFile]) async throws {
        let (office, now, draft, visitor) = (pages.office, pages.now, draft, visitor)
        guard let known = files.first(where: { $0.file.text == typed })?.file else { return }
        do {
            try await office.store.write {
                try Drafts.detach(known, from: draft, visitor: visitor, now: now, in: $0.sql)
            }
        } catch AccessRefusal.draftFileUnknown { return }
        try await office.store.offload { try office.files.remove(known) }
    }

    /// What is said beside the paper; what is not about a file goes on.
    private static func fault(_ refusal: AccessRefusal, _ file: UploadedFile, _ page: PageContext) throws -> FieldError
    {
        switch refusal {
        case .draftFilesTooMany(let most):
            return FieldError(
                fieldID: file.field,
                message: page.text("apply.file.tooMany", ["file": .text(file.name), "most": .number(most)]))
        case .draftFilesTooLarge(let most):
            let megabytes = most / (1024 * 1024)
            return FieldError(
                fieldID: file.field,
                message: page.text("apply.file.together", ["file": .text(file.name), "most": .number(megabytes)]))
        case .loginMalformed, .loginTaken, .accountExists, .name, .label, .password, .accountUnknown, .tokenUnknown,
            .draftFileUnknown, .accountClosed, .alreadyBegun, .linkUnusable, .tokensTooMany, .tokenDays, .formNotOurs,
            .formTooLarge, .draftTooLarge, .draftUnknown, .draftSubmitted, .draftsTooMany, .draftValuesTooMany,
            .idempotencyKeyMalformed, .idempotencyKeyReused:
            throw refusal
        }
    }

    static func words(_ refused: RefusedFile, _ page: PageContext) -> String {
        let name = refused.name.isEmpty ? "…" : refused.name
        switch refused.reason {
        case .empty: return page.text("apply.file.empty", ["file": .text(name)])
        case .wrongKind: return page.text("apply.file.wrongKind", ["file": .text(name)])
        case .tooLarge(let most):
            return page.text("apply.file.tooLarge", ["file": .text(name), "most": .number(most / (1024 * 1024))])
        }
    }
}

extension DraftFile {
    /// The file as a dossier names it; nil for a kind that no door lets in.
    var given: FileGiven? {
        switch AttachmentKind.allCases.first(where: { $0.contentType == kind }) {
        case .pdf: FileGiven(file: file, kind: .pdf, size: bytes)
        case .png: FileGiven(file: file, kind: .png, size: bytes)
        case .jpeg: FileGiven(file: file, kind: .jpeg, size: bytes)
        case nil: nil
        }
    }
}

extension Draft {
    /// The names of the files that are handed in, to be sealed with the rest that is personal.
    func names(of components: [ComponentGiven]) -> Personal {
        var names = Personal()
        let given = Set(components.flatMap { $0.files.map(\.file) })
        for file in files where given.contains(file.file) { names[.fileName(file.file)] = file.name }
        return names
    }
}

extension Office {
    /// Removes files that belong to nothing now.
    func forget(_ files: [FileID]) async throws {
        for file in files { try await store.offload { [self] in try self.files.remove(file) } }
    }
}
