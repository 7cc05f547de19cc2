# Makes one table of what `go test -bench` prints for many packages: a row for each
# benchmark, a column for each unit, and failures as they come.

/^pkg: / { package = $2; next }

/^Benchmark/ && NF >= 4 {
	row = package " " substr($1, 10)
	rows[++count] = row
	runs[row] = $2
	for (i = 3; i < NF; i += 2) {
		value[row, $(i + 1)] = $i
		if (!($(i + 1) in known)) {
			known[$(i + 1)]
			units[++columns] = $(i + 1)
		}
	}
	if (length(row) > widest) {
		widest = length(row)
	}
	next
}

/^(FAIL|---|panic)/ || /^ +[^ ]+\.go:/ { print; next }

END {
	printf "%-*s %12s", widest, "benchmark", "runs"
	for (c = 1; c <= columns; c++) {
		printf " %14s", units[c]
	}
	print ""
	for (r = 1; r <= count; r++) {
		printf "%-*s %12s", widest, rows[r], runs[rows[r]]
		for (c = 1; c <= columns; c++) {
			printf " %14s", value[rows[r], units[c]]
		}
		print ""
	}
}
