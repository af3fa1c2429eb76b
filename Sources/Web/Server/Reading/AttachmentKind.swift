/// A kind of file that may be attached (loại tệp đính kèm), known by its first bytes and never by its name.
enum AttachmentKind: String, CaseIterable, Hashable, Sendable {
    case pdf, png, jpeg

    /// How many first bytes tell the kind.
    static let signatureBytes = 8

    /// The kind whose signature `bytes` begin with; nil for anything else.
    init?(signature bytes: some Collection<UInt8>) {
        for kind in AttachmentKind.allCases where bytes.starts(with: kind.signature) {
            self = kind
            return
        }
        return nil
    }

    private var signature: [UInt8] {
        switch self {
        case .pdf: Array("%PDF-".utf8)
        case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case .jpeg: [0xFF, 0xD8, 0xFF]
        }
    }

    var contentType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        }
    }

    /// As people call it: `PDF`.
    var name: String { rawValue.uppercased() }
}
