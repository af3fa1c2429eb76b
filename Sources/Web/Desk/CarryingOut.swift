import Core
import Ledger
import Store
import UseCases

/// What every page that does something with a dossier needs: done once, files sealed before the record names them.
extension Pages {
    /// True if this very command was carried out before: a second click, whose answer is the first one's.
    func wasDone(_ command: CommandID, on id: DossierID, by actor: ActorID) async throws -> Bool {
        let office = office
        return try await office.store.read { sql in
            try office.reader.records(command: command, sql).contains { $0.stream == id.stream && $0.actor == actor }
        }
    }

    /// Does `act` in one transaction, by this moment's clock.
    ///
    /// - Parameter files: stored already for it; taken away again where a rule refuses, for then no record names them.
    func carryOut(
        storing files: [FileGiven] = [],
        _ act: @escaping @Sendable (DossierCommands, inout SystemRandom) throws -> Void
    ) async throws {
        let (office, now) = (office, now)
        do {
            try await office.store.write { transaction in
                var random = SystemRandom()
                try act(DossierCommands(office, now: now, in: transaction), &random)
            }
        } catch let refusal as UseCaseRefusal {
            // After a failure it is not known whether a record names them, so there they stay.
            for file in files { try await office.store.offload { try office.files.remove(file.file) } }
            throw refusal
        }
    }

    /// Encrypts files under the dossier's key and stores them before the record that will name them.
    func store(_ files: [UploadedFile], of id: DossierID) async throws -> [FileGiven] {
        guard !files.isEmpty else { return [] }
        let (office, now, stream) = (office, now, id.stream)
        let key = try await office.store.write { transaction in
            var random = SystemRandom()
            return try office.keyring.keyForWriting(stream, now: now, random: &random, in: transaction)
        }
        var stored: [FileGiven] = []
        for file in files {
            let name = try await office.store.offload {
                var random = SystemRandom()
                return try office.files.put(file.bytes, key: key, random: &random)
            }
            stored.append(FileGiven(file: name, kind: file.kind.stored, size: file.bytes.count))
        }
        return stored
    }
}

extension AttachmentKind {
    /// The kind as records name it.
    var stored: FileType {
        switch self {
        case .pdf: return .pdf
        case .png: return .png
        case .jpeg: return .jpeg
        }
    }
}

extension FileType {
    /// The same as a browser is told.
    var contentType: String {
        switch self {
        case .pdf: AttachmentKind.pdf.contentType
        case .png: AttachmentKind.png.contentType
        case .jpeg: AttachmentKind.jpeg.contentType
        }
    }
}
