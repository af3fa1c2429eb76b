/// Why something cannot be sealed or opened.
///
/// It never tells which byte was wrong.
public enum SealingError: Error, Hashable, Sendable {
    /// A key of other than 32 bytes.
    case keyLength(Int)
    /// Another key sealed it, it stands at another place than it was sealed for, or a byte was changed.
    case wrongKeyOrDamaged
    /// A file's name is not the hash of its bytes.
    case nameDiffers
    /// The cipher refused to work.
    case cipherFailed
}
