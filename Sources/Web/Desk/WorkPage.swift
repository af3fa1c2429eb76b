import Core
import HTML
import Store
import UseCases

/// An officer's work by due time, overdue first, page by page (việc của tôi).
struct WorkPage {
    static let rowsMost = 50
    let pages: Pages

    func answer(_ call: Call) async throws -> Reply {
        let officer = try call.officer()
        let (now, offered) = (pages.now, WorkFilter.offered(to: officer))
        let position = ListPosition.read(call.query["sau"])
        let (selection, counts, shown, reminders) = try await pages.office.store.read { sql in
            var counts = try WorkCounts.read(of: officer, in: sql)
            let selection = WorkSelection(call, offered, counts)
            try counts.show(selection.filter, of: officer, now: now, in: sql)
            let shown = try DossierList.page(
                selection.filter.list(of: officer), after: position ?? selection.start(now),
                dueBefore: selection.end(now), size: WorkPage.rowsMost, in: sql)
            return (selection, counts, shown, try OfficerReminders.count(of: officer.actor, in: sql))
        }
        let page = pages.context(call)
        let filter = selection.filter
        if ListExport.isAsked(call) {
            return try await ListExport(pages: pages, page: page).reply(
                filter.list(of: officer), after: selection.start(now), dueBefore: selection.end(now),
                named: "viec-\(filter.rawValue)", by: officer.actor.id)
        }
        try await pages.noteReading(by: officer, rows: shown.rows.count)
        let title = sentence(page, filter, counts)
        let frame = DeskFrame(page: page, officer: officer, shown: filter, counts: counts)
        let table = try WorkRows(
            page: page, catalogue: pages.catalogue, now: now, own: officer.agencies(), reader: officer.actor
        )
        .table(shown, in: filter, caption: page.text(filter.key("filter")))
        return .page(
            frame.written(title) { p in
                p.h1(title)
                if reminders > 0 { p.put(ReminderBand(count: reminders), in: page) }
                p.put(filters(page, filter, counts, offered), in: page)
                if counts.late.number + counts.today.number > 0 { p.put(pressing(page, selection, counts), in: page) }
                if shown.rows.isEmpty {
                    p.put(
                        EmptyState(
                            title: page.text(filter.key("empty")), explanation: page.text(filter.key("emptyHelp"))),
                        in: page)
                } else {
                    p.put(table, in: page)
                    p.put(foot(page, selection, counts, shown, isFirst: position == nil), in: page)
                }
            })
    }

    private func filters(
        _ page: PageContext, _ shown: WorkFilter, _ counts: WorkCounts, _ offered: [WorkFilter]
    ) -> Filters {
        Filters(
            label: page.text("desk.filters"),
            choices: offered.map { filter in
                Filters.Choice(
                    title: page.text(filter.key("filter")), count: page.countWord(counts.of(filter)),
                    standing: filter == .waiting ? .waiting : .plain, target: filter.path.url,
                    isCurrent: filter == shown)
            })
    }

    /// The figures of the heading as ways to what they count.
    private func pressing(_ page: PageContext, _ shown: WorkSelection, _ counts: WorkCounts) -> Filters {
        let parts: [(DueWord.Pressing?, TextKey, Standing)] = [
            (nil, "desk.pressing.all", .plain), (.late, "desk.group.late", .late),
            (.today, "desk.group.today", .soon),
        ]
        return Filters(
            label: page.text("desk.pressing"),
            choices: parts.map { pressing, key, standing in
                let part = WorkSelection(shown.filter, pressing)
                return Filters.Choice(
                    title: page.text(key), count: page.countWord(counts.count(part)), standing: standing,
                    target: part.path.url, isCurrent: pressing == shown.pressing)
            })
    }

    private func foot(
        _ page: PageContext, _ selection: WorkSelection, _ counts: WorkCounts, _ shown: DossierListPage, isFirst: Bool
    ) -> ListFoot {
        ListFoot(
            shown: page.text(
                "desk.shown",
                [
                    "shown": .number(shown.rows.count),
                    "count": .text(page.countWord(counts.count(selection))),
                ]),
            next: shown.next.map { selection.path.with("sau", ListPosition.text($0)).url },
            start: isFirst ? nil : selection.path.url, csv: ListExport.path(selection.path).url)
    }

    /// What presses, in a sentence: "Một hồ sơ quá hạn, hai hồ sơ đến hạn trong hôm nay".
    private func sentence(_ page: PageContext, _ filter: WorkFilter, _ counts: WorkCounts) -> String {
        let all = counts.of(filter)
        func said(_ key: TextKey, _ first: ListCount, _ second: ListCount = .none) -> String {
            let text = page.text(
                key,
                [
                    "first": .text(word(page, first)), "firstCount": .number(first.number),
                    "second": .text(word(page, second)), "secondCount": .number(second.number),
                ])
            return text.prefix(1).uppercased() + text.dropFirst()
        }
        // A clock that waits for the applicant presses nobody here.
        if filter == .waiting {
            return all == .none ? page.text("desk.title.noneWaiting") : said("desk.title.waiting", all)
        }
        if all == .none { return page.text("desk.title.none") }
        switch (counts.late, counts.today) {
        case (.none, .none): return said("desk.title.calm", all)
        case (let late, .none): return said("desk.title.late", late)
        case (.none, let today): return said("desk.title.today", today)
        case (let late, let today): return said("desk.title.lateAndToday", late, today)
        }
    }

    /// Small numbers as words, others as figures.
    private func word(_ page: PageContext, _ count: ListCount) -> String {
        let key = TextKey("desk.number.\(count.number)")
        return page.texts.has(key) ? page.text(key) : page.countWord(count)
    }
}
