/// A form as it was sent (biểu mẫu): typed values and files.
struct Form: Sendable {
    var fields: FieldList
    var files: [UploadedFile] = []
    /// Files that were not taken, where the route asks to be told of them.
    var refused: [RefusedFile] = []

    subscript(name: String) -> String? { fields[name] }

    /// The files that came in that field.
    func files(_ field: String) -> [UploadedFile] { files.filter { $0.field == field } }

    /// The files that came in no field that the page has: never dropped in silence.
    func files(besides fields: [String]) -> [UploadedFile] { files.filter { !fields.contains($0.field) } }
}

/// A file that was not taken, and why.
struct RefusedFile: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        case empty
        case wrongKind
        case tooLarge(mostBytes: Int)
    }

    var field: String
    /// The name it had on the sender's device, fit to be shown.
    var name: String
    var reason: Reason
}

/// Gathers the parts of a multipart form, refusing each thing at the first byte that is too much.
struct FormCollector: PartSink {
    private let limits: RequestLimits
    private let kinds: Set<AttachmentKind>
    private let lease: UploadLease
    private(set) var form = Form(fields: FieldList())
    private var head: PartHead?
    private var bytes: [UInt8] = []
    private var kind: AttachmentKind?
    /// True while the rest of a refused file, or of a text that is too long, goes by.
    private var isPassing = false
    private var filesBytes = 0
    private var fieldsBytes = 0
    private var parts = 0

    init(limits: RequestLimits, kinds: Set<AttachmentKind>, budget: UploadBudget) {
        self.limits = limits
        self.kinds = kinds
        lease = UploadLease(budget)
    }

    mutating func begin(_ head: PartHead) throws {
        parts += 1
        guard parts <= limits.formFieldsMax else {
            throw Problem(.tooManyFields, ["most": String(limits.formFieldsMax)])
        }
        guard head.field.utf8.count <= limits.fieldNameBytesMax else { throw Problem(.malformed) }
        self.head = head
        bytes = []
        kind = nil
        isPassing = false
    }

    mutating func write(_ more: UnsafeRawBufferPointer) throws {
        guard let head else { return }
        if head.fileName == nil { try writeText(more, head) } else { try writeFile(more, head) }
    }

    mutating func end() throws {
        guard let head else { return }
        self.head = nil
        guard let fileName = head.fileName else {
            try takeText(head)
            return
        }
        if isPassing { return }
        // A file field left empty arrives as a nameless part of no bytes.
        if fileName.isEmpty && bytes.isEmpty { return }
        guard !bytes.isEmpty else { return try refuse(.empty, head, .field(head.field, .fileEmpty)) }
        guard let kind = try known(kind, head) else { return }
        form.files.append(
            UploadedFile(
                field: head.field, name: FormCollector.shown(fileName, most: limits.fileNameCharactersMax),
                kind: kind, bytes: bytes, lease: lease))
        bytes = []
    }

    private mutating func writeText(_ more: UnsafeRawBufferPointer, _ head: PartHead) throws(Problem) {
        fieldsBytes += more.count
        guard fieldsBytes <= limits.formBytesMax else {
            throw .field(head.field, .tooLarge, ["most": String(limits.formBytesMax / 1024)], in: .formTooLarge)
        }
        if isPassing { return }
        guard bytes.count + more.count <= limits.fieldBytesMax else {
            guard limits.namesFaultyFields else { throw tooLong(head) }
            bytes.append(contentsOf: more.prefix(limits.fieldBytesMax - bytes.count))
            isPassing = true
            return
        }
        bytes.append(contentsOf: more)
    }

    private mutating func takeText(_ head: PartHead) throws(Problem) {
        do throws(Problem) {
            if isPassing { throw tooLong(head) }
            form.fields.append(head.field, try FieldText.read(bytes, field: head.field))
        } catch {
            guard limits.namesFaultyFields else { throw error }
            let shown = FieldText.shown(bytes, most: limits.fieldBytesMax)
            form.fields.append(head.field, refused: error, shown: shown)
        }
    }

    private func tooLong(_ head: PartHead) -> Problem {
        .field(head.field, .tooLarge, ["most": String(limits.fieldBytesMax / 1024)], in: .formTooLarge)
    }

    private mutating func writeFile(_ more: UnsafeRawBufferPointer, _ head: PartHead) throws(Problem) {
        if isPassing { return }
        if bytes.isEmpty, form.files.count >= limits.filesMax {
            throw .field(head.field, .filesTooMany, ["most": String(limits.filesMax)], in: .formTooLarge)
        }
        filesBytes += more.count
        guard bytes.count + more.count <= limits.fileBytesMax else {
            return try refuse(
                .tooLarge(mostBytes: limits.fileBytesMax), head,
                .field(head.field, .fileTooLarge, ["most": megabytes(limits.fileBytesMax)], in: .formTooLarge))
        }
        guard filesBytes <= limits.filesBytesMax else {
            throw .field(
                head.field, .filesTooLargeTogether, ["most": megabytes(limits.filesBytesMax)], in: .formTooLarge)
        }
        try lease.take(more.count)
        bytes.append(contentsOf: more)
        // The kind shows in the first bytes: the rest of a wrong file is not waited for.
        if kind == nil, bytes.count >= AttachmentKind.signatureBytes { kind = try known(nil, head) }
    }

    /// Nil where the file was refused and the form goes on without it.
    private mutating func known(_ found: AttachmentKind?, _ head: PartHead) throws(Problem) -> AttachmentKind? {
        if let found { return found }
        if let kind = AttachmentKind(signature: bytes), kinds.contains(kind) { return kind }
        let accepted = AttachmentKind.allCases.filter(kinds.contains).map(\.name).joined(separator: ", ")
        try refuse(.wrongKind, head, .field(head.field, .fileWrongKind, ["accepted": accepted]))
        return nil
    }

    private mutating func refuse(
        _ reason: RefusedFile.Reason, _ head: PartHead, _ problem: Problem
    ) throws(Problem) {
        guard limits.namesRefusedFiles else { throw problem }
        let name = FormCollector.shown(head.fileName ?? "", most: limits.fileNameCharactersMax)
        form.refused.append(RefusedFile(field: head.field, name: name, reason: reason))
        bytes = []
        isPassing = true
    }

    private func megabytes(_ bytes: Int) -> String { String(bytes / (1024 * 1024)) }

    /// A file's name fit to be shown: without folders and control characters, its end kept where it is too long.
    private static func shown(_ name: String, most: Int) -> String {
        let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let plain = String(last).unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
            default: true
            }
        }
        return String(String(String.UnicodeScalarView(plain)).suffix(most))
    }
}
