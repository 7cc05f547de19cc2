# Runs one PostgreSQL server: makes it, says "up" when it answers, and removes it
# when standard input ends, which is when the test process that started it is gone.
trap '' PIPE # or that process, gone early, would end this script at its "up"
programs=$1
folder=$2

fail() {
	cat "$folder/log" >&2
	exit 1
}

"$programs/initdb" --pgdata="$folder/data" --username=postgres --pwfile="$folder/password" \
	--auth-local=trust --auth-host=password --encoding=UTF8 --no-locale --no-sync \
	>"$folder/log" 2>&1 || fail
cat "$folder/settings" >>"$folder/data/postgresql.conf"
"$programs/pg_ctl" start --pgdata="$folder/data" --log="$folder/log" --wait --silent \
	>>"$folder/log" 2>&1 || fail
echo up

cat >/dev/null
"$programs/pg_ctl" stop --pgdata="$folder/data" --mode=immediate --silent >/dev/null 2>&1
cd / && rm -rf "$folder"
