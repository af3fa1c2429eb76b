public import Core

/// Why an answer on a procedure's form is not taken (lỗi của mục tờ khai).
public enum FormFault: Error, Hashable, Sendable {
    /// The form has no such field.
    case unknown
    case missing
    case tooLong(most: Int)
    case notDate
    case notNumber
    /// None of the field's choices.
    case notOffered
}

/// What answers on a procedure's form may be (quy tắc nội dung tờ khai): the same for portal, counter and API.
///
/// Why an office asks for less than the portal: what is handed in at a counter or by post has the paper form with it,
/// which nobody should have to type out.
public enum FormRules {
    /// Answers as they are kept, and what is wrong: field by field as the form has them, then fields it does not have.
    public struct Reading: Hashable, Sendable {
        public fileprivate(set) var answers: [FormFieldKey: String] = [:]
        public fileprivate(set) var faults: [Fault] = []
    }

    /// What is wrong with one field.
    public struct Fault: Hashable, Sendable {
        public var key: FormFieldKey
        /// The field's name on the form; its key where the form has no such field.
        public var label: String
        public var fault: FormFault
    }

    /// Years that a date on a form may lie in: from the oldest papers people keep to the longest terms they ask for.
    static let years: ClosedRange<Int> = 1850...2150

    /// Reads typed answers; an empty one counts as none.
    ///
    /// - Parameter channel: the way it is handed in; fields are required online alone.
    public static func read(
        _ typed: [FormFieldKey: String], of form: [FormField], channel: Channel
    ) -> Reading {
        var reading = Reading()
        for field in form {
            guard let text = typed[field.key], !text.isEmpty else {
                if field.required, channel == .online { reading.refuse(field, .missing) }
                continue
            }
            do throws(FormFault) { reading.answers[field.key] = try kept(text, as: field) } catch {
                reading.refuse(field, error)
            }
        }
        let known = Set(form.map(\.key))
        for key in typed.keys.filter({ !known.contains($0) }).sorted() {
            reading.faults.append(Fault(key: key, label: key.text, fault: .unknown))
        }
        return reading
    }

    /// One answer as it is kept: a date as `2026-11-20`, everything else as it was typed.
    public static func kept(_ text: String, as field: FormField) throws(FormFault) -> String {
        guard text.count <= field.most else { throw .tooLong(most: field.most) }
        switch field.kind {
        case .text, .longText: return text
        case .date:
            guard let date = date(text) else { throw .notDate }
            return date.iso
        case .number:
            guard isNumber(text) else { throw .notNumber }
            return text
        case .count:
            guard text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }) else { throw .notNumber }
            return text
        case .choice:
            guard field.choices.contains(text) else { throw .notOffered }
            return text
        }
    }

    /// `2026-11-20`, or `20/11/2026` as people write it where the browser offers no calendar.
    private static func date(_ text: String) -> CivilDate? {
        var iso = text
        if let typed = text.wholeMatch(of: #/([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})/#) {
            let two = { (digits: Substring) in digits.count == 1 ? "0\(digits)" : String(digits) }
            iso = "\(typed.3)-\(two(typed.2))-\(two(typed.1))"
        }
        guard let date = CivilDate(iso: iso), years.contains(date.year) else { return nil }
        return date
    }

    /// Digits, with dots or spaces between the thousands and decimals behind a comma; or decimals behind a dot, as
    /// programs write them.
    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: #/[0-9]+([,.][0-9]+)?|[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?/#) != nil
    }
}

extension FormRules.Reading {
    fileprivate mutating func refuse(_ field: FormField, _ fault: FormFault) {
        faults.append(FormRules.Fault(key: field.key, label: field.label, fault: fault))
    }
}

extension Personal {
    /// The answer on a field of the procedure's form (nội dung đã khai).
    public subscript(_ field: FormFieldKey) -> String? {
        get { self[.answer(field.text)] }
        set { self[.answer(field.text)] = newValue }
    }

    /// All answers by their fields, those of a form that has changed since among them.
    public var answers: [FormFieldKey: String] {
        let prefix = PersonalKey.answer("").text
        let own = values.filter { $0.key.hasPrefix(prefix) }
        return Dictionary(
            own.map { (FormFieldKey(String($0.key.dropFirst(prefix.count))), $0.value) }, uniquingKeysWith: { $1 })
    }

    /// Takes over what was answered.
    public mutating func merge(_ answers: [FormFieldKey: String]) {
        for (key, text) in answers { self[key] = text }
    }
}
