import Core
import Testing

@testable import UseCases

@Suite("Quy tắc nội dung hồ sơ")
struct SubmissionRulesTests {
    @Test func `a value about people has one limit, counted in characters`() {
        let limits: [(PersonalKey, Int)] = [
            (.submitterName, 120), (.ownerName, 120), (.collectorName, 120), (.submitterNumber, 20),
            (.ownerNumber, 20), (.submitterAddress, 300), (.ownerAddress, 300), (.resultAddress, 300),
        ]
        for (key, most) in limits {
            #expect(SubmissionRules.most(of: key) == most)
            #expect(SubmissionRules.fault(in: String(repeating: "ế", count: most), as: key) == nil, "\(key.text)")
            let long = String(repeating: "ế", count: most + 1)
            #expect(SubmissionRules.fault(in: long, as: key) == .tooLong(most: most), "\(key.text)")
        }
        #expect(SubmissionRules.most(of: .answer("a")) == nil)
        #expect(SubmissionRules.fault(in: String(repeating: "a", count: 5_000), as: .note) == nil)
    }

    @Test func `a telephone number is eight to fifteen digits with what people write between them`() {
        for right in ["0912345678", "+84 912 345 678", "(0269) 3.824.404", "02693824404", "12345678"] {
            #expect(SubmissionRules.fault(in: right, as: .submitterPhone) == nil, "\(right)")
        }
        for wrong in ["abc", "1234567", "1234567890123456", "0912 345 678 a", "０９１２３４５６７８", "0912;345678"] {
            #expect(SubmissionRules.fault(in: wrong, as: .submitterPhone) == .badForm, "\(wrong)")
        }
        let spaced = String(repeating: "1 ", count: 11)
        #expect(SubmissionRules.fault(in: spaced, as: .submitterPhone) == .tooLong(most: 20))
    }

    @Test func `an e-mail address has something, one at sign and a host with a dot`() {
        for right in ["huong@example.vn", "a.b+c@mail.gov.vn"] {
            #expect(SubmissionRules.fault(in: right, as: .submitterEmail) == nil, "\(right)")
        }
        for wrong in ["not an email", "huong", "@example.vn", "a@b", "a@b@c.vn", "a@.vn", "a b@c.vn", "a@c.vn."] {
            #expect(SubmissionRules.fault(in: wrong, as: .submitterEmail) == .badForm, "\(wrong)")
        }
    }

    @Test func `what others call for is missed`() {
        func missing(
            _ values: [PersonalKey: String], _ way: ResultWay = .counter, _ channel: Channel? = .direct
        ) -> [PersonalKey] {
            var personal = Personal()
            for (key, value) in values { personal[key] = value }
            return SubmissionRules.missing(in: personal, way: way, channel: channel)
        }
        #expect(missing([:]) == [.submitterName])
        #expect(missing([.submitterName: "A"]).isEmpty)
        #expect(missing([.submitterName: "A", .ownerNumber: "1"]) == [.ownerName])
        #expect(missing([.submitterName: "A", .ownerAddress: "1"]) == [.ownerName])
        #expect(missing([.submitterName: "A"], .post) == [.resultAddress])
        #expect(missing([.submitterName: "A", .resultAddress: "1"], .post).isEmpty)
        #expect(missing([.submitterName: "A"], .electronic).isEmpty)
        #expect(missing([:], .counter, .online) == [.submitterName, .submitterPhone, .submitterAddress])
        #expect(missing([.submitterName: "A"], .counter, .post).isEmpty)
        #expect(missing([.submitterName: "A"], .counter, nil).isEmpty)
    }

    @Test func `a result by post goes to its own address, and on paper else to the submitter's`() {
        let submitter = Personal([PersonalKey.submitterAddress.text: "12 Wừu"])
        var both = submitter
        both[.resultAddress] = "3 Hùng Vương"
        for channel in Channel.allCases {
            #expect(SubmissionRules.postalAddress(in: both, channel: channel) == "3 Hùng Vương")
            #expect(SubmissionRules.postalAddress(in: Personal(), channel: channel) == nil)
        }
        #expect(SubmissionRules.postalAddress(in: submitter, channel: .direct) == "12 Wừu")
        #expect(SubmissionRules.postalAddress(in: submitter, channel: .post) == "12 Wừu")
        #expect(SubmissionRules.postalAddress(in: submitter, channel: .online) == nil)
    }
}
