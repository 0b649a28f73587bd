import HTTPTypes
import MariaDB
import PortalKit
import Posix

/// Every form of every portal: sent by everybody, sent as it should be, and sent as it should not be. Each trial is
/// undone before the next.
extension Walk {
    /// One form, as one viewer would send it for one record.
    struct Submission {
        let target: Router.Target
        let form: ExampleForm
        let viewer: WalkViewer
        let object: WalkObject
        let address: String
        /// What is typed, and what the page sends along.
        let fields: [String: String]
        /// Every field of the page's form.
        let names: Set<String>
    }

    func submitForms() throws {
        for target in targets where target.method == .post {
            guard
                let form = target.portal.examples.forms.first(where: {
                    $0.audience == target.audience && $0.path == target.ownPath
                }),
                !objects(of: target).isEmpty
            else { continue }
            // There is nothing that could be sent.
            if objects(of: target).allSatisfy({ [.missing, .malformed].contains($0) }) { continue }
            guard let (viewer, object) = permitted(target) else {
                report.add(finding(target, .guest, .none, .noForm, "nobody may send it"))
                continue
            }
            report.check(target.takesFiles == !form.files.isEmpty) {
                finding(
                    target, viewer, object, .noForm,
                    "it takes files, and the example has none, or the other way")
            }
            let model = try submission(target, form, viewer, object)
            for viewer in viewers { try submit(model, by: viewer) }
            try forge(model)
            try nameOthers(model)
            try setMore(model)
        }
    }

    /// Somebody who may send it, for a record that he sees.
    private func permitted(_ target: Router.Target) -> (WalkViewer, WalkObject)? {
        if case .guest = target { return (.guest, .none) }
        for viewer in [WalkViewer.organisation, .administrator, .own, .customer, .stranger] {
            for object in objects(of: target) where outcome(viewer, target, object) == .answered {
                return (viewer, object)
            }
        }
        return nil
    }

    /// What the viewer's own page would send, with the example's fields typed in.
    func submission(
        _ target: Router.Target, _ form: ExampleForm, _ viewer: WalkViewer, _ object: WalkObject
    ) throws -> Submission {
        let address = address(target, object)
        let hasPage = house.router.targets.contains { $0.method == .get && $0.template == target.template }
        let page =
            hasPage ? WalkMarkup(try ask(viewer, address).body).forms.first { $0.action == address } : nil
        var fields = (page?.hidden ?? [:]).merging(form.fields) { _, typed in typed }
        for (field, kind) in form.naming {
            // Where the address names one of that kind already, the field names another.
            let visible = records.all.first {
                $0.kind == kind.name && $0.portal == target.portal.id && sees(viewer, $0)
                    && !address.contains($0.ref)
            }
            fields[field] = try visible?.ref ?? people.ref(of: kind, connection)
        }
        let standIns = standIns
        fields = fields.mapValues { standIns[$0] ?? $0 }
        // The operator's own people are no customer's: any portal's staff choose among them.
        let named = records.all.filter { $0.kind != ObjectKind.staffPerson.name || target.portal.isKernel }
        let refs = Set(named.map(\.ref))
        for (name, value) in (page?.values ?? []) + form.fields.map({ ($0.key, $0.value) }) {
            report.check(!refs.contains(value) || form.naming[name] != nil) {
                finding(target, viewer, .none, .undeclaredField, name)
            }
        }
        return Submission(
            target: target, form: form, viewer: viewer, object: object, address: address, fields: fields,
            names: page?.names ?? [])
    }

    /// Sends it within a rehearsal, and says which tables it changed.
    func send(
        _ it: Submission, by viewer: WalkViewer, at address: String? = nil, fields: [String: String]? = nil,
        _ change: (inout WalkRequest) throws -> Void = { _ in }
    ) throws -> (reply: WalkReply, changed: String) {
        try become(viewer)
        let unprepared = it.form.prepare == nil ? try present() : nil
        return try connection.rehearse {
            try prepare(it)
            let before = try (unprepared ?? tables.checksums(connection), files())
            hasWritten = false
            let reply = try press(it, viewer, address, fields, change)
            let after = hasWritten ? try tables.checksums(connection) : before.0
            let changed = tables.changed(before.0, after).joined(separator: ", ")
            if try files() == before.1 { return (reply, changed) }
            return (reply, changed.isEmpty ? "files" : changed + ", files")
        }
    }

    /// How many files are kept or on their way.
    private func files() throws -> Int {
        let directory = house.installation.filesDirectory
        let parts = try Files.list(directory + "/store").map { directory + "/store/" + $0 }
        return try (parts + [directory + "/spool"]).reduce(0) { try $0 + Files.list($1).count }
    }

    func prepare(_ it: Submission) throws {
        guard let prepare = it.form.prepare, let kind = it.target.kinds.last,
            let record = records.record(it.target.portal, kind, it.object)
        else { return }
        let effects = WalkEffects(
            connection, directory: house.installation.filesDirectory, staff: people.administrator,
            at: Self.now)
        try effects.run(it.target.portal) { try prepare(record.ref, $0) }
    }

