// MARK: - Where things lead: only addresses, never text

extension Attribute {
    public static func href(_ target: some PageURL) -> Attribute { Attribute(" href=\"", .text(target.url.text)) }
    public static func src(_ target: some PageURL) -> Attribute { Attribute(" src=\"", .text(target.url.text)) }
    public static func action(_ target: some PageURL) -> Attribute { Attribute(" action=\"", .text(target.url.text)) }
    /// Where this button sends the form instead.
    public static func formAction(_ target: some PageURL) -> Attribute {
        Attribute(" formaction=\"", .text(target.url.text))
    }
    /// An address for our script to call, in a `data-` attribute.
    public static func data(_ name: StaticString, to target: some PageURL) -> Attribute {
        .data(name, target.url.text)
    }
    /// The target is to be saved, under the name that the server gives.
    public static func download() -> Attribute { Attribute(" download", .flag) }
    /// Relation of a link to this page, such as `next` or `nofollow`.
    public static func rel(_ value: StaticString) -> Attribute { Attribute(" rel=\"", .literal(value)) }
}

// MARK: - Forms

extension Attribute {
    public enum Method: Sendable { case get, post }

    public static func method(_ method: Method) -> Attribute {
        switch method {
        case .get: Attribute(" method=\"", .literal("get"))
        case .post: Attribute(" method=\"", .literal("post"))
        }
    }
    /// The form carries files.
    public static func multipart() -> Attribute { Attribute(" enctype=\"", .literal("multipart/form-data")) }
    /// The server checks every field and says it in the person's language; browsers' own bubbles do not.
    public static func noValidate() -> Attribute { Attribute(" novalidate", .flag) }

    /// What a field is to the browser.
    public enum InputType: Sendable {
        case text, search, email, telephone, number, date, password, checkbox, radio, file, hidden

        var literal: StaticString {
            switch self {
            case .text: "text"
            case .search: "search"
            case .email: "email"
            case .telephone: "tel"
            case .number: "number"
            case .date: "date"
            case .password: "password"
            case .checkbox: "checkbox"
            case .radio: "radio"
            case .file: "file"
            case .hidden: "hidden"
            }
        }
    }

    public enum ButtonType: Sendable { case submit, button }

    public static func type(_ type: InputType) -> Attribute { Attribute(" type=\"", .literal(type.literal)) }
    public static func type(_ type: ButtonType) -> Attribute {
        switch type {
        case .submit: Attribute(" type=\"", .literal("submit"))
        case .button: Attribute(" type=\"", .literal("button"))
        }
    }
    public static func name(_ value: String?) -> Attribute { Attribute(" name=\"", value) }
    public static func value(_ value: String?) -> Attribute { Attribute(" value=\"", value) }
    public static func `for`(_ id: String) -> Attribute { Attribute(" for=\"", .text(id)) }
    public static func placeholder(_ value: String?) -> Attribute { Attribute(" placeholder=\"", value) }
    /// Kind of personal detail that the browser may fill in, from the HTML list (`name`, `tel`, `bday`, `off`…).
    public static func autocomplete(_ value: StaticString?) -> Attribute {
        Attribute(" autocomplete=\"", literal: value)
    }
    /// Keyboard that a phone shows: `numeric`, `decimal`, `tel`, `email`.
    public static func inputMode(_ value: StaticString?) -> Attribute {
        Attribute(" inputmode=\"", literal: value)
    }
    /// Kinds of files that a file field offers, such as `application/pdf,image/jpeg`.
    public static func accept(_ value: String?) -> Attribute { Attribute(" accept=\"", value) }
    /// Longest value in UTF-16 units, as browsers count.
    public static func maxLength(_ value: Int?) -> Attribute {
        Attribute(" maxlength=\"", number: value)
    }
    public static func min(_ value: String?) -> Attribute { Attribute(" min=\"", value) }
    public static func max(_ value: String?) -> Attribute { Attribute(" max=\"", value) }
    public static func rows(_ value: Int) -> Attribute { Attribute(" rows=\"", .number(value)) }
    public static func required(_ isRequired: Bool = true) -> Attribute { Attribute(" required", flag: isRequired) }
    public static func checked(_ isChecked: Bool = true) -> Attribute { Attribute(" checked", flag: isChecked) }
    public static func selected(_ isSelected: Bool = true) -> Attribute { Attribute(" selected", flag: isSelected) }
    public static func multiple(_ isMultiple: Bool = true) -> Attribute { Attribute(" multiple", flag: isMultiple) }
    public static func disabled(_ isDisabled: Bool = true) -> Attribute { Attribute(" disabled", flag: isDisabled) }
    public static func readOnly(_ isReadOnly: Bool = true) -> Attribute { Attribute(" readonly", flag: isReadOnly) }
    public static func autofocus(_ isFirst: Bool = true) -> Attribute { Attribute(" autofocus", flag: isFirst) }
    public static func spellcheck(_ isOn: Bool) -> Attribute {
        Attribute(" spellcheck=\"", .literal(isOn ? "true" : "false"))
    }
}

// MARK: - Tables, times, pictures

extension Attribute {
    public enum Scope: Sendable { case column, row, rowGroup }

    public static func scope(_ scope: Scope) -> Attribute {
        switch scope {
        case .column: Attribute(" scope=\"", .literal("col"))
        case .row: Attribute(" scope=\"", .literal("row"))
        case .rowGroup: Attribute(" scope=\"", .literal("rowgroup"))
        }
    }
    public static func columnSpan(_ value: Int) -> Attribute { Attribute(" colspan=\"", .number(value)) }
    public static func open(_ isOpen: Bool = true) -> Attribute { Attribute(" open", flag: isOpen) }
    /// A moment as machines read it, ISO 8601.
    public static func dateTime(_ value: String) -> Attribute { Attribute(" datetime=\"", .text(value)) }
    /// What a picture says; empty if it only decorates.
    public static func alt(_ value: String) -> Attribute { Attribute(" alt=\"", .text(value)) }
    /// Width in CSS pixels, so that the page does not jump when the picture comes.
    public static func width(_ value: Int) -> Attribute { Attribute(" width=\"", .number(value)) }
    /// Height in CSS pixels.
    public static func height(_ value: Int) -> Attribute { Attribute(" height=\"", .number(value)) }
    /// Field of an SVG drawing: its width and height in its own units.
    public static func viewBox(width: Int, height: Int) -> Attribute {
        Attribute(" viewBox=\"", .text("0 0 \(width) \(height)"))
    }
    /// The drawing fills its box in both directions, as bars may and pictures may not.
    public static func stretched() -> Attribute { Attribute(" preserveAspectRatio=\"", .literal("none")) }
    /// Outline of an SVG path.
    public static func outline(_ commands: String) -> Attribute { Attribute(" d=\"", .text(commands)) }
}
