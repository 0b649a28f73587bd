import Foundation
import PortalKit
import PortalTesting
import Testing

/// What a customer may read of one ticket, kept beside the portal: after every step both have to agree.
private struct Model {
    struct Part {
        let ref: String
        let mark: String
        var isShared: Bool
        /// The note that a file hangs on.
        var note: Int?
    }

    var notes: [Part] = []
    var files: [Part] = []

    func sees(note: Part) -> Bool { note.isShared }
    func sees(file: Part) -> Bool { file.isShared && (file.note.map { notes[$0].isShared } ?? true) }
}

@Suite("Sharing")
struct SharingModelTests {
    /// So many switches are thrown; the long run of `script/soak` asks for 10,000.
    private static let steps =
        ProcessInfo.processInfo.environment["PORTICO_SHARING_STEPS"].flatMap { Int($0) } ?? 150

    @Test("SE05 V14 whatever is switched, page, search, counts and files agree with the model")
    func agrees() throws {
        let it = try Helpdesk()
        let ticket = try it.open("Dented cartons", by: it.maria)
        var model = Model()
        for number in 0..<6 {
            let (mark, name) = ("Mark\(number)note", "Mark\(number)file.txt")
            let note = try it.write(
                mark, to: ticket, isShared: number % 2 == 0, files: [Helpdesk.file(name)])
            model.notes.append(.init(ref: note, mark: mark, isShared: number % 2 == 0))
            let file = try #require(try it.refs("support_file").last)
            model.files.append(.init(ref: file, mark: name, isShared: number % 2 == 0, note: number))
        }
        let maria = try it.kernel.signIn(it.maria)
        var random = SystemRandomNumberGenerator()
        for step in 0..<Self.steps {
            let index = Int.random(in: 0..<6, using: &random)
            let isOn = Bool.random(using: &random)
            if Bool.random(using: &random) {
                try it.share("notes", model.notes[index].ref, of: ticket, isOn)
                model.notes[index].isShared = isOn
            } else {
                try it.share("files", model.files[index].ref, of: ticket, isOn)
                model.files[index].isShared = isOn
            }
            try compare(model, ticket, maria, index, step)
        }
        // A mail was written for each note that was ever shown, once, and for no other.
        let told: Int =
            try it.kernel.value("SELECT COUNT(*) FROM support_note WHERE told_at IS NOT NULL") ?? 0
        #expect(try it.kernel.mails().count == told)
    }

    private func compare(
        _ model: Model, _ ticket: String, _ maria: Browser, _ index: Int, _ step: Int
    ) throws {
        let path = "\(Helpdesk.list)/\(ticket)"
        let page = try maria.get(path).body
        for note in model.notes {
            #expect(page.contains(note.mark) == model.sees(note: note), "step \(step), \(note.mark)")
        }
        for file in model.files {
            #expect(page.contains(file.mark) == model.sees(file: file), "step \(step), \(file.mark)")
        }
        let (note, file) = (model.notes[index], model.files[index])
        let found = try maria.get("\(Helpdesk.list)?q=\(note.mark)")
        #expect(found.links.contains(path) == model.sees(note: note), "step \(step), search")
        #expect(
            try maria.get("\(path)/files/\(file.ref)").status == (model.sees(file: file) ? 200 : 404),
            "step \(step), file")
    }
}
