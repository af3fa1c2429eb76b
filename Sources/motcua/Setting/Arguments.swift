public import ArgumentParser
public import Core

extension CivilDate: ExpressibleByArgument {
    /// `2026-11-20`.
    public init?(argument: String) { self.init(iso: argument) }
}

extension Instant: ExpressibleByArgument {
    /// RFC 3339; without an offset +07:00 is meant.
    public init?(argument: String) { self.init(rfc3339: argument) }

    public var defaultValueDescription: String { rfc3339 }
}
