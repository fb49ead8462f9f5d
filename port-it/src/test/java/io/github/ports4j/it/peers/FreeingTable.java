package io.github.ports4j.it.peers;

import io.github.ports4j.TransportPort;
import io.github.ports4j.it.peers.Outcome.Fault;
import io.github.ports4j.it.scene.LinuxScene;
import io.github.ports4j.testkit.contract.Actor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has each tool free a port in each scenario, and prints as Markdown what came of it: {@code FreeingTable PORTS-COMMAND
 * [NODE-MODULES]}. Whether a port is free is told by a bind with SO_REUSEADDR when the tool has returned, and again later.
 */
final class FreeingTable {
    /** What is not free then, the tool has not freed. */
    private static final Duration LATER = Duration.ofMillis(1200);

    private static final long PATIENCE_SECONDS = 60;

    private final List<FreeingTool> tools = new ArrayList<>();

    private FreeingTable(String ports) {
        tools.add(FreeingTool.shell("ports free", "'" + ports + "' free \"$1/$2\""));
        tools.add(FreeingTool.shell("lsof \\| kill", "lsof -t -i \"$3:$1\" | xargs kill"));
        tools.add(FreeingTool.shell("lsof LISTEN \\| kill -9", "lsof -t -i \"$3:$1\" -sTCP:LISTEN | xargs kill -9"));
        tools.add(FreeingTool.shell("fuser -k -TERM", "fuser -k -TERM \"$1/$2\""));
    }

    /** Runs it. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        FreeingTable table = new FreeingTable(arguments[0]);
        if (arguments.length > 1) {
            table.addPackages(arguments[1]);
        }
        table.print();
    }

    private void addPackages(String modules) {
        tools.add(FreeingTool.node(
                "kill-port",
                modules,
                "import kill from 'kill-port'; await kill(Number(process.argv[1]), process.argv[2])"));
        tools.add(FreeingTool.node("fkill", modules, "import fkill from 'fkill'; await fkill(':' + process.argv[1])"));
        tools.add(
                FreeingTool.node(
                        "fkill, with time",
                        modules,
                        "import fkill from 'fkill'; await fkill(':' + process.argv[1], {forceAfterTimeout: 1000, waitForExit: 3000})"));
    }

    private void print() throws IOException, InterruptedException {
        System.out.print("| the port |");
        tools.forEach(tool -> System.out.print(" `" + tool.name() + "` |"));
        System.out.println();
        System.out.println("|---|" + "---|".repeat(tools.size()));
        Map<Fault, int[]> counts = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            counts.put(fault, new int[tools.size()]);
        }
        for (FreeingScenario scenario : FreeingScenario.values()) {
            System.out.print("| " + scenario + " |");
            for (int i = 0; i < tools.size(); i++) {
                Outcome outcome = run(scenario, tools.get(i));
                for (Fault fault : outcome.faults()) {
                    counts.computeIfAbsent(fault, first -> new int[tools.size()])[i]++;
                }
                System.out.print(" " + outcome + " |");
            }
            System.out.println();
        }
        counts.forEach((fault, ofTools) -> {
            System.out.print("| **" + fault + "** |");
            for (int count : ofTools) {
                System.out.print(" **" + count + "** |");
            }
            System.out.println();
        });
    }

    private static Outcome run(FreeingScenario scenario, FreeingTool tool) throws IOException, InterruptedException {
        try (LinuxScene scene = LinuxScene.open()) {
            TransportPort port = scenario.port(scene.freePort());
            List<Actor> bystanders = scenario.play(scene, port.number());
            File said = File.createTempFile("freeing", ".txt");
            try {
                Process process = new ProcessBuilder(tool.command().apply(port))
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(said)
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(tool.name() + " takes longer than " + PATIENCE_SECONDS + " s");
                }
                boolean freeAtReturn = scene.canTake(port);
                Thread.sleep(LATER.toMillis());
                return new Outcome(
                        scenario.hasNoHolder(),
                        process.exitValue() == 0,
                        freeAtReturn,
                        scene.canTake(port),
                        bystanders.stream().allMatch(Actor::alive),
                        verdict(port, Files.readString(said.toPath())));
            } finally {
                Files.delete(said.toPath());
            }
        }
    }

    /** The word that the command ports says of the port: {@code 8080/tcp FREED: ...}. */
    private static Optional<String> verdict(TransportPort port, String said) {
        Matcher matcher = Pattern.compile("(?m)^" + port + " ([A-Z_]+)\\b").matcher(said);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
