#!/usr/bin/env bash
# Compares ports4j with other programs on this host, in pairs that alternate, and prints Markdown.
#
#   port-bench/run.sh [--floors DIR] [--pairs N] [--only NAME]... [--patience S] [--npm] [--jars DIR]
#
#   --floors DIR   C programs that do the same work with nothing around it (fdwalk, diag, scanfloor); without it there are no ratios to a floor
#   --pairs N      pairs per comparison (30); fewer give no result, but are quick to try
#   --only NAME    only this part; may be repeated. The parts:
#                    owners         who holds a port, 2000 processes, against fdwalk
#                    nobody         the same of a port that nobody holds, against diag
#                    explain        everything about a port that nobody holds, against a C program that asks the same
#                    table          50,000 sockets without owners, against diag
#                    full           all sockets with owners, against fdwalk: 300 listeners, and 50,000 connections' ends
#                    full-large     200,000 sockets with owners, against fdwalk and ss
#                    freed          from the end of the last holder until free() knows that the port is free, against a C program
#                    growth         time and allocation from 100 to 100,000 sockets and from 100 to 10,000 processes
#                    freeing        what tools to free a port do in 13 scenarios, beside the command ports (root)
#                    peers-owners   who holds a port, against ss, lsof, fuser, netstat, psutil, OSHI, and
#                                   the command ports
#                    cold           the command ports as a whole process, against an empty JVM with the same options, lsof, fuser;
#                                   and once more with 1000 more processes, of few and of many mappings
#                    peers-table    50,000 sockets without owners, against ss, netstat
#                    peers-full     50,000 sockets with owners, against ss, lsof, netstat, psutil, OSHI
#                    interfaces     1000 network interfaces, against a C program that asks the kernel the same
#                    peers-interfaces  the same, against ip
#                    allocation     bytes allocated per call
#                    scan           all of the following, each in a laboratory of network namespaces (root), against nmap and scanfloor:
#                    scan-loopback, scan-portable   65,535 ports of the loopback, by the engine of the system and by the portable one
#                    scan-filtered  65,535 ports of a host that answers at few
#                    scan-delayed   65,535 ports over 20 ms and 1 % loss in each direction
#                    scan-street    1000 ports of 50 hosts
#                    scan-growth    time and memory from 10,000 to 16 million probes
#   --patience S   seconds that a pair waits for the machine to have nothing else to do (2)
#   --npm          fetches kill-port and fkill from npm, to be compared by the part freeing
#   --jars DIR     what to measure: the jars that `mvn package` puts into port-bench/target/bench (built if they are missing or old)
#
# Needs a JDK, Maven, a C compiler; peers that are not installed are left out. Run as root, as others' descriptors are read.
# A figure is a ratio of two that were measured in turns; times of different runs are not comparable and are not printed.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$bench")
target=$bench/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

floors=
pairs=30
patience=2
npm=
jars=
only=()
scans=(scan-loopback scan-portable scan-filtered scan-delayed scan-street scan-growth)
parts=(owners nobody explain table full full-large freed growth freeing cold peers-owners peers-table peers-full interfaces peers-interfaces allocation "${scans[@]}")

die() {
    echo "run.sh: $*" >&2
    exit 2
}

while (($#)); do
    case $1 in
        --floors) floors=${2:?--floors needs a folder}; shift 2 ;;
        --pairs) pairs=${2:?--pairs needs a number}; shift 2 ;;
        --only)
            if [[ ${2:?--only needs a name} == scan ]]; then only+=("${scans[@]}"); else only+=("$2"); fi
            shift 2
            ;;
        --patience) patience=${2:?--patience needs seconds}; shift 2 ;;
        --npm) npm=yes; shift ;;
        --jars) jars=${2:?--jars needs a folder}; shift 2 ;;
        -h | --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        *) die "unknown option '$1'; see --help" ;;
    esac
