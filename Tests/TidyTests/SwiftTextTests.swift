import Testing

@Suite("Reading Swift files")
struct SwiftTextTests {
    @Test func `comments and literals are taken out of the code`() {
        let text = SwiftText(
            #"""
            let a = "try!" // as!
            /* one /* two */ still */ let b = 1
            """#)
        #expect(text.code == "let a = \"\" \n  let b = 1")
        #expect(text.literals.map(\.text) == ["try!"])
    }

    @Test func `code inside an interpolation stays code, its literals included`() {
        let text = SwiftText(#"let a = "x\(f("y", (1)))z""#)
        #expect(text.code == #"let a = "(f("", (1)))""#)
        #expect(text.literals.map(\.text) == ["y", "x\u{FFFC}z"])
        #expect(text.literals.map(\.before) == ["let a = \"(f(", "let a = "])
    }

    @Test func `raw and long literals end at their own fence, and lines are counted through them`() {
        let text = SwiftText("let a = #\"a\"b\\#(1)\"#\nlet b = \"\"\"\n  \"q\" \\\"\n  \"\"\"\nlet c = \"d\"")
        #expect(text.literals.map(\.text) == ["a\"b\u{FFFC}", "\n  \"q\" \\\"\n  ", "d"])
        #expect(text.literals.map(\.line) == [1, 2, 5])
        #expect(text.lines.count == 5)
    }

    @Test func `the length of a function is measured from its brace to the matching one`() {
        let text = SwiftText(
            """
            protocol P { func bare(_ f: () -> Int); func typed() throws }
            func one(_ f: () -> Int = { 1 }) -> Int {
                if true { return X.init("}") }
                return 1  // }
            }
            init?(from text: String) where Text: Sequence
            {
            }
            """)
        #expect(text.functions.map(\.name) == ["one", "init"])
        #expect(text.functions.map(\.line) == [2, 6])
        #expect(text.functions.map(\.lines) == [4, 2])
    }
}
