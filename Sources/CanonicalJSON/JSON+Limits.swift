extension JSON {
    /// What a reader takes before it gives up; hostile input costs no more than this.
    public struct Limits: Sendable, Hashable {
        /// The whole text, in bytes.
        public var byteCount: Int
        /// Arrays and objects inside each other.
        public var depth: Int
        /// Values of every kind, the containers included.
        public var elementCount: Int

        public init(byteCount: Int, depth: Int, elementCount: Int) {
            self.byteCount = byteCount
            self.depth = depth
            self.elementCount = elementCount
        }

        public static let standard = Limits(
            // A manifest of 100,000 entries takes about 10 MiB; nothing else that kho reads comes near it.
            byteCount: 16 << 20,
            // kho's deepest document, a validation report, has 8 levels. The reader recurses, and 64 levels fit in
            // the smallest thread stack many times over.
            depth: 64,
            // Three values for each entry of that manifest, doubled and more. A value costs up to about 100 bytes
            // of memory, so the worst text that fits in 16 MiB costs about 100 MB.
            elementCount: 1_000_000)
    }
}
