public import ArgumentParser
public import Messages

extension Language: ExpressibleByArgument {}

/// How every command speaks.
struct OutputOptions: ParsableArguments {
    @Flag(help: "One JSON object per line, for programs.")
    var json = false

    @Option(help: "The language of sentences: vi or en (else LC_ALL, LANG).")
    var lang: Language?
}
