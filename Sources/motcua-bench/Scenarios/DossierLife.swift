import Core

/// One dossier's life over HTTP (vòng đời một hồ sơ): handed in online, received, assigned, three steps, settled,
/// returned; each act by the officer whose turn it is.
struct DossierLife {
    /// What everybody who lives such lives shares.
    struct Cast: Sendable {
        /// Bearer tokens by login.
        var tokens: [String: String] = [:]
        /// Whom the dossier is assigned to.
        var handler = ""
        var submissions: [Submission] = []

        /// A body for `POST /api/v1/dossiers`, its applicant's name left open as `{name}`, and the steps that follow.
        struct Submission: Sendable {
            var json: String
            var steps: [String]
        }
    }

    private static let acts = 7

    private let cast: Cast
    /// Tells this run's keys against repeats from those of others.
    private let run: String
    private var turn = 0
    private var act = 0
    private var number = ""

    init(_ cast: Cast, run: String) {
        self.cast = cast
        self.run = run
    }

    /// The next thing to be done.
    mutating func next() -> LoadRequest {
        turn += 1
        let submission = cast.submissions[(turn / DossierLife.acts) % cast.submissions.count]
        let steps = submission.steps
        switch act {
        case 0:
            let name = SyntheticName.of(run.hashValue &+ turn)
            return post("submit", "/api/v1/dossiers", "ketnoi", submission.json.replacing("{name}", with: name), 201)
        case 1: return command("receive", "tiepnhan", #","fee":0"#)
        case 2: return command("assign", "lanhdao", #","assignee":"\#(cast.handler)""#)
        case 3: return command("completeStep", "thuly", #","to":"\#(steps[1])""#)
        case 4: return command("completeStep", "lanhdao", #","to":"\#(steps[2])""#)
        case 5: return command("settle", "chutich", #","resultNumber":"\#(turn)/KQ""#)
        case _: return command("returnResult", "tiepnhan", #","way":"counter""#)
        }
    }

    /// Goes on by the answer; where there was none the life ends and another begins.
    mutating func answered(_ body: [UInt8]?) {
        guard let body else {
            act = 0
            return
        }
        if act == 0 { number = DossierLife.number(in: body) ?? "" }
        act = (act + 1) % DossierLife.acts
    }

    private func command(_ action: String, _ login: String, _ rest: String) -> LoadRequest {
        post(action, "/api/v1/dossiers/\(number)/commands", login, #"{"action":"\#(action)"\#(rest)}"#, 200)
    }

    private func post(_ name: String, _ path: String, _ login: String, _ json: String, _ status: Int) -> LoadRequest {
        LoadRequest(
            name: name,
            bytes: RequestText.post(
                path, from: run.hashValue &+ turn, token: cast.tokens[login] ?? "", key: "\(run)-\(turn)", json: json),
            status: status, wantsBody: act == 0)
    }

    private static func number(in body: [UInt8]) -> String? {
        guard let start = body.firstRange(of: Array(#""number":""#.utf8))?.upperBound else { return nil }
        return String(decoding: body[start...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
}

/// Made-up names, as many different ones as a full-text index has to bear; without marks, which the index drops anyway.
enum SyntheticName {
    private static let families = ["Nguyen", "Tran", "Le", "Pham", "Siu", "Ro Cham", "Dinh", "Vo", "Huynh", "Bui"]
    private static let middles = ["Thi", "Van", "Minh", "Thu", "Duc", "Ngoc", "Quoc", "Thanh"]
    private static let givens = ["An", "Binh", "Chi", "Dung", "Giang", "Ha", "Khoa", "Lan", "Mai", "Nam", "Oanh"]

    static func of(_ number: Int) -> String {
        // Spread, so that neighbours in a run do not share all but the last name.
        var rest = UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15 >> 16
        func pick(_ names: [String]) -> String {
            defer { rest /= UInt64(names.count) }
            return names[Int(rest % UInt64(names.count))]
        }
        return "\(pick(families)) \(pick(middles)) \(pick(givens)) \(pick(givens))"
    }
}
