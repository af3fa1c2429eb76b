import Core
import Ledger
import Testing

@Suite("Niêm phong dữ liệu cá nhân")
struct SealingTests {
    private let master: MasterKey
    private let key: DossierKey
    private let plain = Array("{\"name\":\"Trần Thị Bưởi\"}".utf8)

    init() throws {
        var random = SeededRandom(seed: 100)
        master = try MasterKey(MasterKey.newBytes(random: &random))
        key = DossierKey(random: &random)
    }

    @Test func `what is sealed opens again, at any length`() throws {
        var random = SeededRandom(seed: 1)
        for count in [0, 1, 15, 16, 17, 1_000, 100_000] {
            let plain = random.bytes(count)
            let sealed = try key.seal(plain, for: .record("s", version: 3), random: &random)
            #expect(sealed.count == count + 12 + 16)
            #expect(try key.open(sealed, at: .record("s", version: 3)) == plain)
        }
    }

    @Test func `sealed bytes are nonce, ciphertext and tag, the nonce taken from the random source`() throws {
        var random = SeededRandom(seed: 7)
        var same = random
        let nonce = same.bytes(12)
        let first = try key.seal(plain, for: .file, random: &random)
        let second = try key.seal(plain, for: .file, random: &random)
        #expect(Array(first.prefix(12)) == nonce)
        #expect(first != second, "the same text sealed twice shows nothing in common")
        var again = SeededRandom(seed: 7)
        #expect(try key.seal(plain, for: .file, random: &again) == first, "a seed replays")
    }

    @Test func `AES-256-GCM gives the published values`() throws {
        // Test case 16 of the GCM specification, with its nonce served as randomness.
        let bytes = { (hex: String) -> [UInt8] in
            stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
        }
        struct Fixed: RandomSource {
            let served: [UInt8]
            mutating func bytes(_ count: Int) -> [UInt8] { Array(served.prefix(count)) }
        }
        // The additional data there is no place of ours; the keystream shows in the ciphertext alone.
        let key = try DossierKey(bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        var random = Fixed(served: bytes("cafebabefacedbaddecaf888"))
        let plain = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a31"
                + "8a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
        let sealed = try key.seal(plain, for: .file, random: &random)
        let expected = bytes(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555"
                + "d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")
        #expect(Array(sealed.dropFirst(12).dropLast(16)) == expected)
    }

    @Test func `any changed byte, other place or other key is noticed`() throws {
        var random = SeededRandom(seed: 2)
        let place = SealedPlace.record("5e0f", version: 3)
        let sealed = try key.seal(plain, for: place, random: &random)
        for at in sealed.indices {
            var changed = sealed
            changed[at] ^= 1
            #expect(throws: SealingError.wrongKeyOrDamaged) { try key.open(changed, at: place) }
        }
        for length in 0..<sealed.count {
            #expect(throws: SealingError.wrongKeyOrDamaged) { try key.open(Array(sealed.prefix(length)), at: place) }
        }
        let elsewhere: [SealedPlace] = [
            .record("5e0f", version: 4), .record("5e0e", version: 3), .column("5e0f", name: "phone"), .file,
        ]
        for other in elsewhere {
            #expect(throws: SealingError.wrongKeyOrDamaged) { try key.open(sealed, at: other) }
        }
        let stranger = DossierKey(random: &random)
        #expect(throws: SealingError.wrongKeyOrDamaged) { try stranger.open(sealed, at: place) }
    }

    @Test func `a dossier's key is wrapped for its stream under the master key`() throws {
        var random = SeededRandom(seed: 3)
        let wrapped = try master.wrap(key, of: "5e0f", random: &random)
        #expect(wrapped.count == 60)
        let sealed = try key.seal(plain, for: .file, random: &random)
        #expect(try master.unwrap(wrapped, of: "5e0f").open(sealed, at: .file) == plain)
        #expect(throws: SealingError.wrongKeyOrDamaged) { try master.unwrap(wrapped, of: "other") }
        let stranger = try MasterKey(random.bytes(32))
        #expect(throws: SealingError.wrongKeyOrDamaged) { try stranger.unwrap(wrapped, of: "5e0f") }
    }

    @Test func `the office's key outlives the master key it is wrapped under`() throws {
        var random = SeededRandom(seed: 4)
        let office = OfficeKey(random: &random)
        let index = BlindIndex(office).value(.phone, of: "0912345678")
        let next = try MasterKey(random.bytes(32))
        let first = try master.wrap(office, random: &random)
        let second = try next.wrap(try master.unwrapOfficeKey(first), random: &random)
        #expect(BlindIndex(try next.unwrapOfficeKey(second)).value(.phone, of: "0912345678") == index)
        #expect(throws: SealingError.wrongKeyOrDamaged) { try next.unwrapOfficeKey(first) }
        #expect(throws: SealingError.wrongKeyOrDamaged) { try master.unwrap(first, of: "5e0f") }
    }

    @Test func `keys have thirty-two bytes`() {
        for count in [0, 16, 31, 33] {
            let bytes = Array(repeating: UInt8(1), count: count)
            #expect(throws: SealingError.keyLength(count)) { try MasterKey(bytes) }
            #expect(throws: SealingError.keyLength(count)) { try DossierKey(bytes) }
            #expect(throws: SealingError.keyLength(count)) { try OfficeKey(bytes) }
        }
    }

    @Test func `a file lies under the hash of its ciphertext`() throws {
        var random = SeededRandom(seed: 5)
        let file = try key.encryptFile(plain, random: &random)
        #expect(file.name.text == LedgerHash.of(file.bytes).hex)
        #expect(try key.decryptFile(file) == plain)
        let twin = try key.encryptFile(plain, random: &random)
        #expect(twin.name != file.name, "two files alike do not show it")
        #expect(throws: SealingError.nameDiffers) {
            try key.decryptFile(SealedFile(name: twin.name, bytes: file.bytes))
        }
        var changed = file.bytes
        changed[20] ^= 1
        #expect(throws: SealingError.nameDiffers) { try key.decryptFile(SealedFile(name: file.name, bytes: changed)) }
        let forged = SealedFile(name: SealedFile.name(of: changed), bytes: changed)
        #expect(throws: SealingError.wrongKeyOrDamaged) { try key.decryptFile(forged) }
    }

    @Test func `a salted digest proves its value and no other`() {
        var random = SeededRandom(seed: 6)
        let digest = SaltedDigest(of: "037123456789", random: &random)
        #expect(digest.salt.count == 32 && digest.digest.count == 64)
        #expect(SaltedDigest.proves(digest.digest, value: "037123456789", salt: digest.salt))
        #expect(!SaltedDigest.proves(digest.digest, value: "037123456788", salt: digest.salt))
        #expect(!SaltedDigest.proves(digest.digest, value: "9", salt: digest.salt + "03712345678"))
        #expect(SaltedDigest(of: "037123456789", random: &random) != digest)
    }
}
