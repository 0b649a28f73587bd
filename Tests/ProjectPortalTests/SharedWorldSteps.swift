// What a step changes in the world beside the portal, and whom it tells.
extension SharedWorld {
    mutating func share(item: Int, _ isOn: Bool) {
        items[item].sharedAt = isOn ? items[item].sharedAt ?? now : nil
        guard isOn, !items[item].wasTold else { return }
        items[item].wasTold = true
        let members = projects[items[item].project].members
        switch items[item].kind {
        case .milestone: break
        case .update, .document: tell(.shared(item), to: members)
        case .task:
            if let owner = items[item].owner {
                tell(.given(item), to: [owner])
            } else if items[item].asksFile {
                tell(.files(items[item].project), to: members)
            }
        }
    }

    mutating func share(comment: Int, _ isOn: Bool) {
        comments[comment].isShared = isOn
        guard isOn, !comments[comment].wasTold else { return }
        comments[comment].wasTold = true
        tell(.said(comment), to: projects[items[comments[comment].item].project].members)
    }

    /// - Returns: false for somebody of another customer.
    mutating func add(_ person: Int, to project: Int) -> Bool {
        guard people[person].customer == projects[project].customer else { return false }
        guard projects[project].members.insert(person).inserted else { return true }
        // The portal comes with it, but not to whom it was taken from.
        tell(.joined(project), to: [person])
        return true
    }

    mutating func remove(_ person: Int, from project: Int) {
        guard projects[project].members.remove(person) != nil else { return }
        for index in items.indices
        where items[index].project == project && items[index].owner == person && !items[index].isDone {
            items[index].owner = nil
        }
    }

    mutating func give(_ item: Int, to person: Int?) {
        let isNew = person != items[item].owner
        items[item].owner = person
        if let person, isNew, items[item].sharedAt != nil { tell(.given(item), to: [person]) }
    }

    // MARK: Mails

    /// The marks of what a notice says now; nil where he could not open it.
    private func marks(of line: Line, _ person: Int, inDigest: Bool) -> Set<String>? {
        switch line {
        case .joined(let project):
            return sees(project: project, person) ? [projects[project].mark] : nil
        case .shared(let item), .given(let item):
            guard sees(item: item, person) else { return nil }
            if inDigest, case .given = line { return [items[item].mark] }
            return [items[item].mark, projects[items[item].project].mark]
        case .files(let project):
            let wanted = seen(.task, in: project, person).filter {
                items[$0].asksFile && !items[$0].isDone
            }
            guard !wanted.isEmpty else { return nil }
            return inDigest ? [projects[project].mark] : marks(wanted).union([projects[project].mark])
        case .said(let comment):
            guard sees(comment: comment, person) else { return nil }
            let (item, mark) = (items[comments[comment].item], comments[comment].mark)
            return Set([item.mark, projects[item.project].mark] + (inDigest ? [] : [mark]))
        }
    }

    private mutating func tell(_ line: Line, to audience: Set<Int>) {
        for person in audience {
            guard let marks = marks(of: line, person, inDigest: false) else { continue }
            if people[person].isDaily {
                if !people[person].lines.contains(line) { people[person].lines.append(line) }
            } else {
                mails.append(Mail(person: person, marks: marks))
            }
        }
    }

    /// A day passes: who chose one mail a day has it where something is new or waits anew.
    mutating func endDay() {
        for person in people.indices where people[person].isDaily {
            let told = people[person].lines.compactMap { marks(of: $0, person, inDigest: true) }
            let waiting = waits(for: person)
            let traces = Set(waiting.map { [$0, items[$0].isAsked ? -1 : items[$0].sharedAt ?? -1] })
            if !told.isEmpty || !traces.isSubset(of: people[person].known) {
                let marks = told.reduce(marks(waiting)) { $0.union($1) }
                mails.append(Mail(person: person, marks: marks))
            }
            people[person].known = traces
            people[person].lines = []
        }
    }
}
