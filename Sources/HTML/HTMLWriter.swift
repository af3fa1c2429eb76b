/// Writes one HTML page as bytes; what is not markup in the source code is escaped, or does not compile.
///
/// Why it is so: element and attribute names exist only as Swift functions, so a value can never become markup; an
/// element is closed by leaving its closure, so tags always balance; there is no way to write a style, an event handler
/// or an inline script, so the content security policy holds by construction. Content never throws and never waits:
/// a page is written from values that were loaded before.
///
/// - Example:
/// ```swift
/// var p = HTMLWriter()
/// p.main(.id("main")) { p in
///     p.h1(title)
///     p.p(.class("lead")) { p in
///         p.text(sentence)
///         p.a(.href(Path.tracking)) { $0.text(linkText) }
///     }
/// }
/// ```
public struct HTMLWriter: ~Copyable {
    private var buffer: ByteBuffer

    /// - Parameter capacityBytes: room taken at once; a usual page fits the default without growing.
    public init(capacityBytes: Int = 24 * 1024) { buffer = ByteBuffer(capacity: capacityBytes) }

    /// The page so far, UTF-8.
    public var bytes: [UInt8] { Array(buffer.written) }

    /// The page so far as text, for tests and small fragments.
    public var string: String { String(decoding: buffer.written, as: UTF8.self) }

    /// Calls `body` with the page's bytes where they lie, for a server that copies them into a buffer of its own.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(buffer.written)
    }

    /// Writes a value as text, escaped once; whatever it holds, it shows as it is and is never markup.
    public mutating func text(_ value: String) { buffer.append(escaping: value) }

    /// Writes a whole number in plain digits; grouped numbers come as text from the page's language.
    public mutating func text(_ value: Int) { buffer.append(decimal: value) }

    /// Writes the document type, once, before everything else.
    public mutating func doctype() { buffer.append("<!doctype html>\n") }

    // MARK: - What the elements are made of

    @inline(__always)
    mutating func element(_ tag: Tag, _ attributes: [Attribute], _ content: (inout HTMLWriter) -> Void) {
        open(tag, attributes)
        content(&self)
        close(tag)
    }

    @inline(__always)
    mutating func element(_ tag: Tag, _ text: String, _ attributes: [Attribute]) {
        open(tag, attributes)
        buffer.append(escaping: text)
        close(tag)
    }

    mutating func open(_ tag: Tag, _ attributes: [Attribute]) {
        buffer.append(tag.start)
        for attribute in attributes { append(attribute) }
        buffer.append(UInt8(ascii: ">"))
    }

    mutating func close(_ tag: Tag) { buffer.append(tag.end) }

    mutating func append(_ markup: StaticString) { buffer.append(markup) }

    private mutating func append(_ attribute: Attribute) {
        buffer.append(attribute.name)
        switch attribute.value {
        case .absent, .flag:
            return
        case .literal(let literal):
            buffer.append(escaping: literal)
        case .text(let text):
            buffer.append(escaping: text)
        case .number(let number):
            buffer.append(decimal: number)
        case .data(let name, let text):
            buffer.append(name)
            buffer.append("=\"")
            buffer.append(escaping: text)
        }
        buffer.append(UInt8(ascii: "\""))
    }
}

/// The two ends of an element as they are written: `<td` and `</td>`.
struct Tag {
    let start: StaticString
    let end: StaticString

    init(_ start: StaticString, _ end: StaticString = "") {
        self.start = start
        self.end = end
    }
}
