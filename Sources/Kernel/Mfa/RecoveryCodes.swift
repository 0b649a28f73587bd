import MariaDB
import Posix
import PortalKit

/// Ten codes that open the door once each when the app is lost. They have 120 random bits, so a keyed hash is enough
/// and trying all ten costs nothing (ASVS 6.5.2 asks for a slow one below 112).
enum RecoveryCodes {
    static let count = 10
    private static let length = 15

    /// New ones in the place of all before; they are shown now and never again.
    static func make(for authenticator: UInt64, _ acting: any Acting) throws -> [String] {
        _ = try acting.connection.execute(
            "DELETE FROM kernel_recovery_code WHERE authenticator_id = \(authenticator)")
        return try (0..<count).map { _ in
            let code = Random.bytes(length)
            let hash = try acting.house.secrets.sign(code, as: "recovery")
            _ = try acting.connection.execute(
                """
                INSERT INTO kernel_recovery_code (authenticator_id, code_hash) VALUES (\(authenticator), \(hash))
                """)
            return text(code)
        }
    }

    /// Uses one up; false for a code that is none, or was used.
    static func use(_ typed: String, of authenticator: UInt64, _ acting: any Acting) throws -> Bool {
        guard let code = bytes(typed) else { return false }
        let hashes = acting.house.secrets.signatures(of: code, as: "recovery").map { SQL("\($0)") }
        let changed = try acting.connection.execute(
            """
            UPDATE kernel_recovery_code SET used_at = \(acting.now)
            WHERE authenticator_id = \(authenticator) AND used_at IS NULL
                AND code_hash IN (\(sql: SQL(joining: hashes, by: ", ")))
            """)
        return changed.affected == 1
    }

    static func left(of authenticator: UInt64, _ connection: Connection) throws -> Int {
        try connection.first(
            """
            SELECT COUNT(*) FROM kernel_recovery_code
            WHERE authenticator_id = \(authenticator) AND used_at IS NULL
            """
        ) { try $0.next() } ?? 0
    }

    /// Six groups of four small letters and digits.
    static func text(_ code: [UInt8]) -> String {
        InFours.of(BinaryText.base32.encode(code).lowercased(), by: "-")
    }

    static func bytes(_ typed: String) -> [UInt8]? {
        let letters = String(String.UnicodeScalarView(typed.unicodeScalars.filter { $0 != "-" && $0 != " " }))
        guard letters.utf8.count == length * 8 / 5 else { return nil }
        return BinaryText.base32.decode(letters)
    }
}

/// Letters in groups of four, as people copy them.
enum InFours {
    static func of(_ text: String, by sign: String) -> String {
        var groups = ""
        for (place, letter) in text.unicodeScalars.enumerated() {
            if place > 0, place.isMultiple(of: 4) { groups += sign }
            groups.unicodeScalars.append(letter)
        }
        return groups
    }
}
