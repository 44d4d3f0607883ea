public import ArgumentParser
public import VaultServer

extension LogStyle: ExpressibleByArgument {}