done
((${#only[@]})) || only=("${parts[@]}")
for part in "${only[@]}"; do
    [[ " ${parts[*]} " == *" $part "* ]] || die "no part '$part', there are ${parts[*]}"
done
if [[ -n $floors ]]; then
    wanted=()
    for part in "${only[@]}"; do
        case $part in
            owners | full | full-large) wanted+=(fdwalk) ;;
            nobody | table) wanted+=(diag) ;;
            scan-loopback | scan-portable) wanted+=(scanfloor) ;;
        esac
    done
    for program in "${wanted[@]}"; do
        [[ -x $floors/$program ]] || die "no program $program in the folder of floors: build them first"
    done
fi

# --- what is started, and how it ends ---

load_pid=
load_input=
java_pid=

end_load() {
    if [[ -n $load_pid ]]; then
        exec {load_input}>&-
        wait "$load_pid" || true
        load_pid=
    fi
}

end_all() {
    if [[ -n $java_pid ]]; then
        kill "$java_pid" 2> /dev/null || true
        wait "$java_pid" || true
    fi
    end_load
}
trap end_all EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# with_load WORKLOAD COMMAND...: the command, while the workload stands; its options are words of the first argument
with_load() {
    local words
    read -r -a words <<< "$1"
    coproc LOAD { exec "$target/workload" "${words[@]}"; }
    load_pid=$LOAD_PID
    exec {load_input}>&"${LOAD[1]}"
    eval "exec ${LOAD[1]}>&-"
    local ready
    read -r -t 120 ready <&"${LOAD[0]}" || die "the workload $1 does not stand"
    shift
    "$@"
    end_load
}

# with_interfaces COMMAND...: the command, in a network namespace of its own with 500 virtual cables
with_interfaces() {
    unshare --net bash -c '
        ip link set lo up
        for ((i = 0; i < 500; i++)); do
            printf "link add a%d type veth peer name b%d\nlink set a%d up\nlink set b%d up\n" $i $i $i $i
        done | ip -batch -
        "$@"' bash "$@"
}

# with_laboratory [MICROSECONDS LOST-OF-A-MILLION SEED] -- COMMAND...: the command, while the laboratory of the tests stands; $inside is
# what enters the scanner's namespace
with_laboratory() {
    local path=()
    while [[ $1 != -- ]]; do
        path+=("$1")
        shift
    done
    shift
    coproc LOAD {
        exec "$java" --enable-native-access=ALL-UNNAMED "-Dbasedir=$root/port-it" -cp "$root/port-it/target/test-classes:$root/port-posix/target/test-classes:$jars/*" \
            io.github.ports4j.it.scan.LaboratoryProgram "${path[@]}"
    }
    load_pid=$LOAD_PID
    exec {load_input}>&"${LOAD[1]}"
    eval "exec ${LOAD[1]}>&-"
    local ready
    read -r -t 120 ready <&"${LOAD[0]}" || die "the laboratory does not stand"
    inside=(nsenter "--net=${ready#READY }")
    "$@"
    inside=()
    end_load
}
inside=()
heap=()

# in_jvm CLASS ARGUMENT...: waits in a way that a signal to this script interrupts
in_jvm() {
    "${inside[@]}" "$java" "${heap[@]}" --enable-native-access=ALL-UNNAMED -cp "$jars/*" "io.github.ports4j.bench.$1" "${@:2}" < /dev/null &
    java_pid=$!
    wait "$java_pid"
    java_pid=
}

# --- what is measured ---

build() {
    if [[ -z $jars ]]; then
        jars=$target/bench
        if [[ ! -d $jars || -n $(find "$root"/port-*/src/main "$root"/port-*/pom.xml "$root/pom.xml" -newer "$jars" -type f -print -quit 2> /dev/null) ]]; then
            mvn -q -B -f "$root/pom.xml" -pl port-bench,port-it -am -DskipTests -Dspotless.check.skip=true package >&2
            touch "$jars"
        fi
    fi
    mkdir -p "$target"
    cc -O2 -o "$target/workload" "$bench/src/main/c/workload.c"
    for program in interfaces explain holder; do
        cc -O2 -o "$target/$program" "$bench/src/main/c/$program.c"
    done
    "${java}c" -d "$target/empty" "$bench/src/main/java/io/github/ports4j/bench/Empty.java"
}

