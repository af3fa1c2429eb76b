import Core
import HTML
import Store
import UseCases

/// Every address of the site (đường dẫn), readable and without marks.
///
/// The only place where paths are spelt.
///
/// A part in braces is a hole; `Path` fills it. A route is declared with a case, a link is made with a `Path`:
/// a new page needs a case here and, if it has holes, a function below.
enum PathPattern: String, CaseIterable, Hashable, Sendable {
    // The portal (cổng): everybody.
    case home = "/"
    case procedures = "/thu-tuc"
    case procedure = "/thu-tuc/{code}"
    case apply = "/nop-ho-so/{code}"
    case applyStep = "/nop-ho-so/{code}/{step}"
    case tracking = "/tra-cuu"
    case trackedDossier = "/tra-cuu/{number}"
    // What an applicant does with a dossier that was handed in (việc của người nộp).
    case ownerAct = "/tra-cuu/{number}/{act}"
    case ownerConfirmation = "/tra-cuu/{number}/{act}/xac-nhan"
    case ownerFile = "/tra-cuu/{number}/tep/{file}"
    case statistics = "/thong-ke"
    case display = "/hien-thi"
    // The ledger for everybody (sổ cái), and the check of a receipt (kiểm chứng).
    case ledger = "/so-cai"
    case proof = "/kiem-chung"
    case proofOf = "/kiem-chung/{seq}/{digits}"

    // Accounts (tài khoản).
    case signIn = "/dang-nhap"
    case signOut = "/dang-xuat"
    case activation = "/kich-hoat/{token}"
    case passwordChange = "/doi-mat-khau"

    // The counter (quầy tiếp nhận).
    case frontDesk = "/quay"
    case onlineQueue = "/quay/truc-tuyen"
    case reception = "/quay/tiep-nhan"
    case receptionOf = "/quay/tiep-nhan/{code}"
    case resultsToReturn = "/quay/tra-ket-qua"
    case awaitingCompletion = "/quay/cho-bo-sung"
    case counterSearch = "/quay/tim"
    case counterDossier = "/quay/ho-so/{id}"
    case counterAction = "/quay/ho-so/{id}/{action}"

    // Officers' work (việc của tôi) and the dossier page.
    case work = "/viec"
    case reminders = "/viec/nhac-viec"
    case dossier = "/ho-so/{id}"
    case dossierAction = "/ho-so/{id}/{action}"
    case dossierReceipt = "/ho-so/{id}/giay-tiep-nhan"
    case dossierFile = "/ho-so/{id}/tep/{file}"

    // Facts and clocks for elected bodies (giám sát); a dossier is named by the record that began it.
    case oversight = "/giam-sat"
    case overseenDossier = "/giam-sat/{seq}"

    // Keepers of the system (quản trị).
    case admin = "/quan-tri"
    case newAccount = "/quan-tri/tai-khoan-moi"
    case account = "/quan-tri/tai-khoan/{id}"
    case accountAct = "/quan-tri/tai-khoan/{id}/{act}"
    case accountToken = "/quan-tri/tai-khoan/{id}/ma-truy-cap/{token}"
    case followers = "/quan-tri/tac-vu"
    case followerRecord = "/quan-tri/tac-vu/{follower}/{seq}"
    case followerAct = "/quan-tri/tac-vu/{follower}/{seq}/{act}"

    // For other systems.
    case apiProcedures = "/api/v1/procedures"
    case apiProcedure = "/api/v1/procedures/{code}"
    case apiDossiers = "/api/v1/dossiers"
    case apiDossier = "/api/v1/dossiers/{number}"
    case apiDossierCommands = "/api/v1/dossiers/{number}/commands"
    case apiDescription = "/api/v1/openapi.json"
    case health = "/healthz"
    // The log by C2SP tlog-tiles; a tile's number has as many parts as it needs.
    case logCheckpoint = "/log/checkpoint"
    case logCheckpointAt = "/log/checkpoint/{size}"
    case logCosign = "/log/cosign"
    case logTile1 = "/log/tile/{level}/{a}"
    case logTile2 = "/log/tile/{level}/{a}/{b}"
    case logTile3 = "/log/tile/{level}/{a}/{b}/{c}"
    case logTile4 = "/log/tile/{level}/{a}/{b}/{c}/{d}"
    case logVerifierPage = "/log/kiem-chung.html"
    case logVerifierProgram = "/log/verify.py"

    // Style sheet, icons and scripts, for ever the same under their hash.
    case asset = "/tai-nguyen/{hash}/{file}"

    /// The names of the holes, in order.
    var holes: [String] {
        segments.compactMap { segment in
            guard case .hole(let name) = segment else { return nil }
            return name
        }
    }

    enum Segment: Hashable, Sendable {
        case fixed(String)
        case hole(String)
    }

    /// The parts between the slashes; none for the home page.
    var segments: [Segment] { PathPattern.split[self] ?? [] }

    /// Split once, for every link of every page asks.
    private static let split = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.parts) })

    private var parts: [Segment] {
        rawValue.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .hole(String(part.dropFirst().dropLast())) : .fixed(String(part))
        }
    }

    /// True where other systems ask: their problems are JSON whatever they accept.
    var isAPI: Bool { rawValue.hasPrefix("/api/") }
}

