import Core
import HTML
import HTTPTypes
import Testing

@testable import Web

@Suite("Đường dẫn")
struct PathTests {
    @Test func `addresses are readable, without marks, and never meet`() {
        var shapes: Set<String> = []
        for pattern in PathPattern.allCases {
            let isPlain = pattern.rawValue.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || "-/{}._".utf8.contains($0)
            }
            #expect(isPlain, "\(pattern.rawValue)")
            #expect(pattern == .home || !pattern.rawValue.hasSuffix("/"))
            let shape = pattern.segments.map { segment in
                switch segment {
                case .fixed(let part): part
                case .hole: "{}"
                }
            }
            #expect(shapes.insert(shape.joined(separator: "/")).inserted, "\(pattern.rawValue)")
            #expect(Set(pattern.holes).count == pattern.holes.count)
        }
    }

    @Test func `values are escaped so that they come back as they were`() throws {
        #expect(Path.home.url.text == "/")
        #expect(Path.procedure("1.001193").url.text == "/thu-tuc/1.001193")
        #expect(Path.tracked("a/b?c#d é").url.text == "/tra-cuu/a%2Fb%3Fc%23d%20%C3%A9")
        #expect(
            Path.procedures.with("q", "khai sinh & cải chính").with("trang", nil).url.text
                == "/thu-tuc?q=khai%20sinh%20%26%20c%E1%BA%A3i%20ch%C3%ADnh")
        #expect(Path.dossierReceipt("ab").url.text == "/ho-so/ab/giay-tiep-nhan")
        for value in ["a/b", "%41", "+", "é", "a b", "\"<>'", "?q=1", "..."] {
            let target = try RequestTarget(Path.tracked(value).with("v", value).url.text, limits: .standard)
            #expect(target.parts == ["tra-cuu", value])
            #expect(target.query["v"] == value)
        }
    }

    @Test func `the table finds the most particular pattern, and goes back to a hole`() throws {
        let table = RouteTable([
            .get(.home, access: .anyone) { _ in .noContent }, .get(.dossier, access: .anyone) { _ in .noContent },
            .get(.dossierReceipt, access: .anyone) { _ in .noContent },
            .form(.dossierAction, access: .anyone) { _, _ in .noContent },
            .get(.dossierFile, access: .anyone) { _ in .noContent },
        ])
        #expect(table.match([])?.pattern == .home)
        #expect(table.match(["ho-so", "x"])?.parameters == ["id": "x"])
        #expect(table.match(["ho-so", "x", "giay-tiep-nhan"])?.pattern == .dossierReceipt)
        let action = try #require(table.match(["ho-so", "x", "tep"]))
        #expect(action.pattern == .dossierAction)
        #expect(action.parameters == ["id": "x", "action": "tep"])
        #expect(action.methods == [.options, .post])
        #expect(table.match(["ho-so", "x", "tep", "f"])?.pattern == .dossierFile)
        for missing in [["ho-so"], ["ho-so", ""], ["x"], ["ho-so", "x", "y", "z"], [""]] {
            #expect(table.match(missing) == nil)
        }
    }

    @Test func `an address to come back to stays on this site`() {
        #expect(LocalTarget.checked("/viec?x=%2F") == "/viec?x=%2F")
        for target in [nil, "", "viec", "//a.example", "/\\a.example", "https://a", "/a b", "/a\r\nb", "/é"] {
            #expect(LocalTarget.checked(target) == "/")
        }
        #expect(LocalTarget.checked("/" + String(repeating: "a", count: 3000)) == "/")
    }
}
