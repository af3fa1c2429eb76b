import ArgumentParser
import Core
import Foundation
import Ledger
import Store
import UseCases

/// The log's key on its way to paper and back (ký gửi khóa ký sổ).
///
/// Its secret alone is on the sheets: the name is the log's, the verifier key follows from both, and a key that was
/// changed away from is wanted no more, since the change is in the records.
struct LogKeyEscrow {
    let data: String
    let settings: InstallationSettings

    private var file: LogKeyFile { LogKeyFile(DataFolder(data)) }

    /// The key that the log signs with now, and its public text; says so where the file holds the one before it too.
    func key() throws -> (seed: [UInt8], verifier: String) {
        let office = try OpenOffice.reading(data, settings)
        defer { office.store.close() }
        let keys = try file.keys(named: LogBook.name(of: office.reader.log))
        guard try isCurrent(keys.current.verifier, office) else { throw LogKeyFault(file.path, .otherKey) }
        if let outgoing = keys.outgoing {
            writeError("The sheets hold the key after the last change; the one before it is on neither:")
            writeError("Hai tờ chỉ ghi khóa hiện hành; khóa trước lần đổi gần nhất không có trên tờ nào:")
            writeError("  \(outgoing.signer.verifier.text)")
        }
        return (try file.currentSeed(), keys.current.verifier.text)
    }

    /// Writes the key's file from its two sheets; a key that the log does not sign with is refused before it is there.
    func recover() throws {
        guard !file.isThere else {
            writeError("There is a log key at \(file.path) already. / Đã có khóa ký sổ tại \(file.path).")
            throw ExitCode(73)
        }
        let office = try OpenOffice.reading(data, settings)
        defer { office.store.close() }
        let seed = try EscrowSheet.readBoth(.log)
        let name = LogBook.name(of: office.reader.log)
        guard let signer = NoteSigner(name: name, kind: .log, seed: seed), try isCurrent(signer.verifier, office) else {
            throw EscrowFault.otherLogKey
        }
        try file.write(hexadecimal(seed) + "\n", to: file.path)
        print("The log key is at \(file.path). / Đã dựng lại khóa ký sổ tại \(file.path).")
        print(signer.verifier.text)
    }

    private func isCurrent(_ key: NoteVerifierKey, _ office: Office) throws -> Bool {
        try office.store.readNow { try LogKeyRotation.isCurrent(key, of: office.reader.log, in: $0) }
    }
}
