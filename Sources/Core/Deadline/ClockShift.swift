/// What stopped, moved or renewed a running clock (tạm dừng, loại trừ, tính lại, gia hạn), in the words of the
/// procedure.
///
/// Kept as a list beside the reception, it lets a due date be counted again under another calendar.
public enum ClockShift: Hashable, Codable, Sendable {
    /// The full limit again from completion (default of a supplement).
    case restart(requested: Instant, completed: Instant)
    /// What was unused at the request, counted from completion.
    case pause(requested: Instant, completed: Instant)
    /// The time from request to completion does not count.
    case exclude(requested: Instant, completed: Instant)
    /// A new appointment, decided with an apology.
    case extend(decided: Instant, to: CivilDate)

    private enum Kind: String, Codable { case restart, pause, exclude, extend }
    private enum CodingKeys: String, CodingKey { case kind, from, to, date }

    /// Reads an object of `kind`, `from` and `to`, or `date` for an extension; refuses any other kind.
    public init(from decoder: any Decoder) throws {
        let form = try decoder.container(keyedBy: CodingKeys.self)
        let from = try form.decode(Instant.self, forKey: .from)
        switch try form.decode(Kind.self, forKey: .kind) {
        case .restart: self = .restart(requested: from, completed: try form.decode(Instant.self, forKey: .to))
        case .pause: self = .pause(requested: from, completed: try form.decode(Instant.self, forKey: .to))
        case .exclude: self = .exclude(requested: from, completed: try form.decode(Instant.self, forKey: .to))
        case .extend: self = .extend(decided: from, to: try form.decode(CivilDate.self, forKey: .date))
        }
    }

    /// Writes the form that is read: moments as `from` and `to`, the new day as `date`.
    public func encode(to encoder: any Encoder) throws {
        var form = encoder.container(keyedBy: CodingKeys.self)
        func write(_ kind: Kind, _ from: Instant, _ to: Instant) throws {
            try form.encode(kind, forKey: .kind)
            try form.encode(from, forKey: .from)
            try form.encode(to, forKey: .to)
        }
        switch self {
        case .restart(let requested, let completed): try write(.restart, requested, completed)
        case .pause(let requested, let completed): try write(.pause, requested, completed)
        case .exclude(let requested, let completed): try write(.exclude, requested, completed)
        case .extend(let decided, let date):
            try form.encode(Kind.extend, forKey: .kind)
            try form.encode(decided, forKey: .from)
            try form.encode(date, forKey: .date)
        }
    }
}

extension ClockShift {
    /// Excluded times that touch or overlap become one, so that parallel consultations are not left out twice.
    static func merged(_ shifts: [ClockShift]) -> [ClockShift] {
        shifts.reduce(into: []) { result, shift in
            guard case .exclude(let from, let to) = shift, case .exclude(let start, let end)? = result.last,
                from <= end, start <= to
            else { return result.append(shift) }
            result[result.count - 1] = .exclude(requested: min(from, start), completed: max(to, end))
        }
    }
}
