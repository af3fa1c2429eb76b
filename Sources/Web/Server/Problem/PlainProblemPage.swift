import HTML
import HTTPTypes

/// The page of a problem without the site's frame: for requests so broken that nothing is known of their sender, and
/// until a frame is given.
enum PlainProblemPage {
    @Sendable static func html(_ problem: ProblemText, _ visitor: Visitor) -> [UInt8] { html(problem) }

    static func html(_ problem: ProblemText) -> [UInt8] {
        var p = HTMLWriter(capacityBytes: 4 * 1024)
        p.doctype()
        p.html(language: problem.language.rawValue, classes: []) { p in
            p.head { p in
                p.title(problem.title)
                p.keptFromSearchEngines()
            }
            p.body { p in
                p.main(.id("main")) { p in
                    p.h1(problem.title)
                    p.p(problem.detail)
                    if !problem.fields.isEmpty {
                        p.ul { p in
                            for field in problem.fields { p.li(field.detail) }
                        }
                    }
                    p.p(problem.help)
                    p.p { p in p.a(problem.homeLink, .href(Path.home)) }
                    if !problem.reference.isEmpty { p.p(problem.referenceLine) }
                }
            }
        }
        return p.bytes
    }
}
