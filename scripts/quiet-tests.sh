#!/bin/sh
# Lets through what a reader of a test run wants to see: failures with their reasons, suites, the count. The whole
# output is in .build/test.log.
exec grep -a --line-buffered -v -E '^(◇|✔ Test (".*"|[A-Za-z_]+\(.*\)) (with|passed)|.* started\.$)'