# paired WORKLOAD QUESTION ARGUMENT...
paired() {
    with_load "$1" in_jvm Paired "$2" --pairs "$pairs" --patience "$patience" "${@:3}"
}

# in_interfaces ARGUMENT...: the question of the interfaces, where there are many
in_interfaces() {
    with_interfaces "$java" --enable-native-access=ALL-UNNAMED -cp "$jars/*" io.github.ports4j.bench.Paired interfaces \
        --pairs "$pairs" --patience "$patience" "$@" < /dev/null &
    java_pid=$!
    wait "$java_pid"
    java_pid=
}

# floor WORKLOAD QUESTION CALLS BOUND ANSWER PROGRAM ARGUMENT...; a bound of 0 is none
floor() {
    if [[ -z $floors ]]; then
        echo "No folder of C floors was given: no ratio to them."
        echo
        return
    fi
    paired "$1" "$2" --calls "$3" --bound "$4" --port "${port:-18080}" --floor "$5" "$floors/$6" "${@:7}" ';'
}

# cold WORKLOAD BOUND: whole processes of the command, less an empty JVM as the script ports starts it, and beside others; BOUND in ms
cold() {
    peers=()
    peer '(?m)^(\d+)$' lsof -nP -iTCP:18080 -sTCP:LISTEN -t
    peer '(\d+)' fuser 18080/tcp
    with_load "$1" in_jvm Paired owners --pairs "$pairs" --patience "$patience" --bound "$2" \
        --ours '(?m) pid (\d+)$' "$root/ports" who 18080 ';' \
        --part "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable \
        -cp "$target/empty" io.github.ports4j.bench.Empty ';' \
        "${peers[@]}"
}

# Each peer that is installed, as arguments of Paired; what it prints of each find comes first.
peers=()
peer() {
    if command -v "$2" > /dev/null; then
        peers+=(--program "$@" ';')
    else
        echo "$2 is not installed."
        echo
    fi
}

# The same of a program in Python that uses psutil.
psutil_peer() { # REGEX PROGRAM
    if python3 -c 'import psutil' 2> /dev/null; then
        peers+=(--program "$1" python3 -c "import psutil; $2" ';')
    else
        echo "psutil is not installed."
        echo
    fi
}

# scan QUESTION BOUND ARGUMENT...: in the laboratory that stands; a bound of 0 is none
scan() {
    in_jvm Paired "$1" --calls 1 --pairs "$pairs" --fewest "$fewest" --patience "$patience" --bound "$2" "${@:3}"
}

# scan_floor MODE: the arguments for the C floor in this mode, if there is one
scan_floor() {
    floor_arguments=()
    if [[ -n $floors ]]; then
        floor_arguments=(--scan-floor "$floors/scanfloor" -m "$1" -T 2 127.0.0.1 1 65535 ';')
    fi
}

# few N: where a pair takes long, N pairs at most, which are a result
few() {
    if ((pairs > $1)); then pairs=$1; fi
    fewest=$1
    echo "Of $pairs pairs, as one takes long."
    echo
}

