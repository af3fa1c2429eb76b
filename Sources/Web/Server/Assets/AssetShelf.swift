import Core
import Crypto
import Foundation
import HTTPTypes

/// Style sheet, icons and scripts (tài nguyên tĩnh), read once at the start and served from memory.
///
/// All carry one hash of all: a file that names another (`url(band.svg)`) finds it beside itself, and a new version
/// of any is a new address, so browsers keep what they have for a year.
struct AssetShelf: Sendable {
    /// 16 hexadecimal digits of SHA-256 over all names and bytes.
    let hash: String
    private let assets: [String: Asset]

    private struct Asset: Sendable {
        var bytes: [UInt8]
        var contentType: String
    }

    /// What is wrong with the folder of assets: a fault of the installation, told at the start.
    enum Fault: Error, Hashable {
        case unreadable(String)
        /// Two files of one name in different folders; addresses have no folders.
        case repeatedName(String)
        /// A kind of file that no browser of ours is sent.
        case unknownKind(String)
        case tooLarge(String)
    }

    /// The largest asset, in bytes: what a page may make a phone load.
    static let assetBytesMax = 512 * 1024

    /// Reads `style`, `icons` and `js` below `resources`; a folder that is not there holds nothing.
    ///
    /// Files whose names begin with a dot are passed over.
    init(resources: String) throws(Fault) {
        var assets: [String: Asset] = [:]
        for folder in ["style", "icons", "js"] {
            let path = resources + "/" + folder
            guard FileManager.default.fileExists(atPath: path) else { continue }
            for name in try AssetShelf.names(in: path) {
                guard let contentType = AssetShelf.contentType(of: name) else { throw .unknownKind(name) }
                guard let bytes = FileManager.default.contents(atPath: path + "/" + name) else {
                    throw .unreadable(path + "/" + name)
                }
                guard bytes.count <= AssetShelf.assetBytesMax else { throw .tooLarge(name) }
                let asset = Asset(bytes: Array(bytes), contentType: contentType)
                guard assets.updateValue(asset, forKey: name) == nil else { throw .repeatedName(name) }
            }
        }
        var hasher = SHA256()
        for (name, asset) in assets.sorted(by: { $0.key < $1.key }) {
            hasher.update(data: Array("\(name)\n\(asset.bytes.count)\n".utf8))
            hasher.update(data: asset.bytes)
        }
        self.assets = assets
        hash = hexadecimal(hasher.finalize().prefix(8))
    }

    /// The address of a file.
    ///
    /// One that is not there is a bug of the page that names it.
    func path(_ file: String) -> Path {
        precondition(assets[file] != nil, "there is no asset \(file)")
        return .asset(hash: hash, file: file)
    }

    var files: [String] { assets.keys.sorted() }

    /// The bytes of a file, for what is drawn into a page.
    func bytes(_ file: String) -> [UInt8]? { assets[file]?.bytes }

    /// The route that serves them.
    var route: Route {
        .get(.asset, access: .anyone) { call in
            try answer(call.parameter("file"), hash: call.parameter("hash"), known: call.header("If-None-Match"))
        }
    }

    /// A file under this version's hash may be kept for ever; under another's (a page from before an update) the
    /// current one is sent, to be asked for again.
    private func answer(_ file: String, hash asked: String, known: String?) throws(Problem) -> Reply {
        guard let asset = assets[file] else { throw Problem(.notFound) }
        let tag = "\"\(hash)\""
        let caching = asked == hash ? "public, max-age=31536000, immutable" : "public, no-cache"
        if known == tag { return Reply(.notModified, headers: [.eTag: tag, .cacheControl: caching]) }
        var reply = Reply.bytes(asset.bytes, asset.contentType)
        reply.headers[.eTag] = tag
        reply.headers[.cacheControl] = caching
        return reply
    }

    private static func names(in folder: String) throws(Fault) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        } catch { throw .unreadable(folder) }
    }

    private static func contentType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "webmanifest": "application/manifest+json"
        default: nil
        }
    }
}