    func press(
        _ it: Submission, _ viewer: WalkViewer, _ address: String? = nil, _ fields: [String: String]? = nil,
        _ change: (inout WalkRequest) throws -> Void = { _ in }
    ) throws -> WalkReply {
        var failure: (any Error)?
        let reply = try ask(viewer, address ?? it.address, fields: fields ?? it.fields) { request in
            request.fields["csrf"] = request.csrf
            request.fields["once"] = BinaryText.base64url.encode(Random.bytes(16))
            request.files = it.form.files
            do { try change(&request) } catch { failure = error }
        }
        if let failure { throw failure }
        return reply
    }

    // MARK: By everybody

    private func submit(_ model: Submission, by viewer: WalkViewer) throws {
        let target = model.target
        if case .guest = target, viewer != .guest { return }
        let objects = objects(of: target)
        let missing =
            objects.contains(.missing)
            ? try send(model, by: viewer, at: address(target, .missing)).reply : nil
        for object in objects {
            let outcome = outcome(viewer, target, object)
            let isOwn = outcome == .answered
            // Whom the door refuses, it refuses before it looks at the record.
            if [.signIn, .forbidden, .held].contains(outcome), ![.none, .own, .missing].contains(object) {
                continue
            }
            let it = isOwn ? try submission(target, model.form, viewer, object) : model
            let (reply, changed) = try send(it, by: viewer, at: address(target, object))
            let isModel = viewer == model.viewer && object == model.object
            let what =
                isOwn ? refusal(reply, changed, isModel: isModel) : wrong(reply, outcome, object, missing)
            report.tried(
                WalkTrial(
                    portal: target.portal.id, route: target.name, viewer: viewer, object: object,
                    answer: reply.isSignIn && !isOwn ? 0 : reply.status, expected: outcome,
                    holds: what == nil))
            report.check(what == nil) {
                finding(
                    target, viewer, object, what ?? .broken,
                    what == .broken ? lastError : status(reply))
            }
            if !isOwn, outcome != .either, what == nil {
                report.check(changed.isEmpty) { finding(target, viewer, object, .changedThough, changed) }
            }
        }
    }

    /// The status, and which fields were wrong.
    private func status(_ reply: WalkReply) -> String {
        let wrong = reply.status == 422 ? WalkMarkup(reply.body).wrong : []
        return "status \(reply.status)" + (wrong.isEmpty ? "" : ": " + wrong.joined(separator: ", "))
    }

    /// A form that may be sent: the model's own has to be taken, others may find that a record's state forbids it.
    private func refusal(_ reply: WalkReply, _ changed: String, isModel: Bool) -> WalkFinding.What? {
        if reply.status >= 500 { return .broken }
        if reply.isAnswered || (reply.status == 303 && !changed.isEmpty) { return nil }
        return isModel ? .formRefused : nil
    }

    // MARK: As it should not be

    /// Without its token, with another's, from another place, without its key: refused, and nothing changes.
    private func forge(_ it: Submission) throws {
        let another = try csrf(people.others[it.viewer])
        let strangers = try csrf(people.browsers[it.viewer.side == .staff ? .technician : .stranger])
        let attacks: [(WalkFinding.What, Int, (inout WalkRequest) throws -> Void)] = [
            (.forged, 403, { $0.fields["csrf"] = nil }), (.forged, 403, { $0.fields["csrf"] = another }),
            (.forged, 403, { $0.fields["csrf"] = strangers }),
            (.foreignOrigin, 403, { $0.origin = "https://elsewhere.example" }),
            (.keyless, 400, { $0.fields["once"] = nil }),
        ]
        for (what, status, change) in attacks {
            if what == .keyless, !hasKey(it.target) { continue }
            let (reply, changed) = try send(it, by: it.viewer, change)
            report.check(reply.status == status && changed.isEmpty) {
                finding(
                    it.target, it.viewer, it.object, what,
                    "status \(reply.status)" + (changed.isEmpty ? "" : ", changed: " + changed))
            }
        }
    }

    private func hasKey(_ target: Router.Target) -> Bool {
        if case .guest = target { return false }
        return !OnceKey.isNeedless(at: target.template)
    }

    /// In each field that names a record: those that the viewer does not see, and none at all.
    private func nameOthers(_ it: Submission) throws {
        for (field, kind) in it.form.naming {
            let hidden = records.all.filter {
                $0.kind == kind.name && $0.portal == it.target.portal.id && !sees(it.viewer, $0)
            }
            let names =
                hidden.map { ($0.object, $0.ref) }
                + [(WalkObject.missing, "0000000000000000"), (.malformed, "no-such-record")]
            for (object, ref) in names {
                let fields = it.fields.merging([field: ref]) { $1 }
                let (reply, changed) = try send(it, by: it.viewer, fields: fields)
                report.check((400..<500).contains(reply.status) && changed.isEmpty) {
                    finding(
                        it.target, it.viewer, object, reply.status >= 500 ? .broken : .foreignID, field)
                }
            }
        }
    }
}

extension Router.Target {
    var audience: ExampleForm.Audience {
        switch self {
        case .guest: .guest
        case .customer: .customer
        case .staff: .staff
        }
    }

    var takesFiles: Bool {
        switch self {
        case .guest: false
        case .customer(let mounted): mounted.route.files.count > 0
        case .staff(let mounted): mounted.route.files.count > 0
        }
    }

    /// The path as its portal declares it.
    var ownPath: RoutePath {
        switch self {
        case .guest(let mounted): mounted.route.path
        case .customer(let mounted): mounted.route.path
        case .staff(let mounted): mounted.route.path
        }
    }
}
