public import Core
public import Ledger

/// Attachments and results (tệp đính kèm, kết quả), each encrypted under its dossier's key.
///
/// A file is put before the record that names it is committed: after a crash between the two a file without a record
/// stays behind, which harms nobody; a record never names a file that is not there. Every call blocks: a server calls
/// it through `StoreEngine.offload`. The caller limits sizes.
public protocol FileStore: Sendable {
    /// Encrypts and stores; returns once it would survive a power cut.
    func put(_ bytes: [UInt8], key: DossierKey, random: inout some RandomSource) throws -> FileID

    /// The file in clear. Throws `.fileMissing` when it is not there, `.corrupt` when it is not what was put.
    func get(_ file: FileID, key: DossierKey) throws -> [UInt8]

    /// Removes a file for good; one that is not there is fine.
    func remove(_ file: FileID) throws
}

extension SealedFile {
    /// The file in clear. Throws `.corrupt` for changed bytes or another key.
    public func opened(with key: DossierKey) throws(StoreError) -> [UInt8] {
        do { return try key.decryptFile(self) } catch {
            let reason =
                error == .nameDiffers ? "the bytes are not those that were stored" : "the key does not fit"
            throw StoreError(.corrupt, reason, at: "file \(name)")
        }
    }
}
