public import Core

public enum SessionKind {}
public enum HeldFormKind {}
public enum BearerTokenKind {}
public enum DraftKind {}

/// Names a session on its owner's list; not the secret in the cookie.
public typealias SessionID = Identifier<SessionKind>
/// A form that was typed in a session that had ended.
public typealias HeldFormID = Identifier<HeldFormKind>
/// Names a bearer token on its owner's list; not the token.
public typealias BearerTokenID = Identifier<BearerTokenKind>
/// An application that was begun and not yet handed in (hồ sơ nháp).
public typealias DraftID = Identifier<DraftKind>
