/// Something that kho and a reference both do.
protocol Measurement {
    var name: String { get }
    var reference: String { get }
    var goal: Goal { get }
    /// Prepares both sides, and checks that both do their work.
    func prepare() throws
    /// One pair, the two sides directly one after the other; `number` counts from 0.
    func pair(_ number: Int) throws -> Pair
}

/// What one pair gave.
struct Pair {
    /// Seconds for one unit of work.
    let kho: Double
    let reference: Double
    /// kho's largest resident set in bytes, where that is measured.
    var residentBytes: Int?
}

enum Goal {
    /// kho takes at most so many times as long.
    case atMost(Double, residentBytes: Int? = nil)
    /// kho does at least so many times as much in the same time.
    case atLeast(Double)
    /// kho takes less than so long, whatever the reference takes.
    case under(seconds: Double)

    /// What is compared: the ratio in the goal's own direction.
    func ratio(_ pair: Pair) -> Double {
        switch self {
        case .atMost, .under: pair.kho / pair.reference
        case .atLeast: pair.reference / pair.kho
        }
    }
}

/// The pairs of one measurement.
struct Comparison {
    let measurement: any Measurement
    let pairs: [Pair]

    static func run(_ measurement: any Measurement, pairs count: Int) throws -> Comparison {
        try measurement.prepare()
        return Comparison(measurement: measurement, pairs: try (0..<count).map { try measurement.pair($0) })
    }

    /// The median of the pairs' ratios, not the ratio of medians: what disturbs a pair disturbs both sides.
    var ratio: Double { pairs.map { measurement.goal.ratio($0) }.median }
    var spread: (Double, Double) {
        let ratios = pairs.map { measurement.goal.ratio($0) }
        return (ratios.min() ?? 0, ratios.max() ?? 0)
    }
    var kho: Double { pairs.map(\.kho).median }
    var reference: Double { pairs.map(\.reference).median }
    var residentBytes: Int? { pairs.compactMap(\.residentBytes).max() }

    var isMet: Bool {
        switch measurement.goal {
        case .atMost(let limit, let memory):
            ratio <= limit && (memory.map { (residentBytes ?? .max) < $0 } ?? true)
        case .atLeast(let limit): ratio >= limit
        case .under(let seconds): kho < seconds
        }
    }
}

extension [Double] {
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