/// A link within the site: a pattern with its holes filled, and a query.
struct Path: Hashable, Sendable, PageURL {
    let pattern: PathPattern
    /// As it stands in `href`: percent-escaped, beginning with a slash.
    private(set) var url: SafeURL

    private init(_ pattern: PathPattern, _ values: String...) {
        self.pattern = pattern
        url = SafeURL("/")
        var rest = values[...]
        for segment in pattern.segments {
            switch segment {
            case .fixed(let part): url = url.appending(part)
            case .hole:
                guard let value = rest.popFirst() else { preconditionFailure("a value for every hole") }
                url = url.appending(value)
            }
        }
        precondition(rest.isEmpty, "a hole for every value")
    }

    /// The same link with one more pair in its query; nothing is added for nil.
    func with(_ name: StaticString, _ value: String?) -> Path {
        var path = self
        path.url = url.query(name, ifAny: value)
        return path
    }
}

extension Path {
    static let home = Path(.home)
    static let procedures = Path(.procedures)
    static func procedure(_ code: ProcedureCode) -> Path { Path(.procedure, code.text) }
    static func apply(_ code: ProcedureCode) -> Path { Path(.apply, code.text) }
    static func apply(_ code: ProcedureCode, step: String) -> Path { Path(.applyStep, code.text, step) }
    static let tracking = Path(.tracking)
    static func tracked(_ number: String) -> Path { Path(.trackedDossier, number) }
    static func ownerAct(_ number: String, _ act: String) -> Path { Path(.ownerAct, number, act) }
    static func ownerConfirmation(_ number: String, _ act: String) -> Path { Path(.ownerConfirmation, number, act) }
    static func ownerFile(_ number: String, _ file: FileID) -> Path { Path(.ownerFile, number, file.text) }
    static let statistics = Path(.statistics)
    static let display = Path(.display)
    static let ledger = Path(.ledger)
    static let proof = Path(.proof)
    static func proof(_ mark: RecordMark) -> Path { Path(.proofOf, String(mark.seq), mark.digits) }

    static let signIn = Path(.signIn)
    static let signOut = Path(.signOut)
    static func activation(_ token: String) -> Path { Path(.activation, token) }
    static let passwordChange = Path(.passwordChange)

    static let frontDesk = Path(.frontDesk)
    static let onlineQueue = Path(.onlineQueue)
    static let reception = Path(.reception)
    static func reception(of code: ProcedureCode) -> Path { Path(.receptionOf, code.text) }
    static let resultsToReturn = Path(.resultsToReturn)
    static let awaitingCompletion = Path(.awaitingCompletion)
    static let counterSearch = Path(.counterSearch)
    static func counterDossier(_ id: DossierID) -> Path { Path(.counterDossier, id.text) }
    static func counterDossier(_ id: DossierID, action: String) -> Path { Path(.counterAction, id.text, action) }

    static let work = Path(.work)
    static let reminders = Path(.reminders)
    static func dossier(_ id: DossierID) -> Path { Path(.dossier, id.text) }
    static func dossier(_ id: DossierID, action: String) -> Path { Path(.dossierAction, id.text, action) }
    static func dossierReceipt(_ id: DossierID) -> Path { Path(.dossierReceipt, id.text) }
    static func dossierFile(_ id: DossierID, _ file: FileID) -> Path { Path(.dossierFile, id.text, file.text) }

    static let oversight = Path(.oversight)
    static func overseenDossier(_ seq: Int64) -> Path { Path(.overseenDossier, String(seq)) }

    static let admin = Path(.admin)
    static let newAccount = Path(.newAccount)
    static func account(_ id: ActorID) -> Path { Path(.account, id.text) }
    static func account(_ id: ActorID, act: String) -> Path { Path(.accountAct, id.text, act) }
    static func accountToken(_ id: ActorID, _ token: BearerTokenID) -> Path {
        Path(.accountToken, id.text, token.text)
    }
    static let followers = Path(.followers)
    static func followerRecord(_ follower: String, _ seq: Int) -> Path { Path(.followerRecord, follower, String(seq)) }
    static func followerAct(_ follower: String, _ seq: Int, act: String) -> Path {
        Path(.followerAct, follower, String(seq), act)
    }

    static let apiProcedures = Path(.apiProcedures)
    static func apiProcedure(_ code: ProcedureCode) -> Path { Path(.apiProcedure, code.text) }
    static let apiDossiers = Path(.apiDossiers)
    static func apiDossier(_ number: String) -> Path { Path(.apiDossier, number) }
    static func apiDossierCommands(_ number: String) -> Path { Path(.apiDossierCommands, number) }
    static let apiDescription = Path(.apiDescription)
    static let health = Path(.health)
    static let logCheckpoint = Path(.logCheckpoint)
    static let logVerifierPage = Path(.logVerifierPage)
    static let logVerifierProgram = Path(.logVerifierProgram)

    static func asset(hash: String, file: String) -> Path { Path(.asset, hash, file) }
}
