import Core
import HTML

/// The two ways to choose a period: a month, or a first and a last day (chọn kỳ số liệu).
struct PeriodForms: Component, Sendable {
    let choice: PeriodChoice
    let today: CivilDate
    /// Those of the calendar; no month of another is offered.
    let years: ClosedRange<Int>
    /// The one thing to mend.
    var error: FieldError?

    init(choice: PeriodChoice, today: CivilDate, years: ClosedRange<Int>) {
        self.choice = choice
        self.today = today
        self.years = years
    }

    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.h2(page.text("open.choose"), .class("period"))
        p.div(.class("card period")) { p in
            p.form(.action(Path.statistics), .method(.get), .noValidate(), layout) { p in
                p.put(month(page), in: page)
                p.put(Button(words: page.text("open.choose.month"), weight: .second), in: page)
            }
            p.br()
            p.form(.action(Path.statistics), .method(.get), .noValidate(), layout) { p in
                p.put(day(page, PeriodChoice.fromField, choice.period?.from.iso ?? choice.from), in: page)
                p.put(day(page, PeriodChoice.toField, choice.period?.to.iso ?? choice.to), in: page)
                p.put(Button(words: page.text("open.choose.days"), weight: .second), in: page)
            }
        }
    }

    /// In one line, unless there is an error to read.
    private var layout: Attribute { .when(error == nil, .class("inline")) }

    private func month(_ page: PageContext) -> Field {
        let first = FiguresPeriod.month(to: today).from
        let months = (0..<FiguresPeriod.monthsMost).map { first.adding(months: -$0) }.filter { years.contains($0.year) }
        let shown = choice.period?.from ?? first
        return Field(
            kind: .select(
                months.map { month in
                    let (year, number, _) = month.parts
                    return Field.Choice(
                        value: String(month.iso.prefix(7)),
                        label: page.text(
                            "open.month", ["month": .text(String(number)), "year": .text(String(year))]))
                }),
            name: PeriodChoice.monthField, label: page.text("open.field.thang"), error: said(PeriodChoice.monthField),
            value: choice.month.isEmpty ? String(shown.iso.prefix(7)) : choice.month)
    }

    private func day(_ page: PageContext, _ name: String, _ value: String) -> Field {
        Field(
            kind: .date(max: today.iso), name: name, label: page.text("open.field.\(name)"), error: said(name),
            value: value)
    }

    private func said(_ field: String) -> String? { error?.fieldID == field ? error?.message : nil }
}
