/// What one request may bring: every limit of the door, named, in bytes, pieces or seconds.
///
/// A route may ask for less; the defaults are what a form with attachments needs.
struct RequestLimits: Sendable {
    /// Path and query together, as sent.
    var targetBytesMax = 8 * 1024
    /// Parts of a path between slashes.
    var pathPartsMax = 16
    var queryFieldsMax = 64
    /// The Cookie header.
    var cookieBytesMax = 8 * 1024

    /// Fields of a form, files counted.
    var formFieldsMax = 300
    var fieldNameBytesMax = 200
    /// One text field, as decoded.
    var fieldBytesMax = 64 * 1024
    /// A form without files, as sent.
    var formBytesMax = 1024 * 1024

    /// One file (tệp đính kèm).
    var fileBytesMax = 20 * 1024 * 1024
    var filesMax = 30
    /// All files of one form together.
    var filesBytesMax = 100 * 1024 * 1024
    /// A name of a file, in characters; the end is kept, for it holds the kind.
    var fileNameCharactersMax = 150
    /// True where a file that is empty, too large or of a wrong kind is named to the handler, and the rest of the form
    /// is taken; false where it ends the request.
    var namesRefusedFiles = false
    /// True where a text that is too long, broken or holds hidden characters is named to the handler, which shows the
    /// form again with the rest; false where it ends the request.
    var namesFaultyFields = false
    /// The headers of one part of a multipart form.
    var partHeadBytesMax = 4 * 1024

    /// A JSON body.
    var jsonBytesMax = 1024 * 1024
    var jsonNestingMax = 32

    static let standard = RequestLimits()

    /// The most bytes a multipart form can rightly have: files, fields and what stands around them.
    var multipartBytesMax: Int { filesBytesMax + formBytesMax + formFieldsMax * partHeadBytesMax }
}
