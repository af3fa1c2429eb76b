/// One attribute of an element; made only by the typed functions below, so that no style and no event handler can be.
///
/// A name is a literal of the source and never a value; a value is escaped when written. A nil value leaves the
/// attribute out.
public struct Attribute: Sendable {
    enum Value: Sendable {
        case absent
        case flag
        case literal(StaticString)
        case text(String)
        case number(Int)
        /// A `data-` attribute with the rest of its name.
        case data(StaticString, String)
    }

    /// As it is written before the value: ` id="`, ` checked`, ` data-`.
    let name: StaticString
    let value: Value

    init(_ name: StaticString, _ value: Value) {
        self.name = name
        self.value = value
    }

    init(_ name: StaticString, _ text: String?) {
        if let text { self.init(name, .text(text)) } else { self = .none }
    }

    init(_ name: StaticString, literal: StaticString?) {
        if let literal { self.init(name, .literal(literal)) } else { self = .none }
    }

    init(_ name: StaticString, number: Int?) {
        if let number { self.init(name, .number(number)) } else { self = .none }
    }

    init(_ name: StaticString, flag: Bool) {
        if flag { self.init(name, .flag) } else { self = .none }
    }

    /// No attribute.
    public static var none: Attribute { Attribute("", .absent) }

    /// The attribute if the condition holds, else nothing.
    public static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute {
        condition ? attribute : .none
    }
}

// MARK: - Everywhere

extension Attribute {
    public static func id(_ value: String?) -> Attribute { Attribute(" id=\"", value) }
    /// Class names of the style sheet, separated by spaces.
    public static func `class`(_ names: StaticString) -> Attribute { Attribute(" class=\"", .literal(names)) }
    /// Class names of the style sheet that hang on a state; nil leaves the attribute out.
    public static func `class`(_ names: StaticString?) -> Attribute {
        Attribute(" class=\"", literal: names)
    }
    /// Language of the content, `vi` or `en`.
    public static func lang(_ code: String) -> Attribute { Attribute(" lang=\"", code) }
    public static func title(_ value: String?) -> Attribute { Attribute(" title=\"", value) }
    public static func role(_ value: Role) -> Attribute { Attribute(" role=\"", .literal(value.literal)) }
    public static func hidden(_ isHidden: Bool = true) -> Attribute { Attribute(" hidden", flag: isHidden) }
    public static func tabIndex(_ value: Int) -> Attribute { Attribute(" tabindex=\"", .number(value)) }
    /// Key that, with the browser's own modifier, moves to the element; for pages without script.
    public static func accessKey(_ key: StaticString) -> Attribute { Attribute(" accesskey=\"", .literal(key)) }
    /// A value for our script, read there as text; the name is the part after `data-`.
    public static func data(_ name: StaticString, _ value: String = "") -> Attribute {
        assert(isDataName(name), "lower-case letters, digits and dashes")
        return Attribute(" data-", .data(name, value))
    }

    /// Roles that our pages need beside those of the elements themselves.
    public enum Role: Sendable {
        case alert, status, group, search, table, row, rowGroup, cell, columnHeader, rowHeader, list, image

        var literal: StaticString {
            switch self {
            case .alert: "alert"
            case .status: "status"
            case .group: "group"
            case .search: "search"
            case .table: "table"
            case .row: "row"
            case .rowGroup: "rowgroup"
            case .cell: "cell"
            case .columnHeader: "columnheader"
            case .rowHeader: "rowheader"
            case .list: "list"
            case .image: "img"
            }
        }
    }
}

/// True for what may follow `data-`, so that no second attribute can hide in the name.
func isDataName(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { bytes in
        bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }
}

// MARK: - What assistive technology reads

extension Attribute {
    public static func ariaLabel(_ value: String?) -> Attribute { Attribute(" aria-label=\"", value) }
    public static func ariaLabelledBy(_ id: String?) -> Attribute { Attribute(" aria-labelledby=\"", id) }
    /// Ids of what describes a field, separated by spaces: hint, error.
    public static func ariaDescribedBy(_ ids: String?) -> Attribute { Attribute(" aria-describedby=\"", ids) }
    public static func ariaHidden() -> Attribute { Attribute(" aria-hidden=\"", .literal("true")) }
    public static func ariaInvalid(_ isInvalid: Bool) -> Attribute {
        Attribute(" aria-invalid=\"", literal: isInvalid ? "true" : nil)
    }
    /// Marks where the reader is: the page in a navigation, the step of several.
    public static func ariaCurrent(_ kind: Current?) -> Attribute {
        Attribute(" aria-current=\"", literal: kind?.literal)
    }
    public static func ariaPressed(_ isPressed: Bool) -> Attribute {
        Attribute(" aria-pressed=\"", .literal(isPressed ? "true" : "false"))
    }
    public static func ariaLive() -> Attribute { Attribute(" aria-live=\"", .literal("polite")) }

    public enum Current: Sendable {
        case page, step, item

        var literal: StaticString {
            switch self {
            case .page: "page"
            case .step: "step"
            case .item: "true"
            }
        }
    }
}
