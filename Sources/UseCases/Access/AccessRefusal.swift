public import Core

/// Why somebody was not let in, or may not have what they asked for (lý do từ chối truy cập).
///
/// What must be counted although it is refused (a wrong password, a wrong code) is a value that the use case gives
/// back, never one of these: throwing undoes what the transaction wrote.
public enum AccessRefusal: Error, Hashable, Sendable {
    case loginMalformed
    case loginTaken
    /// The officer has an account already.
    case accountExists
    case name(FieldFault)
    case label(FieldFault)
    case password(PasswordFault)
    case accountUnknown
    /// An account that is closed stays so.
    case accountClosed
    /// There are accounts already: administrators make the others.
    case alreadyBegun
    /// Used, replaced by a newer one, over, or never made; one case, so that nothing tells which.
    case linkUnusable
    case tokensTooMany(most: Int)
    case tokenUnknown
    case tokenDays(most: Int)
    /// The form was not written by a page of this session.
    case formNotOurs
    case formTooLarge(mostBytes: Int)
    /// There is no such draft, it is over, or it is another visitor's.
    case draftUnknown
    case draftSubmitted(DossierID)
    case draftsTooMany(most: Int)
    case draftValuesTooMany(most: Int)
    case draftTooLarge(mostBytes: Int)
    case draftFilesTooMany(most: Int)
    case draftFilesTooLarge(mostBytes: Int)
    case draftFileUnknown(FileID)
    case idempotencyKeyMalformed
    /// The key stands for another request of this account.
    case idempotencyKeyReused
}

/// What is wrong with a new password (mật khẩu chưa đạt yêu cầu).
public enum PasswordFault: Hashable, Sendable {
    case tooShort(least: Int)
    case tooLong(most: Int)
    /// A few characters over and over, or a row of the keyboard or the alphabet.
    case tooSimple
    case holdsLogin
    case sameAsOld
}
