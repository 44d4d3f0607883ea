/// Figures in the text format that Prometheus reads (version 0.0.4).
struct FigureText {
    private(set) var text = ""

    /// A family of samples.
    /// - Parameter samples: labels as they stand between the braces, made of this program's own words alone.
    mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples {
            text += "\(name)\(sample.labels.isEmpty ? "" : "{\(sample.labels)}") \(sample.value)\n"
        }
    }

    mutating func add(_ name: String, _ type: String, _ help: String, _ value: Int) {
        add(name, type, help, [("", String(value))])
    }

    mutating func add(_ name: String, _ help: String, _ histograms: [String: DurationHistogram]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) histogram\n"
        for (kind, histogram) in histograms.sorted(by: { $0.key < $1.key }) {
            for (bound, count) in histogram.cumulative {
                text += "\(name)_bucket{kind=\"\(kind)\",le=\"\(bound)\"} \(count)\n"
            }
            text += "\(name)_bucket{kind=\"\(kind)\",le=\"+Inf\"} \(histogram.count)\n"
            text += "\(name)_sum{kind=\"\(kind)\"} \(histogram.sum)\n"
            text += "\(name)_count{kind=\"\(kind)\"} \(histogram.count)\n"
        }
    }
}
