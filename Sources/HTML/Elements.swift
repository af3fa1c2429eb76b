// The elements that our pages are made of, one line each: with content, or with one text. Which element may hold which
// is left to the tests that read whole pages; names and balance are held here.

extension HTMLWriter {
    /// What an element holds, written into the same page.
    public typealias Content = (inout HTMLWriter) -> Void
}

// MARK: - Elements that hold others

extension HTMLWriter {
    public mutating func main(_ a: Attribute..., content: Content) { element(Tag("<main", "</main>"), a, content) }
    public mutating func section(_ a: Attribute..., content: Content) {
        element(Tag("<section", "</section>"), a, content)
    }
    public mutating func article(_ a: Attribute..., content: Content) {
        element(Tag("<article", "</article>"), a, content)
    }
    public mutating func aside(_ a: Attribute..., content: Content) { element(Tag("<aside", "</aside>"), a, content) }
    public mutating func nav(_ a: Attribute..., content: Content) { element(Tag("<nav", "</nav>"), a, content) }
    public mutating func header(_ a: Attribute..., content: Content) {
        element(Tag("<header", "</header>"), a, content)
    }
    public mutating func footer(_ a: Attribute..., content: Content) {
        element(Tag("<footer", "</footer>"), a, content)
    }
    public mutating func div(_ a: Attribute..., content: Content) { element(Tag("<div", "</div>"), a, content) }
    public mutating func p(_ a: Attribute..., content: Content) { element(Tag("<p", "</p>"), a, content) }
    public mutating func h1(_ a: Attribute..., content: Content) { element(Tag("<h1", "</h1>"), a, content) }
    public mutating func h2(_ a: Attribute..., content: Content) { element(Tag("<h2", "</h2>"), a, content) }
    public mutating func h3(_ a: Attribute..., content: Content) { element(Tag("<h3", "</h3>"), a, content) }
    public mutating func ul(_ a: Attribute..., content: Content) { element(Tag("<ul", "</ul>"), a, content) }
    public mutating func ol(_ a: Attribute..., content: Content) { element(Tag("<ol", "</ol>"), a, content) }
    public mutating func li(_ a: Attribute..., content: Content) { element(Tag("<li", "</li>"), a, content) }
    public mutating func dl(_ a: Attribute..., content: Content) { element(Tag("<dl", "</dl>"), a, content) }
    public mutating func dt(_ a: Attribute..., content: Content) { element(Tag("<dt", "</dt>"), a, content) }
    public mutating func dd(_ a: Attribute..., content: Content) { element(Tag("<dd", "</dd>"), a, content) }
    public mutating func a(_ a: Attribute..., content: Content) { element(Tag("<a", "</a>"), a, content) }
    public mutating func span(_ a: Attribute..., content: Content) { element(Tag("<span", "</span>"), a, content) }
    public mutating func strong(_ a: Attribute..., content: Content) {
        element(Tag("<strong", "</strong>"), a, content)
    }
    public mutating func em(_ a: Attribute..., content: Content) { element(Tag("<em", "</em>"), a, content) }
    public mutating func small(_ a: Attribute..., content: Content) { element(Tag("<small", "</small>"), a, content) }
    public mutating func time(_ a: Attribute..., content: Content) { element(Tag("<time", "</time>"), a, content) }
    public mutating func form(_ a: Attribute..., content: Content) { element(Tag("<form", "</form>"), a, content) }
    public mutating func fieldset(_ a: Attribute..., content: Content) {
        element(Tag("<fieldset", "</fieldset>"), a, content)
    }
    public mutating func legend(_ a: Attribute..., content: Content) {
        element(Tag("<legend", "</legend>"), a, content)
    }
    public mutating func label(_ a: Attribute..., content: Content) { element(Tag("<label", "</label>"), a, content) }
    public mutating func button(_ a: Attribute..., content: Content) {
        element(Tag("<button", "</button>"), a, content)
    }
    public mutating func option(_ a: Attribute..., content: Content) {
        element(Tag("<option", "</option>"), a, content)
    }
    public mutating func table(_ a: Attribute..., content: Content) { element(Tag("<table", "</table>"), a, content) }
    public mutating func caption(_ a: Attribute..., content: Content) {
        element(Tag("<caption", "</caption>"), a, content)
    }
    public mutating func thead(_ a: Attribute..., content: Content) { element(Tag("<thead", "</thead>"), a, content) }
    public mutating func tbody(_ a: Attribute..., content: Content) { element(Tag("<tbody", "</tbody>"), a, content) }
    public mutating func tfoot(_ a: Attribute..., content: Content) { element(Tag("<tfoot", "</tfoot>"), a, content) }
    public mutating func tr(_ a: Attribute..., content: Content) { element(Tag("<tr", "</tr>"), a, content) }
    public mutating func th(_ a: Attribute..., content: Content) { element(Tag("<th", "</th>"), a, content) }
    public mutating func td(_ a: Attribute..., content: Content) { element(Tag("<td", "</td>"), a, content) }
    public mutating func details(_ a: Attribute..., content: Content) {
        element(Tag("<details", "</details>"), a, content)
    }
    public mutating func summary(_ a: Attribute..., content: Content) {
        element(Tag("<summary", "</summary>"), a, content)
    }
    public mutating func blockquote(_ a: Attribute..., content: Content) {
        element(Tag("<blockquote", "</blockquote>"), a, content)
    }
    public mutating func code(_ a: Attribute..., content: Content) { element(Tag("<code", "</code>"), a, content) }
    public mutating func kbd(_ a: Attribute..., content: Content) { element(Tag("<kbd", "</kbd>"), a, content) }
    public mutating func output(_ a: Attribute..., content: Content) {
        element(Tag("<output", "</output>"), a, content)
    }
    public mutating func figure(_ a: Attribute..., content: Content) {
        element(Tag("<figure", "</figure>"), a, content)
    }
    public mutating func figcaption(_ a: Attribute..., content: Content) {
        element(Tag("<figcaption", "</figcaption>"), a, content)
    }
}

