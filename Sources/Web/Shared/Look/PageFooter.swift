import HTML

/// Bottom of every page: where the counters are, when they are open, whom to call (chân trang).
struct PageFooter: Component, Sendable {
    func write(to p: inout HTMLWriter, in page: PageContext) {
        p.footer(.class("site")) { p in
            p.div(.class("wrap")) { p in
                for place in page.centre.places {
                    p.div { p in
                        if !place.name.isEmpty { p.h2(place.name) }
                        p.p(place.address)
                        p.p(place.hours)
                    }
                }
                if page.centre.telephone != nil || page.centre.mail != nil { writeContact(to: &p, in: page) }
                if !page.links.footer.isEmpty {
                    p.div { p in
                        p.h2(page.text("shell.footer.site"))
                        p.ul(.class("plain")) { p in
                            for link in page.links.footer {
                                p.li { p in p.a(.href(link.target)) { $0.text(link.title) } }
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeContact(to p: inout HTMLWriter, in page: PageContext) {
        p.div { p in
            p.h2(page.text("shell.footer.contact"))
            if let telephone = page.centre.telephone {
                p.p { p in p.a(.href(SafeURL.telephone(telephone))) { $0.text(telephone) } }
            }
            if let mail = page.centre.mail {
                p.p { p in p.a(.href(SafeURL.mail(mail))) { $0.text(mail) } }
            }
        }
    }
}
