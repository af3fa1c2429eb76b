public import Core

/// Marks names of sessions (phiên đăng nhập).
public enum SessionKind {}
/// Marks names of forms held for an account (biểu mẫu được giữ lại).
public enum HeldFormKind {}
/// Marks names of bearer tokens (mã truy cập API).
public enum BearerTokenKind {}
/// Marks names of drafts (hồ sơ nháp).
public enum DraftKind {}

/// Names a session on its owner's list; not the secret in the cookie.
public typealias SessionID = Identifier<SessionKind>
/// A form that was typed in a session that had ended.
public typealias HeldFormID = Identifier<HeldFormKind>
/// Names a bearer token on its owner's list; not the token.
public typealias BearerTokenID = Identifier<BearerTokenKind>
/// An application that was begun and not yet handed in (hồ sơ nháp).
public typealias DraftID = Identifier<DraftKind>
