package io.github.ports4j.linux;

import io.github.ports4j.NetworkInterfaceInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Interfaces that come and go in the network namespace of the calling thread, among many that stay. */
final class Changes implements AutoCloseable {
    private static final int STAYING = 60;
    private static final String ROUND = """
            link add passing0 type veth peer name passing1
            addr add 10.66.0.1/24 dev passing0
            link set passing0 up
            link add passing2 type veth peer name passing3
            link del passing0
            addr add 10.66.0.2/24 dev passing3
            link del passing3
            """;

    private final Process ip;
    private final Thread feeder;
    private final List<String> lasting;

    private Changes(Process ip, List<String> lasting) {
        this.ip = ip;
        this.lasting = lasting;
        this.feeder = new Thread(this::feed);
    }

    static Changes start() throws IOException {
        Ip.batch(IntStream.range(0, STAYING)
                .boxed()
                .flatMap(i -> Stream.of(
                        "link add staying" + i + " type bridge",
                        "addr add 10.65.0." + (i + 1) + "/32 dev staying" + i)));
        List<String> lasting = new LinuxNetworkInterfaces()
                .list().stream().map(Changes::summary).toList();
        Process ip = new ProcessBuilder("ip", "-batch", "-")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Changes changes = new Changes(ip, lasting);
        changes.feeder.start();
        return changes;
    }

    private void feed() {
        byte[] round = ROUND.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = ip.getOutputStream()) {
            while (true) {
                out.write(round);
                out.flush();
            }
        } catch (IOException e) {
            // it was ended
        }
    }

    boolean isPassing(String name) {
        return name.startsWith("passing") || name.startsWith("veth");
    }

    /** Those that stay, as {@link #text} tells them. */
    List<String> lasting() {
        return lasting;
    }

    String text(NetworkInterfaceInfo nic) {
        return summary(nic);
    }

    private static String summary(NetworkInterfaceInfo nic) {
        return nic.index() + " " + nic.name() + " " + nic.addresses();
    }

    void assertGoingOn() {
        if (!ip.isAlive()) {
            throw new AssertionError("ip ended with " + ip.exitValue());
        }
    }

    @Override
    public void close() {
        try {
            ip.destroyForcibly().waitFor();
            feeder.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (String name : List.of("passing0", "passing2")) {
            Ip.run(List.of("ip", "link", "del", name), "");
        }
        Ip.batch(IntStream.range(0, STAYING).mapToObj(i -> "link del staying" + i));
    }
}
