import MariaDB
package import PortalKit
import Posix

/// All that is held of one person as one file for him: `data.json` for programs, `index.html` for people, and what he
/// uploaded under `files/`.
package struct PersonalArchive {
    /// With the place of each file in the archive, or that it is not there.
    package let data: PersonalData
    private let files: [(file: PersonalFile, state: PersonalFile.State)]
    private let subject: DataSubject
    private let house: House

    /// What is put together while somebody waits for a page; the command has no limit.
    package static let mostBytes: UInt64 = 2_000_000_000

    /// - Parameter most: bytes of files.
    /// - Throws: `PortalError.conflict` when there is more.
    package init(
        _ data: PersonalData, of subject: DataSubject, most: UInt64 = .max, _ house: House,
        _ connection: Connection
    ) throws {
        let all = try PersonalFile.all(of: subject, connection)
        guard all.reduce(0, { $0 + min($1.size, 1 << 62) }) <= most else {
            throw PortalError.conflict(
                "There is too much to put together here. Whoever runs the portal hands it out by a command.")
        }
        let directory = house.installation.filesDirectory
        files = all.map { ($0, $0.state(in: directory)) }
        var kernel = data.kernel
        kernel["files"] = files.enumerated().map { number, each in
            var record = [
                "portal": each.file.portal, "name": each.file.name, "uploaded_at": each.file.uploadedAt,
            ]
            switch each.state {
            case .whole: record["archive"] = each.file.entry(number + 1)
            case .damaged:
                record["archive"] = each.file.entry(number + 1)
                record["fault"] = "altered"
            case .missing: record["fault"] = "missing"
            case .withheld: record["fault"] = "withheld"
            }
            return record
        }
        self.data = PersonalData(kernel: kernel, portals: data.portals)
        self.subject = subject
        self.house = house
    }

    /// Writes it, wholly or not at all.
    ///
    /// - Parameter reader: in whose words the page is.
    package func write(to path: String, _ reader: Reader) throws {
        let zip = try ZipFile(path: path + ".part")
        try zip.add("data.json", Array(data.json.utf8))
        let page = PersonalPage(
            data: data, name: subject.name, operatorName: house.installation.operatorName, reader: reader)
        try zip.add("index.html", Array(page.html.text.utf8))
        for (number, each) in files.enumerated() {
            switch each.state {
            case .whole(let size, let checksum), .damaged(let size, let checksum):
                try zip.add(
                    each.file.entry(number + 1), file: each.file.path(in: house.installation.filesDirectory),
                    size: size, checksum: checksum)
            case .missing, .withheld: continue
            }
        }
        try zip.finish(as: path)
    }

    /// The same in the words of the installation, for the command.
    package func write(to path: String) throws {
        try write(to: path, house.reader(language: nil, timeZone: nil, at: house.clock()))
    }
}
