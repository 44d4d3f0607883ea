/// Values up to a weight in all; where there is no room for another, those go that were used longest ago.
struct RecentlyUsed<Key: Hashable, Value> {
    private struct Node {
        let key: Key
        let value: Value
        let weight: Int
        /// The neighbours by time of use; nil at the ends.
        var newer: Int?
        var older: Int?
    }

    let capacity: Int
    private(set) var weight = 0
    private var places: [Key: Int] = [:]
    private var nodes: [Node?] = []
    private var free: [Int] = []
    private var newest: Int?
    private var oldest: Int?

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { places.count }

    /// The value of a key, which is the one used last from now on.
    mutating func value(_ key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        if place != newest, let node = nodes[place] {
            unlink(node)
            link(place)
        }
        return nodes[place]?.value
    }

    /// Keeps a value in the place of any other of its key; one that is heavier than all may be is not kept.
    mutating func keep(_ value: Value, _ key: Key, weight: Int) {
        remove(key)
        guard weight <= capacity else { return }
        while self.weight + weight > capacity, let oldest, let node = nodes[oldest] { remove(node.key) }
        let node = Node(key: key, value: value, weight: weight)
        let place: Int
        if let last = free.popLast() {
            place = last
            nodes[place] = node
        } else {
            place = nodes.count
            nodes.append(node)
        }
        places[key] = place
        self.weight += weight
        link(place)
    }

    mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key), let node = nodes[place] else { return }
        unlink(node)
        nodes[place] = nil
        free.append(place)
        weight -= node.weight
    }

    private mutating func link(_ place: Int) {
        nodes[place]?.newer = nil
        nodes[place]?.older = newest
        if let newest { nodes[newest]?.newer = place }
        newest = place
        if oldest == nil { oldest = place }
    }

    private mutating func unlink(_ node: Node) {
        if let newer = node.newer { nodes[newer]?.older = node.older } else { newest = node.older }
        if let older = node.older { nodes[older]?.newer = node.newer } else { oldest = node.newer }
    }
}
