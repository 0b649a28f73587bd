import Crypto
import MariaDB
import PortalKit
import Posix

/// A file that a person uploaded, on its way into the archive of his data.
struct PersonalFile {
    let portal: String
    let name: String
    let uploadedAt: String
    let size: UInt64
    private let ref: Ref<Attachment>
    private let hash: [UInt8]
    private let verdict: Attachment.Verdict

    /// Every file of the person, whichever portal has it.
    static func all(of subject: DataSubject, _ connection: Connection) throws -> [PersonalFile] {
        try connection.rows(
            """
            SELECT portal, name, DATE_FORMAT(uploaded_at, '%Y-%m-%dT%H:%i:%sZ'), size, ref, sha256,
                verdict
            FROM kernel_attachment WHERE uploaded_by_account = \(subject.account) ORDER BY id
            """
        ) { row in
            PersonalFile(
                portal: try row.next(), name: try row.next(), uploadedAt: try row.next(),
                size: try row.next(), ref: try row.next(), hash: try row.next(),
                verdict: try Attachment.Verdict(row))
        }
    }

    /// As it lies on disk now.
    enum State: Equatable {
        case whole(size: UInt64, checksum: UInt32)
        /// Not what was uploaded, and handed out as it is.
        case damaged(size: UInt64, checksum: UInt32)
        case missing
        /// The virus scan has not looked at it, or found something in it: nobody has it.
        case withheld
    }

    func path(in directory: String) -> String { AttachmentStore.path(of: ref, in: directory) }

    func state(in directory: String) -> State {
        guard verdict.isGivenOut else { return .withheld }
        let path = path(in: directory)
        guard let status = try? Files.status(path), status.isRegular else { return .missing }
        var checksum = CRC32()
        var found = SHA256()
        var size: UInt64 = 0
        do {
            try Files.eachPiece(of: path) { piece in
                checksum.add(piece)
                found.update(data: piece)
                size += UInt64(piece.count)
            }
        } catch { return .missing }
        return Array(found.finalize()) == hash
            ? .whole(size: size, checksum: checksum.value)
            : .damaged(size: size, checksum: checksum.value)
    }

    /// The name in the archive: numbered, so that it is its own; without anything that a path, a shell or another
    /// system reads as more than a letter.
    func entry(_ number: Int) -> String {
        let digits = String(number)
        let safe = FileName.shown(name).unicodeScalars.map { scalar -> Character in
            "<>:|?*\\/\"".unicodeScalars.contains(scalar) ? "_" : Character(scalar)
        }
        return "files/" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "-"
            + String(safe)
    }
}
