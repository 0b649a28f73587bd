import Foundation
import Kernel
import Posix
import Testing

@Suite("Secrets of an installation")
struct SecretsTests {
    private let secrets = Result { try Secrets(file: Secrets.newFile()) }
    private let code: [UInt8] = Array("JBSWY3DPEHPK3PXP".utf8)

    @Test("SB08 a sealed value opens only unchanged, for its purpose and in its row")
    func sealed() throws {
        let secrets = try secrets.get()
        let sealed = try secrets.seal(code, as: "totp", row: [1])
        #expect(try secrets.open(sealed, as: "totp", row: [1]) == code)
        #expect(throws: Secrets.Failure.notGenuine) { try secrets.open(sealed, as: "totp", row: [2]) }
        #expect(throws: Secrets.Failure.notGenuine) { try secrets.open(sealed, as: "mail", row: [1]) }
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(throws: Secrets.Failure.self) { try secrets.open(changed, as: "totp", row: [1]) }
        }
        for length in 0..<sealed.count {
            #expect(throws: Secrets.Failure.self) {
                try secrets.open(Array(sealed.prefix(length)), as: "totp", row: [1])
            }
        }
    }

    @Test("SB08 a sealed value holds nothing of the plain one and never looks the same twice")
    func unlike() throws {
        let secrets = try secrets.get()
        let one = try secrets.seal(code, as: "totp")
        let other = try secrets.seal(code, as: "totp")
        #expect(one != other)
        #expect(one.count == code.count + 34)
        #expect(!one.indices.contains { one[$0...].starts(with: code.prefix(4)) })
        #expect(try secrets.open(try secrets.seal([], as: "totp"), as: "totp").isEmpty)
    }

    @Test("another installation's file opens nothing and says which key is missing")
    func foreign() throws {
        let sealed = try secrets.get().seal(code, as: "totp")
        let other = try Secrets(file: Secrets.newFile())
        let id = BinaryText.base32.encode(Array(sealed[1..<6]))
        #expect(throws: Secrets.Failure.unknownKey(id: id)) { try other.open(sealed, as: "totp") }
    }

    @Test("a key is replaced by adding one: old values still open, new ones use the new key")
    func rotation() throws {
        let first = Secrets.newFile(from: Array(repeating: 1, count: 37))
        let second = Secrets.newFile(from: Array(repeating: 2, count: 37))
        let last = try #require(second.split(separator: UInt8(ascii: "\n")).last)
        let old = try Secrets(file: first)
        let new = try Secrets(file: first + last + [UInt8(ascii: "\n")])
        let sealed = try old.seal(code, as: "totp")
        let signature = try old.sign(code, as: "csrf")
        #expect(try new.open(sealed, as: "totp") == code)
        #expect(new.isGenuine(signature, of: code, as: "csrf"))
        #expect(new.isStale(sealed))
        #expect(try !new.isStale(new.seal(code, as: "totp")))
        #expect(try !old.isGenuine(new.sign(code, as: "csrf"), of: code, as: "csrf"))
    }

    @Test("a signature counts for its message and its purpose alone")
    func signed() throws {
        let secrets = try secrets.get()
        let signature = try secrets.sign(code, as: "csrf")
        #expect(signature.count == 32)
        #expect(secrets.isGenuine(signature, of: code, as: "csrf"))
        #expect(!secrets.isGenuine(signature, of: code, as: "cursor"))
        #expect(!secrets.isGenuine(signature, of: code + [0], as: "csrf"))
        #expect(!secrets.isGenuine([], of: code, as: "csrf"))
        #expect(!secrets.isGenuine(Array(signature.dropLast()), of: code, as: "csrf"))
    }

    @Test(
        "a file that is not one is refused by its line, and the line is not quoted",
        arguments: [
            ("", 1), ("nonsense", 1), ("portico-secrets 2\n", 1), ("portico-secrets 1\n", 2),
            ("portico-secrets 1\n#\nAAAAAAAA secretsecret\n", 3), ("portico-secrets 1\nAAAAAAAA\n", 2),
            ("portico-secrets 1\nAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA x\n", 2),
            ("portico-secrets 1\nAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", 2),
        ])
    func malformed(text: String, line: Int) {
        do {
            _ = try Secrets(file: Array(text.utf8))
            Issue.record("it was taken")
        } catch {
            #expect(error.line == line)
            #expect(!error.description.contains("secretsecret"))
        }
    }

    @Test("the file is made once, for its owner alone")
    func made() throws {
        try inFolder { folder in
            let file = SecretsFile(path: "\(folder)/portico/secrets.key")
            #expect(throws: SecretsFile.Problem.missing(path: file.path)) { try file.secrets() }
            let sealed = try file.secretsMadeIfMissing().seal(code, as: "totp")
            #expect(try file.secretsMadeIfMissing().open(sealed, as: "totp") == code)
            #expect(try file.secrets().open(sealed, as: "totp") == code)
            #expect(try Files.status(file.path).mode == 0o600)
            #expect(try Files.list("\(folder)/portico") == ["secrets.key"])
        }
    }

    @Test("a file that others could read is refused", arguments: [0o640, 0o604, 0o660, 0o602, 0o777])
    func wide(mode: UInt32) throws {
        try inFolder { folder in
            let file = SecretsFile(path: "\(folder)/secrets.key")
            try Files.replace(file.path, with: Secrets.newFile(), mode: mode)
            let problem = SecretsFile.Problem.tooWide(path: file.path, mode: mode)
            #expect(throws: problem) { try file.secrets() }
            #expect(throws: problem) { try file.secretsMadeIfMissing() }
            #expect(problem.description.contains("chmod 600 \(file.path)"))
        }
    }

    @Test("a link, a folder and a file of nonsense are refused and left alone")
    func noFile() throws {
        try inFolder { folder in
            let file = SecretsFile(path: "\(folder)/secrets.key")
            try Files.replace(file.path, with: Array("nonsense".utf8), mode: 0o600)
            #expect(throws: SecretsFile.Problem.self) { try file.secretsMadeIfMissing() }
            #expect(try Files.read(file.path) == Array("nonsense".utf8))
            #expect(throws: SecretsFile.Problem.noFile(path: folder)) {
                try SecretsFile(path: folder).secrets()
            }
            let link = "\(folder)/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
            #expect(throws: SecretsFile.Problem.noFile(path: link)) { try SecretsFile(path: link).secrets() }
        }
    }

    @Test("a key shows nothing of itself when it is printed")
    func silent() throws {
        var dumped = ""
        dump(try Secrets(file: Secrets.newFile(from: Array(repeating: 7, count: 37))), to: &dumped)
        #expect(!dumped.contains("material"))
        #expect(!dumped.contains("BwcHBw"))
    }
}

/// A folder that is gone afterwards.
private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(component: "secrets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path(percentEncoded: false))
}
