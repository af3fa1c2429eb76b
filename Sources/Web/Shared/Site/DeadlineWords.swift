public import Core

/// Tells an explained deadline in the words of a language (diễn giải ngày hẹn trả).
public struct DeadlineWords: Sendable {
    private let texts: Texts

    init(_ texts: Texts) { self.texts = texts }

    /// Reads the words of a language from the resource folder; for the command line.
    ///
    /// - Throws: `MotCuaServer.Fault.texts` naming the first line that is no text.
    public init(resources: String, language: String) throws(MotCuaServer.Fault) {
        guard let known = Language(rawValue: language) else { throw .texts(resources + "/texts/" + language) }
        do {
            texts = try Texts(language: known, folder: resources + "/texts/" + language)
        } catch { throw .texts("\(error)") }
    }

    /// One sentence a step.
    public func sentence(_ step: ExplanationStep) -> String {
        let fields = Dictionary(uniqueKeysWithValues: step.fields.map { ($0.name, words($0.value)) })
        return texts.filled(TextKey(step.textKey), fields)
    }

    /// A time limit: `3 ngày làm việc`.
    public func limit(_ limit: TimeLimit) -> String {
        texts.filled(TextKey(limit.textKey), ["count": String(limit.count)])
    }

    private func words(_ value: ExplanationValue) -> String {
        switch value {
        case .moment(let instant): return texts.fullMoment(instant)
        case .day(let date): return "\(texts.weekday(date)) \(texts.day(date))"
        case .clock(let minute): return texts.hour(Instant(CivilDate(dayNumber: 0), minute: minute))
        case .number(let number): return texts.language.grouped(number)
        case .duration(let minutes): return duration(minutes)
        case .limit(let limit): return self.limit(limit)
        case .name(let name): return texts.language == .vietnamese ? name.vietnamese : name.english ?? name.vietnamese
        case .words(let words): return words
        }
    }

    private func duration(_ minutes: Int) -> String {
        func part(_ count: Int, _ unit: String) -> String {
            texts.filled(
                TextKey("deadline.duration.\(unit).\(count == 1 ? "one" : "other")"), ["count": String(count)])
        }
        let (hours, rest) = (minutes / 60, minutes % 60)
        if rest == 0, hours > 0 { return part(hours, "hours") }
        if hours == 0 { return part(rest, "minutes") }
        return texts.filled(
            "deadline.duration.both", ["hours": part(hours, "hours"), "minutes": part(rest, "minutes")])
    }
}

extension Texts {
    /// The text of `key`, its fields filled with words that are ready.
    func filled(_ key: TextKey, _ fields: [String: String]) -> String {
        pieces(key) { name in fields[name].map { .text($0) } }.map { language.plain($0) }.joined()
    }
}
