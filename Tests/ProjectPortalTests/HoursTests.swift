import PortalKit
import PortalTesting
import Testing

@Suite("Hours and the budget")
struct HoursTests {
    private let it: Worksite

    init() throws { it = try Worksite() }

    private func share(_ what: String, _ isOn: Bool, of project: String) throws {
        let path = "\(Worksite.staffList)/\(project)/hours/sharing"
        #expect(try it.desk.post(path, ["what": what, "on": isOn ? "1" : "0"]).status == 303)
    }

    @Test("members see neither hours nor budget until the switches say so, each by itself, and at once")
    func switches() throws {
        let project = try it.project(members: [it.maria])
        let task = try it.item("task", "Fit", in: project, isShared: true)
        let secret = try it.item("task", "Secret", in: project)
        for (item, hours) in [(task, "2"), (secret, "5")] {
            let path = it.staffPath(item, in: project) + "/time"
            #expect(
                try it.desk.post(path, ["hours": hours, "minutes": "30", "remark": "Inside talk"]).status
                    == 303)
        }
        #expect(try it.desk.post("\(Worksite.staffList)/\(project)/hours", ["budget": "40"]).status == 303)
        let maria = try it.kernel.signIn(it.maria)
        let (home, page) = ("\(Worksite.list)/\(project)", it.path(task, in: project))
        func seen() throws -> [Bool] {
            let (project, item) = (try maria.get(home).text, try maria.get(page).text)
            #expect(!project.contains("8 h") && !project.contains("5 h") && !item.contains("Inside talk"))
            return [
                project.contains("2 h 30 min"), item.contains("2 h 30 min"), project.contains("40 h 0 min"),
            ]
        }
        #expect(try seen() == [false, false, false])
        try share("hours", true, of: project)
        #expect(try seen() == [true, true, false])
        try share("budget", true, of: project)
        #expect(try seen() == [true, true, true])
        try share("hours", false, of: project)
        #expect(try seen() == [false, false, true])
        let ours = try it.desk.get("\(Worksite.staffList)/\(project)/hours").text
        #expect(ours.contains("8 h 0 min") && ours.contains("40 h 0 min"))
        #expect(try maria.get(home + "/hours").status == 404 && maria.get(page + "/time").status == 404)
        #expect(try maria.post(page + "/time", ["hours": "1"]).status == 404)
    }

    @Test("nothing, more than a day, and what is no task is refused; an entry is taken away by whose it is")
    func badInput() throws {
        let project = try it.project(members: [])
        let task = try it.item("task", "Fit", in: project)
        let update = try it.item("update", "News", in: project)
        let path = it.staffPath(task, in: project) + "/time"
        for fields in [
            [:], ["hours": "0"], ["hours": "24", "minutes": "1"], ["minutes": "60"], ["hours": "-1"],
            ["hours": "x"],
        ] {
            #expect(try it.desk.post(path, fields).status == 422, "\(fields)")
        }
        #expect(try it.desk.post(it.staffPath(update, in: project) + "/time", ["hours": "1"]).status == 404)
        for budget in ["-1", "x", "100001"] {
            #expect(
                try it.desk.post("\(Worksite.staffList)/\(project)/hours", ["budget": budget]).status == 422)
        }
        #expect(
            try it.desk.post("\(Worksite.staffList)/\(project)/hours/sharing", ["what": "all", "on": "1"])
                .status == 404)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_time") == 0)
        #expect(try it.desk.post(path, ["minutes": "45"]).status == 303)
        let entry = try #require(try it.refs("project_time").last)
        let other = try it.kernel.signIn(try it.kernel.addStaff("Petra Klein", isAdministrator: false))
        #expect(try other.get(path).text.contains("Jonas Kettering, 0 h 45 min"))
        #expect(try other.post(path + "/remove", ["entry": entry]).status == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM project_time WHERE removed_at IS NULL") == 1)
        #expect(try it.desk.post(path + "/remove", ["entry": entry]).status == 303)
        #expect(!(try it.desk.get(path).text.contains("0 h 45 min")))
    }
}
