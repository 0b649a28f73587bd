/// How a list is narrowed now, by its address: what its tabs, selects and chips are drawn with.
struct Narrowing {
    private let address: String
    private let query: Query
    private let search: String
    private let views: ListViews

    init(_ address: String, _ query: Query, _ search: String, _ views: ListViews) {
        self.address = address
        self.query = query
        self.search = search
        self.views = views
    }

    private var view: String {
        let asked = query["view"]
        return views.views.contains { $0.value == asked } ? asked : views.views.first?.value ?? ""
    }

    /// Whether another view than the first is shown.
    var isView: Bool { view != views.views.first?.value ?? "" }

    /// Whether anything is searched or filtered.
    var isNarrowed: Bool { !search.isEmpty || selects.contains { !$0.value.isEmpty } }

    var presets: [Preset] {
        let isSaved = views.saved.contains(where: \.isCurrent)
        return views.views.map {
            Preset(
                $0.label, to: address + Query().setting("view", $0.value).text, count: $0.count,
                isCurrent: $0.value == view && !isSaved, isYours: $0.isYours && $0.count > 0)
        } + views.saved
    }

    var selects: [SelectFilter] {
        views.selects.map { select in
            let asked = query[select.name]
            return SelectFilter(
                select.name, label: select.label, options: select.choices,
                value: select.choices.contains { $0.value == asked } ? asked : "")
        }
    }

    /// The view stays when something is searched in it.
    var kept: [(name: String, value: String)] {
        query["view"].isEmpty ? [] : [("view", view)]
    }

    /// The same view without search and filters.
    var cleared: String {
        address + (query["view"].isEmpty ? "" : Query().setting("view", view).text)
    }

    var chips: [NamedLink] {
        var chips: [NamedLink] = []
        if !search.isEmpty {
            chips.append(NamedLink(named: search, to: address + query.setting("q", nil).text))
        }
        for select in selects where !select.value.isEmpty {
            guard let chosen = select.options.first(where: { $0.value == select.value }) else { continue }
            chips.append(NamedLink(chosen.label, to: address + query.setting(select.name, nil).text))
        }
        return chips
    }
}
