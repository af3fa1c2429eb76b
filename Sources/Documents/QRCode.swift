import CQRencode

/// A square code that a camera reads (mã QR), as dark and light modules without the quiet margin.
///
/// Printed papers put the bare number of a dossier in it, or the address that checks its record, and never a secret:
/// whoever sees the paper may read it.
public struct QRCode: Hashable, Sendable {
    /// Why a text cannot be drawn.
    public enum Refusal: Error, Hashable, Sendable {
        /// Nothing to draw, or a text with a zero character in it.
        case empty
        /// More bytes of UTF-8 than the largest code that is still read from paper.
        case tooLong(mostBytes: Int)
        /// The library gave no code.
        case notDrawn
    }

    /// Modules a side, 21 and more.
    public let width: Int
    /// Rows from the top, true is dark; `width * width` of them.
    public let modules: [Bool]

    /// Longest text, bytes of UTF-8: a code of it still prints with modules wide enough for a telephone.
    public static let bytesMax = 300

    /// Draws `text` with medium correction, so that a fold or a stamp over a seventh of it does no harm.
    ///
    /// - Throws: `Refusal`.
    public init(_ text: String) throws(Refusal) {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw .empty }
        guard text.utf8.count <= QRCode.bytesMax else { throw .tooLong(mostBytes: QRCode.bytesMax) }
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { throw .notDrawn }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard side > 0, let bytes = code.pointee.data else { throw .notDrawn }
        width = side
        // The lowest bit tells dark from light; the others say what the module is for.
        modules = (0..<side * side).map { bytes[$0] & 1 == 1 }
    }
}