# scan_loopback QUESTION MODE BOUND [MODE BOUND]...
scan_loopback() {
    local question=$1
    shift
    while (($#)); do
        scan_floor "$1"
        if ((${#floor_arguments[@]})); then scan "$question" "$2" "${floor_arguments[@]}"; fi
        shift 2
    done
    if ((${#peers[@]})); then scan "$question" 0 "${peers[@]}"; fi
}

# freeing: one run of each tool in each scenario, played by the scene of the tests
freeing() {
    local modules=()
    if [[ -n $npm ]]; then
        npm install --silent --no-fund --no-audit --prefix "$target/npm" kill-port@2.0.1 fkill@10.0.3 > /dev/null
        modules=("$target/npm")
    fi
    "$root/ports" --version > /dev/null
    "$java" --enable-native-access=ALL-UNNAMED "-Dbasedir=$root/port-it" -cp "$root/port-it/target/test-classes:$root/port-posix/target/test-classes:$jars/*" \
        io.github.ports4j.it.peers.FreeingTable "$root/ports" "${modules[@]}" < /dev/null &
    java_pid=$!
    wait "$java_pid"
    java_pid=
    echo
}

open='(?m)^\d+/tcp +open'

measure() {
    local pairs=$pairs fewest=30
    peers=()
    case $1 in
        owners)
            echo "### Who holds a port: 2000 processes with 20 descriptors each, five of them on the port"
            echo
            floor W2 owners 3 1.15 owners fdwalk --port 18080 --threads 2
            ;;
        nobody)
            echo "### Who holds a port that nobody holds: 2000 processes"
            echo
            port=18079 floor W2 owners 101 1.5 socks diag --fam compat --states 400 --sport 18079
            ;;
        table)
            echo "### All TCP sockets without owners: 50,000 established"
            echo
            floor W4 table 5 1.1 socks diag --fam compat
            ;;
        explain)
            echo "### Everything about a port that nobody holds: 2000 processes"
            echo
            paired W2 explain --calls 101 --bound 1.5 --port 18079 --floor holders "$target/explain" 18079 ';'
            ;;
        full)
            echo "### All TCP sockets with owners: 300 processes with a listener each"
            echo
            floor W1 full 5 1.25 match fdwalk --all --threads 2
            echo "### All TCP sockets with owners: 50,000 established in 5 processes"
            echo
            floor W4 full 3 1.25 match fdwalk --all --threads 2
            ;;
        full-large)
            echo "### All TCP sockets with owners: 200,000 established in 20 processes"
            echo
            floor W5 full 1 1.3 match fdwalk --all --threads 2
            few 6
            peer '(?m)^.+users:' ss -Htanp
            paired W5 full --calls 1 --fewest "$fewest" "${peers[@]}"
            ;;
        freed)
            echo "### From the end of the last holder until the port is known to be free"
            echo
            in_jvm FreedLatency "$target/holder" "$target/explain" "$pairs"
            ;;
        growth)
            echo "### Time and allocation of the socket table as it grows"
            echo
            in_jvm TableGrowth "$target/workload"
            ;;
        freeing)
            echo "### Getting a port back, beside others"
            echo
            freeing
            ;;
        peers-owners)
            echo "### Who holds a port, beside others: 2000 processes with 20 descriptors each, five of them on the port"
            echo
            peer 'pid=(\d+)' ss -Hltnp sport = :18080
            peer '(?m)^(\d+)$' lsof -nP -iTCP:18080 -sTCP:LISTEN -t
            peer '(\d+)' fuser 18080/tcp
            peer ':18080 .* (\d+)/' netstat -tlnp
            psutil_peer '(?m)^(\d+)$' 'print(*{c.pid for c in psutil.net_connections("tcp") if c.laddr.port == 18080}, sep="\n")'
            peer '"pid":(\d+)' "$root/ports" who 18080 --json
            paired W2 owners "${peers[@]}" --oshi
            ;;
        cold)
            echo "### The command, cold: who holds a port"
            echo
            local bound=110
            if (($("$java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p') >= 24)); then bound=70; fi
            cold "W2 --processes 1 --sharers 1" "$bound"
            echo "With 1000 more processes, five of which hold the port:"
            echo
            cold "W2 --processes 1000" 0
            echo "With 1000 more processes, each with 200 mappings of files, as a program in Python has:"
            echo
            cold "W2 --processes 1000 --mappings 200" 0
            ;;
        peers-table)
            echo "### All TCP sockets without owners, beside others: 50,000 established"
            echo
            peer '(?m)^.+$' ss -Htan
            peer '(?m)^tcp' netstat -tan
            paired W4 table "${peers[@]}"
            ;;
        peers-full)
            echo "### All TCP sockets with owners, beside others: 50,000 established in 5 processes"
            echo
            peer '(?m)^.+users:' ss -Htanp
            peer '(?m) TCP ' lsof -nP -iTCP
            peer '(?m)^tcp.* \d+/' netstat -tanp
            psutil_peer '(?m)^\d+$' 'print(*(c.pid for c in psutil.net_connections("tcp") if c.pid), sep="\n")'
            paired W4 full "${peers[@]}" --oshi
            ;;
        interfaces)
            echo "### 1000 network interfaces, up, with an address each"
            echo
            in_interfaces --calls 11 --bound 2 --floor interfaces "$target/interfaces" ';'
            ;;
        peers-interfaces)
            echo "### 1000 network interfaces, beside others"
            echo
            peer '"ifname":' ip -j -s addr
            in_interfaces "${peers[@]}"
            ;;
        allocation)
            echo "### Bytes allocated per call"
            echo
            in_jvm Allocation "$target/workload"
            ;;
        scan-loopback | scan-portable)
            [[ $1 == scan-loopback ]] && engine="engine of the system" || engine="portable engine"
            echo "### 65,535 ports of the loopback, 20 of them open, by the $engine"
            echo
            peer "$open" nmap -sT -Pn -n -T4 -p- 127.0.0.1
            peer "$open" nmap -sT -Pn -n -T5 --min-rate 100000 --min-parallelism 900 -p- 127.0.0.1
            if [[ $1 == scan-loopback ]]; then
                with_laboratory -- scan_loopback scan_loopback block 1.087
            else
                with_laboratory -- scan_loopback scan_portable epoll 1.111 block 2.222
            fi
            ;;
        scan-filtered)
            echo "### 65,535 ports of a host that answers at 1012 and is silent at the others"
            echo
            few 6
            peer "$open" nmap -sT -Pn -n -T5 -p- 10.77.0.2
            with_laboratory -- scan scan_filtered 0 "${peers[@]}"
            ;;
        scan-delayed)
            echo "### 65,535 ports over 20 ms and 1 % loss in each direction"
            echo
            few 6
            peer "$open" nmap -sT -Pn -n -T5 -p- 10.78.0.3
            with_laboratory 10000 10000 1 -- scan scan_delayed 0 "${peers[@]}"
            ;;
        scan-street)
            echo "### 1000 ports of 50 hosts, 100 of them silent"
            echo
            peer "$open" nmap -sT -Pn -n -T5 -p 1-1000 10.77.1.1-50
            with_laboratory -- scan scan_street 0 "${peers[@]}"
            ;;
        scan-growth)
            echo "### Time and memory of a scan as it grows"
            echo
            heap=(-Xmx64m -XX:+UseSerialGC)
            with_laboratory -- in_jvm ScanGrowth
            heap=()
            ;;
    esac
}

# version PROGRAM ARGUMENT...: the first line that it says of its version
version() {
    command -v "$1" > /dev/null && "$@" 2>&1 | grep -m 1 -E '[0-9]+\.[0-9]+|[0-9]{6}' || true
}

machine() {
    echo "Measured $(date -u +%F) on $(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)," \
        "$(uname -s) $(uname -r), $("$java" -version 2>&1 | sed -n '2p')."
    echo
    {
        version ss -V
        version lsof -v | sed 's/^ */lsof /'
        version fuser -V
        version netstat -V
        version nmap -V
        python3 -c 'import psutil; print("psutil", psutil.__version__)' 2> /dev/null || true
    } | sed 's/^/- /'
    echo
    echo "A ratio is the median of $pairs ratios of pairs that were measured in turns, with its 95 % interval by order" \
        "statistics. Ours is called in a warm JVM. Who comes first changes from pair to pair, and what takes less than two seconds runs" \
        "for 200 ms before it is measured: after an idle moment a processor is slow."
    echo
}

build
machine
for part in "${only[@]}"; do
    measure "$part"
done