// MARK: - Elements with one text

extension HTMLWriter {
    public mutating func div(_ text: String, _ a: Attribute...) { element(Tag("<div", "</div>"), text, a) }
    public mutating func p(_ text: String, _ a: Attribute...) { element(Tag("<p", "</p>"), text, a) }
    public mutating func h1(_ text: String, _ a: Attribute...) { element(Tag("<h1", "</h1>"), text, a) }
    public mutating func h2(_ text: String, _ a: Attribute...) { element(Tag("<h2", "</h2>"), text, a) }
    public mutating func h3(_ text: String, _ a: Attribute...) { element(Tag("<h3", "</h3>"), text, a) }
    public mutating func li(_ text: String, _ a: Attribute...) { element(Tag("<li", "</li>"), text, a) }
    public mutating func dt(_ text: String, _ a: Attribute...) { element(Tag("<dt", "</dt>"), text, a) }
    public mutating func dd(_ text: String, _ a: Attribute...) { element(Tag("<dd", "</dd>"), text, a) }
    public mutating func a(_ text: String, _ a: Attribute...) { element(Tag("<a", "</a>"), text, a) }
    public mutating func span(_ text: String, _ a: Attribute...) { element(Tag("<span", "</span>"), text, a) }
    public mutating func strong(_ text: String, _ a: Attribute...) { element(Tag("<strong", "</strong>"), text, a) }
    public mutating func em(_ text: String, _ a: Attribute...) { element(Tag("<em", "</em>"), text, a) }
    public mutating func small(_ text: String, _ a: Attribute...) { element(Tag("<small", "</small>"), text, a) }
    public mutating func time(_ text: String, _ a: Attribute...) { element(Tag("<time", "</time>"), text, a) }
    public mutating func legend(_ text: String, _ a: Attribute...) { element(Tag("<legend", "</legend>"), text, a) }
    public mutating func label(_ text: String, _ a: Attribute...) { element(Tag("<label", "</label>"), text, a) }
    public mutating func button(_ text: String, _ a: Attribute...) { element(Tag("<button", "</button>"), text, a) }
    public mutating func option(_ text: String, _ a: Attribute...) { element(Tag("<option", "</option>"), text, a) }
    public mutating func caption(_ text: String, _ a: Attribute...) { element(Tag("<caption", "</caption>"), text, a) }
    public mutating func th(_ text: String, _ a: Attribute...) { element(Tag("<th", "</th>"), text, a) }
    public mutating func td(_ text: String, _ a: Attribute...) { element(Tag("<td", "</td>"), text, a) }
    public mutating func summary(_ text: String, _ a: Attribute...) { element(Tag("<summary", "</summary>"), text, a) }
    public mutating func blockquote(_ text: String, _ a: Attribute...) {
        element(Tag("<blockquote", "</blockquote>"), text, a)
    }
    public mutating func code(_ text: String, _ a: Attribute...) { element(Tag("<code", "</code>"), text, a) }
    public mutating func kbd(_ text: String, _ a: Attribute...) { element(Tag("<kbd", "</kbd>"), text, a) }
    public mutating func output(_ text: String, _ a: Attribute...) { element(Tag("<output", "</output>"), text, a) }
    public mutating func figcaption(_ text: String, _ a: Attribute...) {
        element(Tag("<figcaption", "</figcaption>"), text, a)
    }
}

// MARK: - Elements without content

extension HTMLWriter {
    public mutating func br(_ a: Attribute...) { open(Tag("<br"), a) }
    public mutating func hr(_ a: Attribute...) { open(Tag("<hr"), a) }
    public mutating func input(_ a: Attribute...) { open(Tag("<input"), a) }
    public mutating func img(_ a: Attribute...) { open(Tag("<img"), a) }
}
