package io.github.ports4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code ports free} and {@code ports kill} on children of this JVM. */
class FreeIT {
    private static final int BY_TERM = 128 + 15;

    @Test
    void aHolderEnds() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            Command run = Command.run("free", child.portText(), "--json");
            assertThat(run.status()).isZero();
            JsonObject result = run.only();
            assertThat(result.get("port").getAsInt()).isEqualTo(child.port());
            assertThat(result.get("kind").getAsString()).isEqualTo("FREED");
            assertThat(result.get("strictlyBindable").getAsBoolean()).isTrue();
            assertThat(result.getAsJsonArray("attempts").size()).isEqualTo(1);
            JsonObject attempt = result.getAsJsonArray("attempts").get(0).getAsJsonObject();
            assertThat(attempt.get("pid").getAsLong()).isEqualTo(child.pid());
            assertThat(attempt.get("signal").getAsString()).isEqualTo("TERM");
            assertThat(attempt.get("outcome").getAsString()).isEqualTo("EXITED");
            assertThat(attempt.get("afterMillis").getAsLong())
                    .isLessThanOrEqualTo(result.get("freedAfterMillis").getAsLong());
            assertThat(child.exit()).isEqualTo(BY_TERM);

            Command again = Command.run("free", child.portText(), "--json");
            assertThat(again.status()).isZero();
            assertThat(again.only().get("kind").getAsString()).isEqualTo("ALREADY_FREE");
        }
    }

    @Test
    void severalPortsOfBothProtocolsForPeople() throws Exception {
        try (Listener tcp = Listener.start("tcp");
                Listener udp = Listener.start("udp")) {
            Command run = Command.run("free", tcp.portText(), udp.port() + "/udp", "--verbose");
            assertThat(run.status()).isZero();
            List<String> lines = run.out().lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).startsWith(tcp.port() + "/tcp FREED: ");
            assertThat(lines.get(1)).matches("  TERM " + tcp.pid() + " at [0-9]+ ms: exited after [0-9]+ ms");
            assertThat(lines.get(2)).startsWith(udp.port() + "/udp FREED: ");
            assertThat(lines.get(3)).matches("  TERM " + udp.pid() + " at [0-9]+ ms: exited after [0-9]+ ms");
            assertThat(run.err()).contains("java pid " + tcp.pid() + " (").contains(" gets TERM:5s");
            assertThat(tcp.exit()).isEqualTo(BY_TERM);
            assertThat(udp.exit()).isEqualTo(BY_TERM);
        }
    }

    @Test
    void aDryRunSendsNothing() throws Exception {
        try (Listener child = Listener.start("tcp", "stay")) {
            Command run = Command.run("free", child.portText(), "--dry-run", "--json");
            assertThat(run.status()).isZero();
            JsonObject plan = run.only();
            assertThat(plan.get("kind").getAsString()).isEqualTo("PLANNED");
            assertThat(plan.getAsJsonArray("attempts").isEmpty()).isTrue();
            assertThat(plan.getAsJsonArray("terminations")
                            .get(0)
                            .getAsJsonObject()
                            .get("pid")
                            .getAsLong())
                    .isEqualTo(child.pid());
            Command kill = Command.run("kill", Long.toString(child.pid()), "--dry-run", "--json");
            assertThat(kill.status()).isZero();
            assertThat(kill.only().get("kind").getAsString()).isEqualTo("PLANNED");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void anAncestorIsRefused() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = Integer.toString(server.getLocalPort());
            Command run = Command.run("free", port, "--json");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.only().get("kind").getAsString()).isEqualTo("REFUSED");
            assertThat(run.only().getAsJsonArray("attempts").isEmpty()).isTrue();
            assertThat(Command.run("free", port, "--dry-run").status()).isEqualTo(1);

            String pid = Long.toString(ProcessHandle.current().pid());
            Command kill = Command.run("kill", pid, "--json");
            assertThat(kill.status()).isEqualTo(1);
            assertThat(kill.only().get("kind").getAsString()).isEqualTo("REFUSED");
            assertThat(Command.run("kill", pid, "--dry-run").status()).isEqualTo(1);
        }
    }

    @Test
    void killEndsAProcessAndAgreesThatItIsGone() throws Exception {
        try (Listener child = Listener.start("tcp")) {
            String pid = Long.toString(child.pid());
            Command run = Command.run("kill", pid, "--json");
            assertThat(run.status()).isZero();
            assertThat(run.only().get("kind").getAsString()).isEqualTo("EXITED");
            assertThat(run.only()
                            .getAsJsonArray("attempts")
                            .get(0)
                            .getAsJsonObject()
                            .get("signal")
                            .getAsString())
                    .isEqualTo("TERM");
            assertThat(child.exit()).isEqualTo(BY_TERM);
            Command again = Command.run("kill", pid, "--json");
            assertThat(again.status()).isZero();
            assertThat(again.only().get("kind").getAsString()).isEqualTo("ALREADY_GONE");
        }
    }

    @Test
    void theLadderIsClimbedAsGiven() throws Exception {
        try (Listener child = Listener.start("tcp", "stay")) {
            Command run = Command.run("free", child.portText(), "--ladder", "TERM:300ms,KILL:5s", "--json");
            assertThat(run.status()).isZero();
            assertThat(run.only().getAsJsonArray("attempts").asList().stream()
                            .map(attempt -> attempt.getAsJsonObject()
                                            .get("signal")
                                            .getAsString() + " "
                                    + attempt.getAsJsonObject().get("outcome").getAsString())
                            .collect(Collectors.toList()))
                    .containsExactly("TERM STILL_RUNNING", "KILL EXITED");
            assertThat(child.exit()).isEqualTo(128 + 9);
        }
    }

    @Test
    void ctrlC() throws Exception {
        try (Listener child = Listener.start("tcp", "stay")) {
            // a build in the background may ignore the signal, and what it starts would too
            ProcessBuilder builder = Command.builder(
                    Command.LIB,
                    List.of("/usr/bin/env", "--default-signal=INT"),
                    "free",
                    child.portText(),
                    "--ladder",
                    "TERM:50s,KILL:1s",
                    "--within",
                    "55s");
            Process process =
                    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader err = process.errorReader()) {
                assertThat(child.nextLine()).isEqualTo("asked to end");
                assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                                .start()
                                .waitFor())
                        .isZero();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(130);
                assertThat(err.lines().toList())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "ports free: interrupted; no further signal was sent; before: [TERM " + child.pid());
            } finally {
                process.destroyForcibly();
            }
            assertThat(child.isAlive()).isTrue();
        }
    }
}
