extension [ComponentGiven] {
    /// The same papers under another case (giấy tờ được giữ khi đổi thủ tục).
    ///
    /// Why by name: codes are each procedure's own, so that `tp-1` of one is a birth certificate and of another a plan.
    /// A paper of the same name is the same paper and takes its new code; any other keeps its name beside a code that
    /// the new case does not have, so that nothing handed in is lost or taken for something else.
    ///
    /// - Parameter old: the case they were handed in for; nil if it is no longer known.
    public func carried(from old: Variant?, to new: Variant) -> [ComponentGiven] {
        var free = new.components
        var taken = Set(free.map(\.code))
        return map { given in
            var carried = given
            let name = given.name ?? old?.components.first { $0.code == given.component }?.name
            let same = free.firstIndex { $0.name == name && $0.code == given.component }
            if let place = same ?? free.firstIndex(where: { $0.name == name }) {
                (carried.component, carried.name) = (free.remove(at: place).code, nil)
                return carried
            }
            while !taken.insert(carried.component).inserted {
                carried.component = ComponentCode(carried.component.text + "-truoc")
            }
            carried.name = name ?? given.component.text
            return carried
        }
    }
}
