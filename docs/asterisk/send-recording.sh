#!/bin/sh
# Sends the recording of a call to lckm, from where a connection broke (tus 1.0). Asterisk calls it when a
# recording is complete; see README.md beside it. Called again for the same call it changes nothing.
#
#   LCKM_ORIGIN=https://lckm.example LCKM_SECRET_FILE=/etc/asterisk/lckm-secret \
#     send-recording.sh CALL FILE STARTED SECONDS [AGENT]
#
# STARTED is ISO 8601 with its zone, AGENT the login of the consultant who answered.
set -eu

call=$1 file=$2 started=$3 seconds=$4 agent=${5:-}
endpoint="$LCKM_ORIGIN/api/recordings"
# The server takes pieces of up to four megabytes.
piece=$((2 * 1024 * 1024))
tries=60

size=$(stat -c %s "$file")
sha256=$(sha256sum "$file" | cut -d' ' -f1)
encoded() { printf %s "$1" | base64 -w0; }
metadata="call $(encoded "$call"),started $(encoded "$started"),seconds $(encoded "$seconds"),sha256 $(encoded "$sha256")"
[ -z "$agent" ] || metadata="$metadata,agent $(encoded "$agent")"

# The secret stands in a file and in no list of processes.
ask() {
	printf 'header = "Authorization: Bearer %s"\n' "$(cat "$LCKM_SECRET_FILE")" |
		curl --silent --show-error --max-time 120 --config - --header 'Tus-Resumable: 1.0.0' "$@"
}
header() { tr -d '\r' | awk -v name="$1" 'tolower($1) == name ":" { print $2 }'; }

refused() {
	printf 'lckm refused the recording of call %s: %s\n' "$call" "$(printf '%s\n' "$1" | head -n 1)" >&2
	exit 1
}

part=$(mktemp)
trap 'rm -f "$part"' EXIT
address=
offset=0
while [ "$tries" -gt 0 ]; do
	tries=$((tries - 1))
	if [ -z "$address" ]; then
		answer=$(ask --dump-header - --output /dev/null --request POST \
			--header "Upload-Length: $size" --header "Upload-Metadata: $metadata" "$endpoint") || {
			sleep 30
			continue
		}
		case $answer in
		*' 201'*) address="$LCKM_ORIGIN$(printf '%s\n' "$answer" | header location)" offset=0 ;;
		# It was refused for what it is: sending it again does not make it right.
		*' 400'* | *' 401'* | *' 404'* | *' 409'* | *' 410'*)
			refused "$answer"
			;;
		*)
			sleep 30
			continue
			;;
		esac
	fi
	# How far it got is what the server says, and nothing else.
	while [ "$offset" -lt "$size" ]; do
		tail -c +$((offset + 1)) "$file" | head -c "$piece" >"$part"
		answer=$(ask --dump-header - --output /dev/null --request PATCH \
			--header 'Content-Type: application/offset+octet-stream' \
			--header "Upload-Offset: $offset" --data-binary "@$part" "$address") || break
		case $answer in
		*' 204'*) offset=$(printf '%s\n' "$answer" | header upload-offset) ;;
		*' 409'* | *' 410'* | *' 415'* | *' 460'*) refused "$answer" ;;
		*) break ;;
		esac
	done
	[ "$offset" -lt "$size" ] || exit 0
	sleep 10
	# Where it broke off; without an answer it begins anew.
	offset=$(ask --head "$address" | header upload-offset) || offset=
	if [ -z "$offset" ]; then
		address=
		offset=0
	fi
done
printf 'lckm could not be reached for the recording of call %s\n' "$call" >&2
exit 1
