import HTTPTypes
import Hummingbird
import NIOCore

/// The connection broke while a body was read: nobody is left to be answered.
struct ConnectionLost: Error {}

/// Reads bodies piece by piece, never more than was promised.
struct BodyReader {
    var request: Request
    var limits: RequestLimits

    /// A form without files, refused if it is of another media type.
    func urlEncoded() async throws -> FieldList {
        guard mediaType == "application/x-www-form-urlencoded" else {
            throw Problem(.wrongMediaType, ["expected": "application/x-www-form-urlencoded"])
        }
        var reader = URLEncodedReader(limits: limits)
        // Read even if too much is announced: the field that is too large is met, and named, long before the end.
        try await read(most: limits.formBytesMax, refusesAnnounced: false) { try reader.feed($0) }
        return try reader.finish()
    }

    /// A form with or without files, whichever of the two encodings it has.
    func form(kinds: Set<AttachmentKind>, budget: UploadBudget) async throws -> Form {
        if mediaType == "application/x-www-form-urlencoded" { return Form(fields: try await urlEncoded()) }
        guard mediaType == "multipart/form-data",
            let boundary = MultipartReader.boundary(of: request.headers[.contentType] ?? "")
        else { throw Problem(.wrongMediaType, ["expected": "multipart/form-data"]) }
        var reader = MultipartReader(boundary: boundary, limits: limits)
        var collector = FormCollector(limits: limits, kinds: kinds, budget: budget)
        try await read(most: limits.multipartBytesMax) { try reader.feed($0, into: &collector) }
        try reader.finish()
        return collector.form
    }

    /// A JSON body, read without recursion.
    func json() async throws -> JSONBody {
        guard mediaType == "application/json" else {
            throw Problem(.wrongMediaType, ["expected": "application/json"])
        }
        var bytes: [UInt8] = []
        try await read(most: limits.jsonBytesMax) { bytes.append(contentsOf: $0) }
        return try JSONBody(bytes, limits: limits)
    }

    /// The type and subtype of the body, in lower case and without parameters.
    private var mediaType: String {
        let header = request.headers[.contentType] ?? ""
        return (header.split(separator: ";").first ?? "").trimmingSpaces().lowercased()
    }

    /// Hands each piece on.
    ///
    /// Refuses at once what is announced as too large, and what turns out to be; a body that ends before its announced
    /// length is refused as cut off, so that half a form is never taken for a whole one.
    private func read(
        most: Int, refusesAnnounced: Bool = true, _ take: (UnsafeRawBufferPointer) throws -> Void
    ) async throws {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        let tooLarge = Problem(.bodyTooLarge, ["most": String(most / 1024)])
        if refusesAnnounced, let announced, announced > most { throw tooLarge }
        var received = 0
        var iterator = request.body.makeAsyncIterator()
        while let piece = try await BodyReader.next(&iterator) {
            received += piece.readableBytes
            guard received <= most else { throw tooLarge }
            try piece.withUnsafeReadableBytes(take)
        }
        if let announced, received < announced { throw Problem(.cutOff) }
    }

    private static func next(_ iterator: inout RequestBody.AsyncIterator) async throws(ConnectionLost) -> ByteBuffer? {
        do { return try await iterator.next() } catch { throw ConnectionLost() }
    }
}
