package io.github.ports4j.it.rare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ports4j.it.scene.CTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another process that listens and closes as it is told ({@code actor.c}), and of which nothing is kept but its pid. */
final class ChurnActor implements ChurningPort.Listener, AutoCloseable {
    private static final Pattern READY = Pattern.compile("READY pid=(\\d+) .*role=main");

    private final int port;
    private final Process warden;
    private final BufferedReader said;
    private final long pid;

    ChurnActor(int port) throws IOException {
        this.port = port;
        warden = new ProcessBuilder(CTools.actor().toString())
                .redirectErrorStream(true)
                .start();
        said = warden.inputReader(UTF_8);
        Matcher ready = READY.matcher(await("READY "));
        if (!ready.matches()) {
            throw new IOException("the actor is not ready");
        }
        pid = Long.parseLong(ready.group(1));
    }

    long pid() {
        return pid;
    }

    @Override
    public void open() throws IOException {
        command("listen 127.0.0.1:" + port);
        await("OK listen ");
    }

    @Override
    public void shut() throws IOException {
        command("close");
        await("OK close ");
    }

    private void command(String command) throws IOException {
        OutputStream in = warden.getOutputStream();
        in.write((command + "\n").getBytes(UTF_8));
        in.flush();
    }

    private String await(String prefix) throws IOException {
        String line = said.readLine();
        while (line != null && !line.startsWith(prefix)) {
            if (line.startsWith("FAIL")) {
                throw new IOException(line);
            }
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the actor has ended");
        }
        return line;
    }

    /** Ends the process: its warden ends it when its input ends. */
    @Override
    public void close() throws IOException {
        warden.getOutputStream().close();
    }
}
