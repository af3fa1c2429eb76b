import Core
import Foundation
import HTTPTypes
import Ledger
import Testing

@testable import Web

@Suite("Mô tả giao diện lập trình")
struct DescriptionTests {
    private var description: JSON {
        get throws {
            let data = try Data(contentsOf: URL(fileURLWithPath: TestSite.resources + "/api/openapi.json"))
            return try JSON(parsing: Array(data))
        }
    }

    /// The routes as they are served; none of their handlers is called here.
    private var routes: [Route] { APIRoutes.table { preconditionFailure("no handler is called") } }

    private func object(_ json: JSON?) throws -> [String: JSON] {
        guard case .object(let members) = try #require(json) else {
            Issue.record("no object")
            return [:]
        }
        return members
    }

    @Test func `every route of the API is described, and everything described is a route`() throws {
        let served = Set(routes.map { "\($0.method.rawValue) \($0.pattern.rawValue)" })
        var described: Set<String> = []
        for (path, methods) in try object(try description["paths"]) {
            for method in try object(methods).keys { described.insert("\(method.uppercased()) \(path)") }
        }
        #expect(served == described)
    }

    @Test func `every path of the API has a route`() {
        #expect(Set(PathPattern.allCases.filter(\.isAPI)) == Set(routes.map(\.pattern)))
    }

    @Test func `every route is by token, so that no cookie can be made to do something`() {
        for route in routes { #expect(route.access.isByToken, "\(route.pattern.rawValue)") }
    }

    @Test func `every hole of a path is a parameter, and what changes something asks for a key`() throws {
        let paths = try object(try description["paths"])
        for route in routes {
            let operation = try object(paths[route.pattern.rawValue]?[route.method.rawValue.lowercased()])
            var names: Set<String> = []
            if case .array(let parameters) = operation["parameters"] {
                for parameter in parameters {
                    if case .string(let name) = parameter["name"] { names.insert(name) }
                }
            }
            for hole in route.pattern.holes { #expect(names.contains(hole), "\(route.pattern.rawValue)") }
            #expect(names.contains("Idempotency-Key") == (route.method == .post), "\(route.pattern.rawValue)")
        }
    }

    @Test func `every command but submitting is described with the members it takes`() throws {
        guard case .array(let commands)? = try description["components"]?["schemas"]?["Command"]?["oneOf"] else {
            Issue.record("no commands")
            return
        }
        var described: [String: Set<String>] = [:]
        for command in commands {
            let members = try object(command["properties"])
            guard case .string(let action)? = members["action"]?["const"] else { continue }
            described[action] = Set(members.keys)
        }
        var taken: [String: Set<String>] = [:]
        for action in DossierAction.allCases where action != .submit {
            taken[action.rawValue] = Set(CommandReader.members(of: action)).union(["action", "seen"])
        }
        #expect(described == taken)
    }

    @Test func `every reference leads somewhere`() throws {
        let description = try description
        var open = [description]
        while let json = open.popLast() {
            switch json {
            case .object(let members):
                if case .string(let reference)? = members["$ref"] {
                    var target: JSON? = description
                    for step in reference.split(separator: "/").dropFirst() { target = target?[String(step)] }
                    #expect(target != nil, "\(reference)")
                }
                open += members.values
            case .array(let elements): open += elements
            case .null, .bool, .integer, .number, .string: break
            }
        }
    }
}
