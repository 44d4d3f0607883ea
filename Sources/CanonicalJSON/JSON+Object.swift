extension JSON {
    /// The members of a JSON object, kept in canonical order, each key once.
    ///
    /// Keys are ASCII, so that the order of RFC 8785 (UTF-16 code units) is the order of the bytes and no two keys can
    /// look alike. Where a key comes from outside, ask `Object.isKey(_:)` first: to insert any other is a mistake of the
    /// caller and stops the process.
    public struct Object: Sendable, Hashable {
        /// One key and its value.
        public struct Member: Sendable {
            public let key: String
            public let value: JSON
        }

        /// In canonical order.
        public private(set) var members: [Member]

        public init() { members = [] }

        /// Members in any order.
        /// - Returns: nil where a key is there twice or is not ASCII.
        public init?(_ members: [(key: String, value: JSON)]) {
            guard members.allSatisfy({ Object.isKey($0.key) }) else { return nil }
            self.init(asciiKeyed: members.map { Member(key: $0.key, value: $0.value) })
        }

        /// Sorts (only where needed) and refuses duplicates: n log n also for keys in the worst order.
        init?(asciiKeyed members: [Member]) {
            self.members = members
            if members.isStrictlyAscending { return }
            self.members.sort { $0.key.precedesInBytes($1.key) }
            guard self.members.isStrictlyAscending else { return nil }
        }

        /// Whether a text may be a key: ASCII, any length.
        public static func isKey(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

        public var count: Int { members.count }
        public var isEmpty: Bool { members.isEmpty }

        /// In canonical order.
        public var keys: [String] { members.map(\.key) }

        /// The value of a key; setting nil removes the member.
        public subscript(key: String) -> JSON? {
            get {
                let place = place(of: key)
                return place.found ? members[place.index].value : nil
            }
            set {
                let place = place(of: key)
                switch (newValue, place.found) {
                case (let value?, true):
                    members[place.index] = Member(key: key, value: value)
                case (let value?, false):
                    precondition(Object.isKey(key), "a JSON key must be ASCII")
                    members.insert(Member(key: key, value: value), at: place.index)
                case (nil, true):
                    members.remove(at: place.index)
                case (nil, false):
                    break
                }
            }
        }

        private func place(of key: String) -> (index: Int, found: Bool) {
            var low = 0
            var high = members.count
            while low < high {
                let middle = (low + high) / 2
                if members[middle].key.precedesInBytes(key) { low = middle + 1 } else { high = middle }
            }
            return (low, low < members.count && members[low].key.hasSameBytes(as: key))
        }
    }
}

extension JSON.Object.Member: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.key.hasSameBytes(as: right.key) && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
        key.hashBytes(into: &hasher)
        hasher.combine(value)
    }
}

extension [JSON.Object.Member] {
    fileprivate var isStrictlyAscending: Bool {
        zip(self, dropFirst()).allSatisfy { $0.key.precedesInBytes($1.key) }
    }
}
