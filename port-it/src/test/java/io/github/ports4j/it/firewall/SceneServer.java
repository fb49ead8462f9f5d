package io.github.ports4j.it.firewall;

import io.github.ports4j.TransportPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Answers a {@link RemoteScene}: what others do in the host and outside of it. */
final class SceneServer {
    private final FirewallHost host;
    private final ForeignRules rules;
    private final Traffic traffic;

    SceneServer(FirewallHost host, ForeignRules rules, Traffic traffic) {
        this.host = host;
        this.rules = rules;
        this.traffic = traffic;
    }

    /** Answers until it ends, and gives all else that it says. */
    String serve(HostJvm jvm) {
        StringBuilder said = new StringBuilder();
        for (String line = jvm.lineOrEnd(); line != null; line = jvm.lineOrEnd()) {
            if (line.startsWith(RemoteScene.ASKING)) {
                List<String> words = Line.words(line.substring(RemoteScene.ASKING.length()));
                jvm.say(Line.of(answer(words.get(0), words.subList(1, words.size()))));
            } else {
                said.append(line).append('\n');
            }
        }
        return said.toString();
    }

    private List<String> answer(String verb, List<String> words) {
        switch (verb) {
            case "begin" -> {}
            case "dropTheRest" -> rules.dropTheRest(host);
            case "accept" -> rules.accept(host, TransportPort.parse(words.get(0)));
            case "drop" -> rules.drop(host, TransportPort.parse(words.get(0)));
            case "letsIn" -> {
                return List.of(Boolean.toString(letsIn(address(words.get(0)), TransportPort.parse(words.get(1)))));
            }
            case "foreignRules" -> {
                return List.copyOf(lines(false));
            }
            case "ownRules" -> {
                return List.copyOf(lines(true));
            }
            case "end" -> host.must("nft", "flush", "ruleset");
            default -> throw new AssertionError(verb);
        }
        return List.of();
    }

    private boolean letsIn(InetAddress from, TransportPort port) {
        return traffic.isLetIn(new Attempt(port, from));
    }

    private List<String> lines(boolean own) {
        Snapshot snapshot = host.snapshot();
        List<String> lines = new ArrayList<>();
        if (own) {
            host.must("nft", "--stateless", "list", "ruleset").lines().forEach(lines::add);
        }
        snapshot.parts().values().forEach(lines::addAll);
        return lines.stream().filter(line -> line.contains("ports4j") == own).toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(text, e);
        }
    }
}
