package io.github.ports4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller who calls it wrongly is told: one line, a pointer to the help, exit state 2, and no port is asked for. */
class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "who 0             | not a port: 0; a port is 1 to 65535",
                "who 65536         | not a port: 65536; a port is 1 to 65535",
                "who -1            | not a port: '-1'; a port is 8080, 8080/tcp or 8080/udp",
                "who abc           | not a port: 'abc'; a port is 8080, 8080/tcp or 8080/udp",
                "who 80/sctp       | not a protocol: 'sctp'; it is tcp or udp",
                "who 80 99999      | not a port: 99999; a port is 1 to 65535",
                "who               | missing required parameter: 'PORT'",
                "who --no          | unknown option: '--no'",
                "who 80 --no       | unknown option: '--no'",
                "list 5            | one too many: '5'",
                "list --port 9-5   | a reversed range: 9-5",
                "list --port 0     | not a port: 0; a port is 1 to 65535",
                "list --port 1-x   | not a port or a range: '1-x'; write 8080 or 8000-8100",
                "list --port       | missing required parameter for option '--port' (N[-M])",
                "list --pid 0      | not a pid: '0'; a pid is a positive number such as 4711",
                "list --pid x      | not a pid: 'x'; a pid is a positive number such as 4711",
                "list --all --connected | --all and --connected exclude each other",
                "free 80 --ladder X      | not a step: 'X'; a ladder is TERM:5s,KILL:2s",
                "free 80 --ladder STOP:1s | not a signal: 'STOP'; known are [TERM, HUP, INT, KILL, QUIT, USR1, USR2, CONT]",
                "free 80 --ladder CONT:1s | CONT ends no process; it is sent by itself after a signal to a stopped one",
                "free 80 --settle 5      | not a duration: '5'; write 250ms, 5s or 10m",
                "free 80 --within -1s    | not a duration: '-1s'; write 250ms, 5s or 10m",
                "free 80 --allow self    | 'self' can't be allowed by anybody; what can be allowed is"
                        + " container-forwarder, sshd, shared, control-center",
                "free 80 --allow no      | not a protection: 'no'; what can be allowed is container-forwarder, sshd,"
                        + " shared, control-center",
                "kill abc          | not a pid: 'abc'; a pid is a positive number such as 4711",
                "kill -1           | not a pid: '-1'; a signal is given by --ladder KILL:2s",
                "kill -9 4711      | not a pid: '-9'; a signal is given by --ladder KILL:2s",
                "kill 99999999999999999999 | not a pid: '99999999999999999999'; a pid is a positive number such as 4711",
                "list --names=x    | invalid value for option '--names': 'x' is not a boolean",
                "interfaces eth0   | one too many: 'eth0'",
                "interfaces --no   | unknown option: '--no'",
                "stats bogus       | unknown protocol 'bogus'; known are ip, ip6, icmp, icmp6, tcp, udp, udp6, udplite,"
                        + " udplite6, mptcp, igmp, sctp, dccp",
                "stats --since 5   | not a duration: '5'; write 250ms, 5s or 10m",
                "stats --since 0s  | not a time for --since: '0s'; it is more than 0s and at most 24h",
                "stats --since 1441m | not a time for --since: '1441m'; it is more than 0s and at most 24h",
                "stats --since     | missing required parameter for option '--since' (TIME)",
                "scan              | missing required parameter: 'HOST'",
                "scan --udp        | missing required parameter: 'HOST'",
                "scan h --no       | unknown option: '--no'",
                "scan h -p 0       | not a port: 0; a port is 1 to 65535",
                "scan h -p 65536   | not a port: 65536; a port is 1 to 65535",
                "scan h -p 9-5     | a reversed range: 9-5",
                "scan h -p 80,     | not a port or a range: ''; write 8080 or 8000-8100",
                "scan h -p         | missing required parameter for option '--port' (PORTS)",
                "scan h -p 1 -p 2  | option '--port' (PORTS) should be specified only once",
                "scan h:80         | not a host: 'h:80'; write a name, an address or a block such as 192.0.2.0/24",
                "scan 192.0.2.1/24 | not a host: '192.0.2.1/24'; the address has bits set behind the prefix",
                "scan 0.0.0.0/0    | not a host: '0.0.0.0/0'; that are more than 1048576 addresses",
                "scan h --rate 0   | not a rate: 0; it is at least 1",
                "scan h --rate x   | not a number for --rate: 'x'",
                "scan h --rate 99999999999 | not a number for --rate: '99999999999'",
                "scan h --in-flight 0      | not a number of attempts: 0; it is at least 1",
                "scan h --retries 10       | not a number of retries: 10; it is 0 to 9",
                "scan h --retries -1       | not a number of retries: -1; it is 0 to 9",
                "scan h --timeout 5        | not a duration: '5'; write 250ms, 5s or 10m",
                "scan h --timeout 0s       | not a timeout: 0s; it is 1ms to 1m",
                "scan h --timeout 2m       | not a timeout: 2m; it is 1ms to 1m",
                "scan h --seed 1.5         | not a number for --seed: '1.5'",
                "scan h --shard 0/8        | not a shard: '0/8'; write 2/8 for the second of eight",
                "scan h --shard 9/8        | not a shard: '9/8'; write 2/8 for the second of eight",
                "scan h --shard x          | not a shard: 'x'; write 2/8 for the second of eight",
                "scan h --shard 1/0        | not a shard: '1/0'; write 2/8 for the second of eight",
                "scan h --at-most 0        | not a limit: 0; it is 1 to 1073741824",
                "scan 10.0.0.0/12          | more than 20000000 ports of addresses; --at-most N allows more",
                "scan h --at-most 1024 192.0.2.1 --udp --tcp | more than 1024 ports of addresses; --at-most N"
                        + " allows more",
                "scan h --resume f         | --resume takes its hosts from the file; 'h' is one too many",
                "scan --resume f -p 1      | --resume scans as its file says; --port can't be added",
                "scan --resume f --rate 1  | --resume scans as its file says; --rate can't be added",
                "scan --merge f --shard 1/2 | --merge scans as its file says; --shard can't be added",
                "scan h --merge f          | --merge takes its hosts from the file; 'h' is one too many",
                "scan --merge f --resume g | --merge and --resume exclude each other",
                "scan --merge              | missing required parameter for option '--merge' at index 0 (FILE)",
                "scan --merge /nowhere/f   | /nowhere/f can't be read: there is no such file",
                "scan h --save /nowhere/f  | /nowhere/f can't be written: there is no folder /nowhere",
                "scan h --save /dev/null   | /dev/null can't be written: it is no regular file",
                "scan h --save /           | / can't be written: it is no regular file",
                "open              | missing required parameter: 'PORT'",
                "open --from any   | missing required parameter: 'PORT'",
                "open 8080         | say from where: --from 192.168.1.0/24, or --from any",
                "open 8080 --for 10m --dry-run | say from where: --from 192.168.1.0/24, or --from any",
                "deny 8080         | say from where: --from 192.168.1.0/24, or --from any",
                "open 8080 --from  | missing required parameter for option '--from' (CIDR)",
                "open 0 --from any | not a port: 0; a port is 1 to 65535",
                "open 65536 --from any   | not a port: 65536; a port is 1 to 65535",
                "open 1-65536 --from any | not a port: 65536; a port is 1 to 65535",
                "open 9-5 --from any     | a reversed range: 9-5",
                "open -1 --from any      | not a port: '-1'; write 8080, 8080/udp, 8000-8100 or 8000-8100/udp",
                "open http --from any    | not a port: 'http'; write 8080, 8080/udp, 8000-8100 or 8000-8100/udp",
                "open 80/tcp/udp --from any | not a port: '80/tcp/udp'; a port is 8080, 8080/tcp or 8080/udp",
                "open 80,81 --from any   | not a port: '80,81'; write 8080, 8080/udp, 8000-8100 or 8000-8100/udp",
                "open 80/sctp --from any | not a protocol: 'sctp'; it is tcp or udp",
                "open 80 81/x --from any | not a protocol: 'x'; it is tcp or udp",
                "open 80 --from host     | not an address or a block: 'host'; write an address or a block such as"
                        + " 192.0.2.0/24",
                "open 80 --from all      | not an address or a block: 'all'; write an address or a block such as"
                        + " 192.0.2.0/24",
                "open 80 --from 10.0.0.0/33 | not an address or a block: '10.0.0.0/33'; behind the / stands a number"
                        + " from 0 to 32",
                "open 80 --from 10.0.0.1/8  | not an address or a block: '10.0.0.1/8'; the address has bits set behind"
                        + " the prefix",
                "open 80 --from any,fe80::1%eth0 | not an address or a block: 'fe80::1%eth0'; write an address or a"
                        + " block such as 192.0.2.0/24",
                "open 80 --from any --label a+b  | not a label: 'a+b'; 1 to 16 letters, digits and . _ -",
                "open 80 --from any --label 12345678901234567 | not a label: '12345678901234567'; 1 to 16 letters,"
                        + " digits and . _ -",
                "open 80 --from any --interface et/h0 | not the name of an interface: 'et/h0'; write one such as eth0",
                "open 80 --from any --interface 1234567890123456 | not the name of an interface: '1234567890123456';"
                        + " write one such as eth0",
                "open 80 --from any --for -1s    | not a duration: '-1s'; write 250ms, 5s or 10m",
                "open 80 --from any --for 10     | not a duration: '10'; write 250ms, 5s or 10m",
                "open 80 --from any --for 0s     | a rule lasts at least a moment and at most 365 days, not 0s",
                "open 80 --from any --for 8761h  | a rule lasts at least a moment and at most 365 days, not 525660m",
                "deny 80 --from any --into-blocking-chain | unknown option: '--into-blocking-chain'",
                "close             | say what to close: a port, or --label TEXT, or --id ID, or --all",
                "close 80 --all    | say what to close: a port, or --label TEXT, or --id ID, or --all; one of them",
                "close --label a --id 1a2b3c4d | say what to close: a port, or --label TEXT, or --id ID, or --all; one of"
                        + " them",
                "close 0           | not a port: 0; a port is 1 to 65535",
                "close --id 1a2b   | not the id of a rule: '1a2b'; 'ports firewall' shows them",
                "close --id 1A2B3C4D | not the id of a rule: '1A2B3C4D'; 'ports firewall' shows them",
                "close --label a+b | not a label: 'a+b'; 1 to 16 letters, digits and . _ -",
                "close --id        | missing required parameter for option '--id' at index 0 (ID)",
                "firewall 80       | one too many: '80'",
                "firewall --query 80 | a question is --query 8080 --from 192.0.2.7",
                "firewall --from any | a question is --query 8080 --from 192.0.2.7",
                "firewall --query 80-90 --from 192.0.2.7 | not a port: '80-90'; a port is 8080, 8080/tcp or 8080/udp",
                "firewall --query 80 --from any | not an address or a block: 'any'; write an address or a block such as"
                        + " 192.0.2.0/24",
                "firewall --query 80 --from 192.0.2.7 --sweep | --sweep and --query exclude each other",
                "help who free     | one too many: 'free'"
            })
    void saysWhatIsWrong(String arguments, String message) {
        String[] args = arguments.split(" +");
        CommandRun run = CommandRun.withoutPorts(args);
        String caller = "ports " + args[0];
        assertThat(run.err).isEqualTo(caller + ": " + message + "\ntry '" + caller + " --help'\n");
        assertThat(run.out).isEmpty();
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void unknownCommandAndOption() {
        CommandRun command = CommandRun.withoutPorts("bogus");
        assertThat(command.err).isEqualTo("""
                        ports: unknown command: 'bogus'; known are list, who, free, kill, scan, interfaces, stats, open, deny, close, firewall, help, completion
                        try 'ports --help'
                        """);
        assertThat(command.status).isEqualTo(2);
        CommandRun option = CommandRun.withoutPorts("--bogus");
        assertThat(option.err).isEqualTo("ports: unknown option: '--bogus'\ntry 'ports --help'\n");
        assertThat(option.status).isEqualTo(2);
    }

    @Test
    void noCommandPrintsTheHelpToStandardError() {
        CommandRun run = CommandRun.withoutPorts();
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("Usage: ports COMMAND").contains("ports who 8080 ");
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void asJson() {
        CommandRun run = CommandRun.withoutPorts("free", "80", "--json", "--within", "3x");
        assertThat(run.json())
                .isEqualTo(CommandRun.parse("{'error':{'type':'UsageException',"
                        + "'message':\"not a duration: \\u00273x\\u0027; write 250ms, 5s or 10m\","
                        + "'hint':\"try \\u0027ports free --help\\u0027\"}}"));
        assertThat(run.err).startsWith("ports free: not a duration: '3x'");
        assertThat(run.status).isEqualTo(2);
    }

    @Test
    void whatTheCallerTypedDoesNotReachTheTerminalUnescaped() {
        CommandRun run = CommandRun.withoutPorts("who", "\u001b[31m");
        assertThat(run.err).isEqualTo("""
                        ports who: not a port: '\\u001b[31m'; a port is 8080, 8080/tcp or 8080/udp
                        try 'ports who --help'
                        """);
    }
}
