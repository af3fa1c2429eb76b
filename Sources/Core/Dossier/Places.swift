/// The four places of a dossier, kept apart because reception no longer follows territory (Decree 118/2025 art. 13-14).
public struct Places: Hashable, Codable, Sendable {
    /// Where somebody was helped to hand it in, an agent's branch for one; nil if nobody helped (nơi hỗ trợ nộp).
    public var help: AgencyCode?
    /// The one-stop unit that takes it in (nơi tiếp nhận).
    public var intake: AgencyCode
    /// Who decides (cơ quan có thẩm quyền giải quyết).
    public var competent: AgencyCode
    /// Where the result is handed over (nơi trả kết quả).
    public var result: AgencyCode

    public init(help: AgencyCode? = nil, intake: AgencyCode, competent: AgencyCode, result: AgencyCode) {
        self.help = help
        self.intake = intake
        self.competent = competent
        self.result = result
    }
}

/// How the applicant wants the result (cách nhận kết quả).
public enum ResultWay: String, Codable, CaseIterable, Hashable, Sendable {
    case counter, post, electronic
}

/// A component as handed in: how many sheets of which kind, and the files that hold it.
public struct ComponentGiven: Hashable, Codable, Sendable {
    public var component: ComponentCode
    public var originals: Int
    public var copies: Int
    public var files: [FileGiven]
    /// What the paper is called, where the dossier's present case does not list it; nil for one it lists.
    public var name: String?

    public init(component: ComponentCode, originals: Int = 0, copies: Int = 0, files: [FileGiven] = []) {
        self.component = component
        self.originals = originals
        self.copies = copies
        self.files = files
    }

    /// True if neither a sheet nor a file came.
    public var isEmpty: Bool { originals <= 0 && copies <= 0 && files.isEmpty }
}

/// A stored file by the hash of its ciphertext; its name as uploaded is personal and sealed elsewhere.
public struct FileGiven: Hashable, Codable, Sendable {
    public var file: FileID
    public var kind: FileType
    /// Size in the clear, bytes.
    public var size: Int

    public init(file: FileID, kind: FileType, size: Int) {
        self.file = file
        self.kind = kind
        self.size = size
    }
}

/// The kinds of file an office can read (định dạng tệp).
public enum FileType: String, Codable, CaseIterable, Hashable, Sendable {
    case pdf, png, jpeg
}
